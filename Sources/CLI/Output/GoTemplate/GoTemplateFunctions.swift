import APIMachinery
import Basics

/// The functions of templates: text/template's own, and kubectl's.
enum GoTemplateFunctions {
  static let names: Set<String> = [
    "and", "or", "not", "len", "index", "exists", "slice", "print", "println", "printf", "base64decode", "html", "js", "urlquery", "call",
    "eq", "ne", "lt", "le", "gt", "ge",
  ]

  static func call(_ name: String, _ arguments: [Value?]) throws(CommandFailure) -> Value? {
    let least = ["print", "println", "html", "js", "urlquery"].contains(name) ? 0 : ["eq", "ne", "lt", "le", "gt", "ge"].contains(name) ? 2 : 1
    let most = ["not": 1, "len": 1, "base64decode": 1, "ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2][name] ?? Int.max
    guard (least...most).contains(arguments.count) else {
      let wanted = least == most ? "want \(least)" : "want at least \(least)"
      throw CommandFailure("wrong number of args for \(name): \(wanted) got \(arguments.count)")
    }
    switch name {
    case "and", "or": return arguments.last ?? nil
    case "not": return .bool(!isTrue(arguments[0]))
    case "len": return .int(Int64(try length(arguments[0])))
    case "index": return try index(arguments)
    case "exists": return .bool((try? index(arguments)).flatMap { $0 } != nil)
    case "slice": return try slice(arguments)
    case "print": return .string(GoText.print(arguments))
    case "println": return .string(arguments.map { GoText.text($0 ?? .null) }.joined(separator: " ") + "\n")
    case "printf":
      guard let format = arguments[0]?.string else { throw CommandFailure("error calling printf: its format is no string") }
      return .string(GoFormat.text(format, Array(arguments.dropFirst())))
    case "base64decode":
      guard let bytes = arguments[0]?.string.flatMap({ Base64.decode($0) }) else {
        throw CommandFailure("error calling base64decode: base64 decode failed: illegal base64 data")
      }
      return .string(String(decoding: bytes, as: UTF8.self))
    case "html", "js", "urlquery":
      let text = arguments.count == 1 && (arguments[0] ?? .null).isNull ? "<no value>" : GoText.print(arguments)
      return .string(GoText.escaped(text, for: name))
    case "call": throw CommandFailure("error calling call: call of \((arguments[0] ?? .null).isNull ? "nil" : "non-function")")
    default: return .bool(try compare(name, arguments))
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

  private static func length(_ value: Value?) throws(CommandFailure) -> Int {
    switch value {
    case .string(let text)?: return text.utf8.count
    case .array(let elements)?: return elements.count
    case .object(let object)?: return object.count
    default: throw CommandFailure("error calling len: len of type \(GoText.typeName(value))")
    }
  }

  private static func index(_ arguments: [Value?]) throws(CommandFailure) -> Value? {
    var current = arguments[0]
    for key in arguments.dropFirst() {
      switch (current, key) {
      case (.array(let elements)?, .int(let position)?):
        guard elements.indices.contains(Int(clamping: position)) else {
          throw CommandFailure("error calling index: index out of range: \(position)")
        }
        current = elements[Int(clamping: position)]
      case (.object(let object)?, .string(let name)?): current = object[name]
      case (nil, _), (.null?, _): throw CommandFailure("error calling index: index of untyped nil")
      default: throw CommandFailure("error calling index: can't index item of type \(GoText.typeName(current)) with \(GoText.text(key ?? .null))")
      }
    }
    return current
  }

  private static func slice(_ arguments: [Value?]) throws(CommandFailure) -> Value? {
    let count = try length(arguments[0])
    var bounds = [0, count]
    for (position, argument) in arguments.dropFirst().prefix(2).enumerated() {
      guard let number = argument?.int else { throw CommandFailure("error calling slice: cannot index slice/array with type \(GoText.typeName(argument))") }
      guard (0...Int64(count)).contains(number) else { throw CommandFailure("error calling slice: index out of range: \(number)") }
      bounds[position] = Int(number)
    }
    let (low, high) = (bounds[0], bounds[1])
    guard low <= high else { throw CommandFailure("error calling slice: invalid slice index: \(low) > \(high)") }
    switch arguments[0] {
    case .string(let text)?: return .string(String(decoding: Array(text.utf8)[low..<high], as: UTF8.self))
    case .array(let elements)?: return .array(Array(elements[low..<high]))
    default: throw CommandFailure("error calling slice: can't slice item of type \(GoText.typeName(arguments[0]))")
    }
  }

  private static func compare(_ name: String, _ arguments: [Value?]) throws(CommandFailure) -> Bool {
    let (a, b) = (arguments[0] ?? .null, arguments[1] ?? .null)
    switch name {
    case "eq":
      for other in arguments.dropFirst() { if try isEqual(a, other ?? .null, name) { return true } }
      return false
    case "ne": return try !isEqual(a, b, name)
    default: break
    }
    let (less, equal): (Bool, Bool)
    switch (a, b) {
    case (.int(let x), .int(let y)): (less, equal) = (x < y, x == y)
    case (.double(let x), .double(let y)): (less, equal) = (x < y, x == y)
    case (.string(let x), .string(let y)): (less, equal) = (x.utf8.lexicographicallyPrecedes(y.utf8), x == y)
    case (.null, _), (_, .null), (.array, _), (.object, _), (.bool, .bool): throw CommandFailure("error calling \(name): invalid type for comparison")
    default: throw CommandFailure("error calling \(name): incompatible types for comparison")
    }
    switch name {
    case "lt": return less
    case "le": return less || equal
    case "gt": return !less && !equal
    default: return !less
    }
  }

  private static func isEqual(_ a: Value, _ b: Value, _ name: String) throws(CommandFailure) -> Bool {
    switch (a, b) {
    case (.null, _), (_, .null): return a == b
    case (.array, _), (.object, _), (_, .array), (_, .object):
      throw CommandFailure("error calling \(name): non-comparable type \(GoText.text(a)): \(GoText.typeName(a))")
    case (.int, .int), (.double, .double), (.string, .string), (.bool, .bool): return a == b
    default: throw CommandFailure("error calling \(name): incompatible types for comparison")
    }
  }
}
