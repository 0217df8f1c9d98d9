/// Lists (Kubernetes' isSorted, sum, min, max, indexOf; cel-go, "ext": Lists).
enum ListLibrary {
  private static let sortable: [CELType] = [.int, .uint, .double, .bool, .string, .bytes, .timestamp, .duration]

  static let functions: [String: CELFunction] = [
    "isSorted": CELFunction(sortable.map { .member(.list($0), to: .bool) }, cost: .elements(0)) { arguments throws(EvaluationError) in
      let values = try arguments.list(0).values
      for (a, b) in zip(values, values.dropFirst()) where try ordered(b, a) { return .bool(false) }
      return .bool(true)
    },
    "sum": CELFunction([CELType.int, .uint, .double, .duration].map { .member(.list($0), to: $0) }, cost: .elements(0)) {
      arguments throws(EvaluationError) in
      let values = try arguments.list(0).values
      guard var total = values.first else { return .int(0) }
      for value in values.dropFirst() { total = try StandardLibrary.operators["_+_"]?.call([total, value]) ?? total }
      return total
    },
    "min": CELFunction(sortable.map { .member(.list($0), to: $0) }, cost: .elements(0)) { arguments throws(EvaluationError) in
      try extreme(try arguments.list(0), "min") { candidate, best throws(EvaluationError) in try ordered(candidate, best) }
    },
    "max": CELFunction(sortable.map { .member(.list($0), to: $0) }, cost: .elements(0)) { arguments throws(EvaluationError) in
      try extreme(try arguments.list(0), "max") { candidate, best throws(EvaluationError) in try ordered(best, candidate) }
    },
    "indexOf": CELFunction([.member(.listOfA, .a, to: .int)], cost: .elements(0)) { arguments throws(EvaluationError) in
      .int(Int64(try arguments.list(0).values.firstIndex(of: arguments[1]) ?? -1))
    },
    "lastIndexOf": CELFunction([.member(.listOfA, .a, to: .int)], cost: .elements(0)) { arguments throws(EvaluationError) in
      .int(Int64(try arguments.list(0).values.lastIndex(of: arguments[1]) ?? -1))
    },
    "slice": CELFunction([.member(.listOfA, .int, .int, to: .listOfA)], cost: .elements(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      let list = try arguments.list(0)
      let (start, end) = (try arguments.int(1), try arguments.int(2))
      guard start >= 0, start <= end, end <= Int64(list.count) else {
        throw EvaluationError("cannot slice(\(start), \(end)), list is length \(list.count)")
      }
      return .list(CELList((Int(start)..<Int(end)).map { list[$0] }))
    },
    "flatten": CELFunction([.member(.list(.list(.a)), to: .listOfA), .member(.list(.dyn), .int, to: .list(.dyn))], cost: .elements(0)) {
      arguments throws(EvaluationError) in
      let depth = arguments.count > 1 ? try arguments.int(1) : 1
      guard depth >= 0, depth <= 100 else { throw EvaluationError("level must be between 0 and 100") }
      return .list(CELList(flattened(try arguments.list(0).values, Int(depth))))
    },
    "distinct": CELFunction([.member(.listOfA, to: .listOfA)], cost: .product, resultSize: { $0[0] }) { arguments throws(EvaluationError) in
      var unique: [CELValue] = []
      for value in try arguments.list(0).values where !unique.contains(value) { unique.append(value) }
      return .list(CELList(unique))
    },
    "sort": CELFunction(sortable.map { .member(.list($0), to: .list($0)) }, cost: .elements(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      let values = try arguments.list(0).values
      for (a, b) in zip(values, values.dropFirst()) { _ = try ordered(a, b) }
      return .list(CELList(values.sorted { CELValue.compare($0, $1) == .less }))
    },
    "reverse": CELFunction([.member(.listOfA, to: .listOfA)], cost: .elements(0), resultSize: { $0[0] }) {
      arguments throws(EvaluationError) in
      .list(CELList(try arguments.list(0).values.reversed()))
    },
    "lists.range": CELFunction([.global(.int, to: .list(.int))]) { arguments throws(EvaluationError) in
      let count = try arguments.int(0)
      guard count <= 100_000 else { throw EvaluationError("range too large: \(count)") }
      return .list(CELList((0..<max(0, count)).map { .int($0) }))
    },
  ]

  private static func ordered(_ a: CELValue, _ b: CELValue) throws(EvaluationError) -> Bool {
    let comparison = CELValue.compare(a, b)
    if comparison == .unordered { throw .noSuchOverload }
    return comparison == .less
  }

  private static func extreme(
    _ list: CELList, _ name: String, _ isBetter: (CELValue, CELValue) throws(EvaluationError) -> Bool
  ) throws(EvaluationError) -> CELValue {
    guard var best = list.values.first else { throw EvaluationError("\(name) called on empty list") }
    for value in list.values.dropFirst() where try isBetter(value, best) { best = value }
    return best
  }

  private static func flattened(_ values: [CELValue], _ depth: Int) -> [CELValue] {
    values.flatMap { value in
      guard depth > 0, case .list(let list) = value else { return [value] }
      return flattened(list.values, depth - 1)
    }
  }
}
