/// Takes one change of an object back in a version that has changed since: field by field, lists of named elements by their elements.
public struct FieldRevert: Sendable {
  /// A field that somebody has changed again since: what it was to become, and what it is now.
  public struct Conflict: Hashable, Sendable {
    public var path: FieldLocation
    public var wanted: Value?
    public var found: Value?
  }

  /// The object with the change taken back as far as it could be.
  public let result: Value
  /// Empty when all of it could.
  public let conflicts: [Conflict]

  /// `before` and `after` are what the change led from and to; `now` is the present version. With `overwrites`, what has changed since is
  /// set back too.
  public init(from after: Value, to before: Value, in now: Value, overwrites: Bool = false) {
    var conflicts: [Conflict] = []
    result = Self.merged(after, before, now, FieldLocation(), &conflicts, overwrites) ?? now
    self.conflicts = overwrites ? [] : conflicts
  }

  /// Nil: the field goes.
  private static func merged(
    _ after: Value?, _ before: Value?, _ now: Value?, _ path: FieldLocation, _ conflicts: inout [Conflict], _ overwrites: Bool
  ) -> Value? {
    if before == after || before == now { return now }
    if now == after { return before }
    if case .object(let old)? = before, case .object(let changed)? = after, case .object(var own)? = now {
      for name in old.fieldNames + changed.fieldNames.filter({ !old.contains($0) }) where old[name] != changed[name] {
        own[name] = merged(changed[name], old[name], own[name], path.field(name), &conflicts, overwrites)
      }
      return .object(own)
    }
    if case .array(let old)? = before, case .array(let changed)? = after, case .array(let own)? = now,
      let key = ElementKey.key(old, changed, own)
    {
      return .array(merged(changed, old, own, key, path, &conflicts, overwrites))
    }
    conflicts.append(Conflict(path: path, wanted: before, found: now))
    return overwrites ? before : now
  }

  private static func merged(
    _ after: [Value], _ before: [Value], _ now: [Value], _ key: String, _ path: FieldLocation, _ conflicts: inout [Conflict],
    _ overwrites: Bool
  ) -> [Value] {
    func named(_ list: [Value]) -> [String: Value] {
      Dictionary(list.map { (ElementKey.text($0, key), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (old, changed) = (named(before), named(after))
    var result: [Value] = []
    for element in now {
      let name = ElementKey.text(element, key)
      if let kept = merged(changed[name], old[name], element, path.element(name, key: key), &conflicts, overwrites) { result.append(kept) }
    }
    let present = Set(now.map { ElementKey.text($0, key) })
    for element in before {
      let name = ElementKey.text(element, key)
      guard !present.contains(name) else { continue }
      if let added = merged(changed[name], element, nil, path.element(name, key: key), &conflicts, overwrites) { result.append(added) }
    }
    return result
  }
}
