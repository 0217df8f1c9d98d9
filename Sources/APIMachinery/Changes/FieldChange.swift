/// One field that two versions of an object have differently.
public struct FieldChange: Hashable, Sendable {
  public var path: FieldLocation
  public var before: Value?
  public var after: Value?

  public init(path: FieldLocation, before: Value?, after: Value?) { (self.path, self.before, self.after) = (path, before, after) }

  /// What says nothing about the object but that it was written.
  private static let bookkeeping: Set<String> = ["managedFields", "resourceVersion", "generation"]

  /// In the order of the fields. Nil stands for no object at all: then all fields of the other are told as one.
  public static func between(_ before: Value?, _ after: Value?) -> [FieldChange] {
    guard let before, let after else { return [] }
    var found: [FieldChange] = []
    compare(before, after, FieldLocation(), &found)
    return found
  }

  private static func compare(_ old: Value, _ new: Value, _ path: FieldLocation, _ found: inout [FieldChange]) {
    guard old != new else { return }
    if case .object(let before) = old, case .object(let after) = new {
      for (key, value) in after where !(path.isMetadata && bookkeeping.contains(key)) {
        if let previous = before[key] {
          compare(previous, value, path.field(key), &found)
        } else {
          found.append(FieldChange(path: path.field(key), before: nil, after: value))
        }
      }
      for (key, value) in before where after[key] == nil && !(path.isMetadata && bookkeeping.contains(key)) {
        found.append(FieldChange(path: path.field(key), before: value, after: nil))
      }
      return
    }
    if case .array(let before) = old, case .array(let after) = new {
      if let key = ElementKey.key(before, after) { return compare(before, after, by: key, path, &found) }
      if before.count == after.count, before.contains(where: { $0.object != nil }) {
        for index in before.indices { compare(before[index], after[index], path.element(index), &found) }
        return
      }
    }
    found.append(FieldChange(path: path, before: old, after: new))
  }

  private static func compare(
    _ before: [Value], _ after: [Value], by key: String, _ path: FieldLocation, _ found: inout [FieldChange]
  ) {
    let old = Dictionary(before.map { (ElementKey.text($0, key), $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(after.map { ElementKey.text($0, key) })
    for element in after {
      let name = ElementKey.text(element, key)
      if let previous = old[name] {
        compare(previous, element, path.element(name, key: key), &found)
      } else {
        found.append(FieldChange(path: path.element(name, key: key), before: nil, after: element))
      }
    }
    for element in before where !names.contains(ElementKey.text(element, key)) {
      found.append(FieldChange(path: path.element(ElementKey.text(element, key), key: key), before: element, after: nil))
    }
  }

  /// `spec.replicas: 3 → 5`
  public func line(hiding isHidden: Bool = false) -> String {
    func text(_ value: Value?) -> String {
      guard let value else { return "(unset)" }
      if isHidden { return "***" }
      let json = String(decoding: JSON.encode(value), as: UTF8.self)
      return json.count > 200 ? json.prefix(200) + "…" : json
    }
    let old = text(before)
    let new = text(after)
    return "\(path): \(old) → \(isHidden && old == new ? "*** (changed)" : new)"
  }
}
