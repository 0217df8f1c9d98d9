/// Writes metrics in Prometheus' text form (prometheus.io, "Exposition formats", version 0.0.4).
public struct PrometheusText: Sendable {
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"
  public enum Kind: String, Sendable { case counter, gauge, histogram }

  public private(set) var text = ""

  public init() {}

  public mutating func describe(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// `time`: when it was measured; the scrape's, when nothing is said.
  public mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double, at time: Timestamp? = nil) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
    }
    text += " " + (value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)")
    if let time { text += " \(time.nanosecondsSinceEpoch / 1_000_000)" }
    text += "\n"
  }

  public mutating func sample(_ name: String, _ value: Double, at time: Timestamp? = nil) { sample(name, [], value, at: time) }

  /// The samples of one histogram. `buckets`: how many values each bound is the lowest for, and at last how many are above all of them.
  public mutating func histogram(_ name: String, _ labels: [(String, String)], bounds: [Double], buckets: [Int], count: Int, sum: Double) {
    var below = 0
    for (bound, values) in zip(bounds, buckets) {
      below += values
      sample(name + "_bucket", labels + [("le", bound == bound.rounded() ? String(Int(bound)) : "\(bound)")], Double(below))
    }
    sample(name + "_bucket", labels + [("le", "+Inf")], Double(count))
    sample(name + "_sum", labels, sum)
    sample(name + "_count", labels, Double(count))
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
