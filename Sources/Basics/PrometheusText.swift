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

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
