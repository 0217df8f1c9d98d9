/// Macros over lists and maps. The units of a step are those of the loop that cel-go expands each macro into.
extension Evaluator {
  private struct Item {
    var key: CELValue
    var value: CELValue
  }

  mutating func evaluate(_ fold: Expression.Fold) throws(EvaluationError) -> CELValue {
    let range = try evaluate(fold.range)
    try spend(1)
    switch fold.kind {
    case .all: return try quantify(fold, range, decisive: false)
    case .exists: return try quantify(fold, range, decisive: true)
    case .existsOne: return try existsOne(fold, range)
    case .map, .filter, .transformList: return try transformList(fold, range)
    case .transformMap, .transformMapEntry: return try transformMap(fold, range)
    }
  }

  private func count(_ range: CELValue) throws(EvaluationError) -> Int {
    switch range {
    case .list(let list): return list.count
    case .map(let map): return map.count
    default: throw .noSuchOverload
    }
  }

  private func item(_ range: CELValue, _ position: Int) -> Item {
    switch range {
    case .list(let list): return Item(key: .int(Int64(position)), value: list[position])
    case .map(let map): return Item(key: map.key(at: position), value: map.value(at: position))
    default: return Item(key: .null, value: .null)
    }
  }

  private func variables(_ fold: Expression.Fold, _ range: CELValue, _ item: Item) -> [(String, CELValue)] {
    if let second = fold.second { return [(fold.variable, item.key), (second, item.value)] }
    if case .map = range { return [(fold.variable, item.key)] }
    return [(fold.variable, item.value)]
  }

  private mutating func test(_ fold: Expression.Fold, _ body: Expression, _ range: CELValue, _ position: Int) throws(EvaluationError)
    -> Bool
  {
    guard case .bool(let value) = try with(variables(fold, range, item(range, position)), body) else { throw .noSuchOverload }
    return value
  }

  /// As a chain of && or ||: an element that decides makes up for the errors of the others.
  private mutating func quantify(_ fold: Expression.Fold, _ range: CELValue, decisive: Bool) throws(EvaluationError) -> CELValue {
    var failure: EvaluationError?
    for position in 0..<(try count(range)) {
      try spend(decisive ? 4 : 3)
      do throws(EvaluationError) {
        if try test(fold, fold.body, range, position) == decisive { return .bool(decisive) }
      } catch {
        if error.isCostLimit { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return .bool(!decisive)
  }

  private mutating func existsOne(_ fold: Expression.Fold, _ range: CELValue) throws(EvaluationError) -> CELValue {
    var found = 0
    for position in 0..<(try count(range)) {
      try spend(2)
      if try test(fold, fold.body, range, position) { found += 1 }
    }
    return .bool(found == 1)
  }

  private mutating func transformList(_ fold: Expression.Fold, _ range: CELValue) throws(EvaluationError) -> CELValue {
    var values: [CELValue] = []
    for position in 0..<(try count(range)) {
      try spend(1)
      if let condition = fold.condition, !(try test(fold, condition, range, position)) { continue }
      let item = item(range, position)
      if fold.kind == .filter {
        guard try test(fold, fold.body, range, position) else { continue }
        if case .map = range { values.append(item.key) } else { values.append(item.value) }
      } else {
        values.append(try with(variables(fold, range, item), fold.body))
      }
      try spend(11)
    }
    return .list(CELList(values))
  }

  private mutating func transformMap(_ fold: Expression.Fold, _ range: CELValue) throws(EvaluationError) -> CELValue {
    var entries: [(key: CELValue, value: CELValue)] = []
    var keys: Set<CELKey> = []
    for position in 0..<(try count(range)) {
      try spend(1)
      if let condition = fold.condition, !(try test(fold, condition, range, position)) { continue }
      let item = item(range, position)
      let value = try with(variables(fold, range, item), fold.body)
      try spend(31)
      guard fold.kind == .transformMapEntry else { entries.append((item.key, value)); continue }
      guard case .map(let map) = value else { throw .noSuchOverload }
      for entry in 0..<map.count {
        let key = map.key(at: entry)
        guard let unique = CELKey(key), keys.insert(unique).inserted else { throw EvaluationError("insert failed: key already exists") }
        entries.append((key, map.value(at: entry)))
      }
    }
    return .map(CELMap(entries))
  }
}
