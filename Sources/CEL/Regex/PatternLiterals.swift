/// The patterns that stand in an expression as literals: compiled, and refused, before it runs.
enum PatternLiterals {
  private static let functions: Set<String> = ["matches", "find", "findAll"]

  static func compile(in expression: Expression, source: String) throws(CompileError) -> [String: LinearRegex] {
    var patterns: [String: LinearRegex] = [:]
    var pending = [expression]
    while let node = pending.popLast() {
      pending += node.children
      guard case .call(let name, let arguments, _) = node.kind, functions.contains(name), arguments.count >= 2,
        case .literal(.string(let pattern)) = arguments[1].kind
      else { continue }
      do throws(LinearRegex.SyntaxError) {
        patterns[pattern] = try LinearRegex(pattern)
      } catch {
        throw CompileError("invalid matches argument: \(error)", at: arguments[1].offset, in: source)
      }
    }
    return patterns
  }
}
