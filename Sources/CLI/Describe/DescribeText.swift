import APIMachinery
import Basics

/// The text of a description while it is made: lines, fields and lists at levels of indentation.
struct DescribeText {
  private var raw = ""

  /// The text with its columns aligned.
  var text: String { TabbedText.aligned(raw) }

  mutating func line(_ text: String, level: Int = 0) { raw += String(repeating: "  ", count: level) + text + "\n" }

  mutating func field(_ name: String, _ value: String, level: Int = 0) {
    line("\(name):\t\(value)", level: level)
  }

  /// The field, unless there is no value.
  mutating func field(_ name: String, ifPresent value: String?, level: Int = 0) {
    if let value, !value.isEmpty { field(name, value, level: level) }
  }

  /// The first value beside the name, the others below it.
  mutating func list(_ name: String, _ values: [String], level: Int = 0, empty: String = "<none>") {
    field(name, values.first ?? empty, level: level)
    for value in values.dropFirst() { line("\t" + value, level: level) }
  }

  /// Labels, one a line, by key.
  mutating func labels(_ name: String, _ labels: [String: String], level: Int = 0) {
    list(name, labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }, level: level)
  }

  /// Annotations, by key; values of several lines or great length stand indented below their key.
  mutating func annotations(_ annotations: [String: String], level: Int = 0) {
    let shown = annotations.filter { $0.key != LastApplied.annotation }.sorted { $0.key < $1.key }
    var values: [String] = []
    for (key, value) in shown {
      if value.count + key.count > 140 || value.contains("\n") {
        values.append(key + ":")
        values += value.split(separator: "\n").map { "  " + ($0.count > 140 ? $0.prefix(140) + "..." : $0) }
      } else {
        values.append("\(key): \(value)")
      }
    }
    list("Annotations", values, level: level)
  }

  /// Name, namespace, labels and annotations, as most kinds start.
  mutating func header(_ object: Value, isNamespaced: Bool = true) {
    field("Name", object.name)
    if isNamespaced { field("Namespace", object.namespace) }
    labels("Labels", object.labels)
    annotations(object.annotations)
  }

  /// A table under a heading: `rows` at one level in, header and rule first.
  mutating func table(_ title: String, columns: [String], rows: [[String]]) {
    line(title + ":")
    line(columns.joined(separator: "\t"), level: 1)
    line(columns.map { String(repeating: "-", count: $0.count) }.joined(separator: "\t"), level: 1)
    for row in rows { line(row.joined(separator: "\t"), level: 1) }
  }
}

/// Scalars as descriptions show them.
enum DescribeValue {
  static func text(_ value: Value?, else missing: String = "<none>") -> String {
    switch value {
    case nil, .some(.null): missing
    case .some(.string(let text)): text.isEmpty ? missing : text
    case .some(.bool(let value)): value ? "true" : "false"
    case .some(let value): JSON.text(value)
    }
  }

  /// `Mon, 02 Jan 2006 15:04:05 +0000` (RFC 1123), in UTC.
  static func time(_ value: Value?) -> String {
    guard let timestamp = value?.timestamp else { return value?.string ?? "<unset>" }
    let text = timestamp.rfc3339
    let days = Int((timestamp.secondsSinceEpoch - floor(timestamp.secondsSinceEpoch, 86_400)) / 86_400)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split { "-T".contains($0) }.map(String.init)
    guard parts.count == 4, let month = Int(parts[1]), (1...12).contains(month) else { return text }
    let weekday = weekdays[((days % 7) + 7) % 7]
    return "\(weekday), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3].dropLast()) +0000"
  }

  private static func floor(_ value: Int64, _ modulus: Int64) -> Int64 {
    let rest = value % modulus
    return rest < 0 ? rest + modulus : rest
  }
}
