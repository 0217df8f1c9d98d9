import APIMachinery
import Basics

/// The functions of templates: text/template's own, and kubectl's.
enum GoTemplateFunctions {
  static func call(_ name: String, _ arguments: [Value?]) throws(CommandFailure) -> Value? {
    func needs(_ count: ClosedRange<Int>) throws(CommandFailure) {
      guard count.contains(arguments.count) else { throw failure("wrong number of args for \(name): got \(arguments.count)") }
    }
    switch name {
    case "and", "or":
      try needs(1...Int.max)
      return arguments.last ?? nil
    case "not":
      try needs(1...1)
      return .bool(!isTrue(arguments[0]))
    case "len":
      try needs(1...1)
      return .int(Int64(try length(arguments[0])))
    case "index":
      try needs(1...Int.max)
      return try index(arguments)
    case "exists":
      try needs(1...Int.max)
      return .bool((try? index(arguments)).flatMap { $0 } != nil)
    case "slice":
      try needs(1...3)
      return try slice(arguments)
    case "print": return .string(arguments.map(text).joined(separator: " "))
    case "println": return .string(arguments.map(text).joined(separator: " ") + "\n")
    case "printf":
      try needs(1...Int.max)
      return .string(GoFormat.text(text(arguments[0]), Array(arguments.dropFirst())))
    case "base64decode":
      try needs(1...1)
      guard let bytes = arguments[0]?.string.flatMap({ Base64.decode($0) }) else {
        throw failure("error calling base64decode: illegal base64 data")
      }
      return .string(String(decoding: bytes, as: UTF8.self))
    case "html", "js", "urlquery": return .string(GoFormat.escaped(arguments.map(text).joined(), for: name))
    case "eq", "ne", "lt", "le", "gt", "ge":
      try needs(2...(name == "eq" ? Int.max : 2))
      return .bool(try compare(name, arguments))
    default: throw failure("function \"\(name)\" not defined")
    }
  }

  /// False, 0, nothing, and whatever is empty are false.
  static func isTrue(_ value: Value?) -> Bool {
    switch value {
    case nil, .null?: false
    case .bool(let value)?: value
    case .int(let value)?: value != 0
    case .double(let value)?: value != 0
    case .string(let text)?: !text.isEmpty
    case .array(let elements)?: !elements.isEmpty
    case .object(let object)?: !object.isEmpty
    }
  }

  /// As Go's `%v` prints it.
  static func text(_ value: Value?) -> String {
    switch value {
    case nil: "<no value>"
    case .null?: "<nil>"
    case .string(let text)?: text
    case .array(let elements)?: "[" + elements.map { text($0) }.joined(separator: " ") + "]"
    case .object(let object)?: "map[" + object.sortedByKey().map { "\($0.key):\(text($0.value))" }.joined(separator: " ") + "]"
    case let scalar?: JSON.text(scalar)
    }
  }

  private static func length(_ value: Value?) throws(CommandFailure) -> Int {
    switch value {
    case .string(let text)?: return text.utf8.count
    case .array(let elements)?: return elements.count
    case .object(let object)?: return object.count
    default: throw failure("error calling len: len of \(text(value))")
    }
  }

  private static func index(_ arguments: [Value?]) throws(CommandFailure) -> Value? {
    var current = arguments[0]
    for key in arguments.dropFirst() {
      switch (current, key) {
      case (.array(let elements)?, .int(let position)?):
        guard elements.indices.contains(Int(clamping: position)) else {
          throw failure("error calling index: index out of range: \(position)")
        }
        current = elements[Int(clamping: position)]
      case (.object(let object)?, .string(let name)?): current = object[name]
      case (nil, _), (.null?, _): throw failure("error calling index: index of untyped nil")
      default: throw failure("error calling index: can't index item of a \(current?.typeName ?? "null") with \(text(key))")
      }
    }
    return current
  }

  private static func slice(_ arguments: [Value?]) throws(CommandFailure) -> Value? {
    let count = try length(arguments[0])
    let low = Int(clamping: arguments.count > 1 ? arguments[1]?.int ?? 0 : 0)
    let high = Int(clamping: arguments.count > 2 ? arguments[2]?.int ?? 0 : Int64(count))
    guard low >= 0, low <= high, high <= count else { throw failure("error calling slice: index out of range: \(low):\(high)") }
    switch arguments[0] {
    case .string(let text)?: return .string(String(decoding: Array(text.utf8)[low..<high], as: UTF8.self))
    case .array(let elements)?: return .array(Array(elements[low..<high]))
    default: throw failure("error calling slice: can't slice item of this type")
    }
  }

  private static func compare(_ name: String, _ arguments: [Value?]) throws(CommandFailure) -> Bool {
    let (a, b) = (arguments[0], arguments[1])
    switch name {
    case "eq": return arguments.dropFirst().contains { isEqual(a, $0) }
    case "ne": return !isEqual(a, b)
    default: break
    }
    let (less, equal): (Bool, Bool)
    if let x = a?.double, let y = b?.double { (less, equal) = (x < y, x == y) } else if let x = a?.string, let y = b?.string {
      (less, equal) = (x < y, x == y)
    } else {
      throw failure("error calling \(name): incompatible types for comparison")
    }
    switch name {
    case "lt": return less
    case "le": return less || equal
    case "gt": return !less && !equal
    default: return !less
    }
  }

  private static func isEqual(_ a: Value?, _ b: Value?) -> Bool {
    if let x = a?.double, let y = b?.double { return x == y }
    return (a ?? .null) == (b ?? .null)
  }

  static func failure(_ message: String) -> CommandFailure {
    CommandFailure("error executing template: template: output: \(message)")
  }
}
