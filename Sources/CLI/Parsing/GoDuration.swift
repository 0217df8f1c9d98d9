/// Durations as Go's `time.ParseDuration` reads them: `1h30m`, `500ms`, `0`. A bare number counts seconds, as kubectl accepts.
enum GoDuration {
  static func parse(_ text: String, option: String) throws(CommandFailure) -> Duration {
    guard let duration = read(text) else {
      throw CommandFailure("invalid argument \"\(text)\" for \"--\(option)\" flag: time: invalid duration \"\(text)\"")
    }
    return duration
  }

  static func read(_ text: String) -> Duration? {
    let isNegative = text.hasPrefix("-")
    var rest = Substring(text.drop { $0 == "-" || $0 == "+" })
    if let seconds = Int64(rest) { return .seconds(isNegative ? -seconds : seconds) }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(unit.count)
      guard let value = Double(number), let scale = units[String(unit)] else { return nil }
      total += value * scale
    }
    guard total < 9e9 else { return nil }
    return .nanoseconds(Int64((isNegative ? -total : total) * 1e9))
  }

  private static let units: [String: Double] = ["ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600]
}
