/// Lists as sets (cel-go, "ext": Sets).
enum SetLibrary {
  static let functions: [String: CELFunction] = [
    "sets.contains": test { a, b in b.allSatisfy { a.contains($0) } },
    "sets.equivalent": test { a, b in a.allSatisfy { b.contains($0) } && b.allSatisfy { a.contains($0) } },
    "sets.intersects": test { a, b in a.contains { b.contains($0) } },
  ]

  private static func test(_ holds: @escaping @Sendable ([CELValue], [CELValue]) -> Bool) -> CELFunction {
    CELFunction([.global(.listOfA, .listOfA, to: .bool)], cost: .product) { arguments throws(EvaluationError) in
      .bool(holds(try arguments.list(0).values, try arguments.list(1).values))
    }
  }
}
