/// Kubernetes' find and findAll.
enum RegexLibrary {
  static let functions: [String: CELFunction] = [
    "find": CELFunction([.member(.string, .string, to: .string)], cost: .regex, resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      .string(try regex(try arguments.string(1)).find(in: try arguments.string(0)) ?? "")
    },
    "findAll": CELFunction(
      [.member(.string, .string, to: .list(.string)), .member(.string, .string, .int, to: .list(.string))], cost: .regex,
      resultSize: { $0[0] }
    ) { arguments throws(EvaluationError) in
      let limit = arguments.count > 2 ? try arguments.int(2) : -1
      return findAll(try regex(try arguments.string(1)), try arguments.string(0), limit)
    },
  ]

  static func regex(_ pattern: String) throws(EvaluationError) -> LinearRegex {
    do throws(LinearRegex.SyntaxError) {
      return try LinearRegex(pattern)
    } catch {
      throw EvaluationError("\(error)")
    }
  }

  /// With a pattern that is compiled already; nil for functions that take none.
  static func call(_ name: String, _ arguments: [CELValue], _ regex: LinearRegex) -> CELValue? {
    guard case .string(let text) = arguments[0] else { return nil }
    switch name {
    case "matches": return .bool(regex.isMatch(text))
    case "find": return .string(regex.find(in: text) ?? "")
    case "findAll": return findAll(regex, text, arguments.count > 2 ? arguments[2].int ?? -1 : -1)
    default: return nil
    }
  }

  private static func findAll(_ regex: LinearRegex, _ text: String, _ limit: Int64) -> CELValue {
    .list(CELList(regex.findAll(in: text, limit: limit < 0 ? .max : Int(limit)).map { .string($0) }))
  }
}
