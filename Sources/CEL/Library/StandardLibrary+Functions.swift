import Basics

extension StandardLibrary {
  static let functions: [String: CELFunction] = [
    "size": CELFunction(
      [CELType.string, .bytes, .listOfA, .mapOfAB].flatMap {
        [FunctionSignature([$0], .int), FunctionSignature(isMember: true, [$0], .int)]
      }
    ) { arguments throws(EvaluationError) in
      switch arguments[0] {
      case .string, .bytes, .list, .map: .int(Int64(arguments[0].size))
      default: throw .noSuchOverload
      }
    },
    "contains": CELFunction([.member(.string, .string, to: .bool)], cost: .product) { arguments throws(EvaluationError) in
      let pattern = Array(try arguments.string(1).utf8)
      return .bool(TextSearch.first(pattern, in: Array(try arguments.string(0).utf8), from: 0) != nil)
    },
    "startsWith": CELFunction([.member(.string, .string, to: .bool)], cost: .traversal(1)) { arguments throws(EvaluationError) in
      .bool(try arguments.string(0).utf8.starts(with: try arguments.string(1).utf8))
    },
    "endsWith": CELFunction([.member(.string, .string, to: .bool)], cost: .traversal(1)) { arguments throws(EvaluationError) in
      .bool(try arguments.string(0).utf8.reversed().starts(with: try arguments.string(1).utf8.reversed()))
    },
    "matches": CELFunction(
      [.member(.string, .string, to: .bool), .global(.string, .string, to: .bool)], cost: .regex
    ) { arguments throws(EvaluationError) in .bool(try RegexLibrary.regex(try arguments.string(1)).isMatch(try arguments.string(0))) },
    "type": CELFunction([.global(.a, to: .type)]) { arguments throws(EvaluationError) in .type(arguments[0].typeName) },
    "dyn": CELFunction([.global(.a, to: .dyn)], resultSize: { $0.first ?? 1 }) { arguments throws(EvaluationError) in arguments[0] },
  ]
}

/// Substring search in linear time (Knuth, Morris, Pratt): both sides come from outside.
enum TextSearch {
  static func first<T: Equatable>(_ pattern: [T], in text: [T], from start: Int) -> Int? {
    guard !pattern.isEmpty else { return start <= text.count ? start : nil }
    guard text.count - start >= pattern.count else { return nil }
    var borders = [0]
    var length = 0
    for index in 1..<pattern.count {
      while length > 0, pattern[index] != pattern[length] { length = borders[length - 1] }
      if pattern[index] == pattern[length] { length += 1 }
      borders.append(length)
    }
    length = 0
    for index in start..<text.count {
      while length > 0, text[index] != pattern[length] { length = borders[length - 1] }
      if text[index] == pattern[length] { length += 1 }
      if length == pattern.count { return index - length + 1 }
    }
    return nil
  }
}
