import Basics

/// Timestamps and durations.
enum TimeLibrary {
  static let functions: [String: CELFunction] = {
    var functions: [String: CELFunction] = [
      "timestamp": CELFunction([.global(.string, to: .timestamp), .global(.int, to: .timestamp), .global(.timestamp, to: .timestamp)]) {
        arguments throws(EvaluationError) in
        switch arguments[0] {
        case .timestamp: return arguments[0]
        case .int(let seconds):
          let product = seconds.multipliedReportingOverflow(by: 1_000_000_000)
          if product.overflow { throw EvaluationError("timestamp overflow") }
          return .timestamp(Timestamp(nanosecondsSinceEpoch: product.partialValue))
        case .string(let text):
          guard let time = Timestamp(rfc3339: text) else { throw EvaluationError("parsing time \"\(text)\" as RFC 3339 failed") }
          return .timestamp(time)
        default: throw .noSuchOverload
        }
      },
      "duration": CELFunction([.global(.string, to: .duration), .global(.duration, to: .duration), .global(.int, to: .duration)]) {
        arguments throws(EvaluationError) in
        switch arguments[0] {
        case .duration: return arguments[0]
        case .int(let nanoseconds): return .duration(nanoseconds)
        case .string(let text):
          guard let nanoseconds = GoDuration.parse(text) else { throw EvaluationError("time: invalid duration \"\(text)\"") }
          return .duration(nanoseconds)
        default: throw .noSuchOverload
        }
      },
    ]
    for (name, part) in parts {
      let isClock = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"].contains(name)
      var signatures: [FunctionSignature] = [.member(.timestamp, to: .int), .member(.timestamp, .string, to: .int)]
      if isClock { signatures.append(.member(.duration, to: .int)) }
      functions[name] = CELFunction(signatures) { arguments throws(EvaluationError) in
        if case .duration(let nanoseconds) = arguments[0] { return .int(try durationPart(name, nanoseconds)) }
        guard case .timestamp(let time) = arguments[0] else { throw .noSuchOverload }
        let offset = arguments.count > 1 ? try zoneOffset(try arguments.string(1)) : 0
        return .int(part(CalendarTime(time, offsetSeconds: offset)))
      }
    }
    return functions
  }()

  private static let parts: [(String, @Sendable (CalendarTime) -> Int64)] = [
    ("getFullYear", { $0.year }), ("getMonth", { $0.month - 1 }), ("getDate", { $0.day }), ("getDayOfMonth", { $0.day - 1 }),
    ("getDayOfWeek", { $0.weekday }), ("getDayOfYear", { $0.dayOfYear }), ("getHours", { $0.secondOfDay / 3_600 }),
    ("getMinutes", { $0.secondOfDay / 60 % 60 }), ("getSeconds", { $0.secondOfDay % 60 }), ("getMilliseconds", { $0.millisecond }),
  ]

  private static func durationPart(_ name: String, _ nanoseconds: Int64) throws(EvaluationError) -> Int64 {
    switch name {
    case "getHours": nanoseconds / 3_600_000_000_000
    case "getMinutes": nanoseconds / 60_000_000_000
    case "getSeconds": nanoseconds / 1_000_000_000
    case "getMilliseconds": nanoseconds / 1_000_000 % 1_000
    default: throw .noSuchOverload
    }
  }

  /// `+02:00`, `-7:30`, `UTC`. Named zones would need a zone database, which a server needn't have.
  private static func zoneOffset(_ zone: String) throws(EvaluationError) -> Int64 {
    if zone == "UTC" || zone == "" || zone == "Z" || zone == "Etc/UTC" { return 0 }
    let sign: Int64 = zone.hasPrefix("-") ? -1 : 1
    let parts = zone.drop { $0 == "+" || $0 == "-" }.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60 else {
      throw EvaluationError("unknown time zone \(zone)")
    }
    return sign * (hours * 3_600 + minutes * 60)
  }
}

/// A timestamp's parts on the calendar of a zone.
struct CalendarTime {
  var year, month, day, weekday, dayOfYear, secondOfDay, millisecond: Int64

  init(_ time: Timestamp, offsetSeconds: Int64) {
    let shifted = Timestamp(nanosecondsSinceEpoch: time.nanosecondsSinceEpoch &+ offsetSeconds &* 1_000_000_000)
    let parts = shifted.rfc3339.split { !$0.isNumber }.compactMap { Int64($0) }
    (year, month, day) = parts.count >= 6 ? (parts[0], parts[1], parts[2]) : (1970, 1, 1)
    secondOfDay = parts.count >= 6 ? parts[3] * 3_600 + parts[4] * 60 + parts[5] : 0
    let seconds = shifted.secondsSinceEpoch
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    // 1970-01-01 was a Thursday.
    weekday = ((days + 4) % 7 + 7) % 7
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let before: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    dayOfYear = before[Int(month) - 1] + day - 1 + (isLeap && month > 2 ? 1 : 0)
    let remainder = shifted.nanosecondsSinceEpoch % 1_000_000_000
    millisecond = (remainder < 0 ? remainder + 1_000_000_000 : remainder) / 1_000_000
  }
}
