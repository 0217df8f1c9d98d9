import APIMachinery

/// What differs between two states of an object, to be made in a manifest that says less than either: defaults, and what others set,
/// aren't in it and don't come into it.
struct ManifestChange {
  let before: Value
  let after: Value

  init(from before: Value, to after: Value) { (self.before, self.after) = (before, after) }

  /// The manifest with the change made. What both states have alike stays as it is written, and what the manifest alone has stays.
  func made(in written: Value) -> Value { Self.changed(written, before, after) }

  private static func changed(_ written: Value, _ before: Value, _ after: Value) -> Value {
    if before == after { return written }
    switch (written, before, after) {
    case (.object(let own), .object(let old), .object(let new)): return .object(changed(own, old, new))
    case (.array(let own), .array(let old), .array(let new)): return .array(changed(own, old, new))
    default: return after
    }
  }

  private static func changed(_ own: Object, _ old: Object, _ new: Object) -> Object {
    var result = own
    for field in old where !new.contains(field.key) { result[field.key] = nil }
    for field in new {
      if let previous = old[field.key], let existing = own[field.key] {
        result[field.key] = changed(existing, previous, field.value)
      } else if old[field.key] != field.value {
        result[field.key] = field.value
      }
    }
    return result
  }

  /// An element of the manifest's list that is being changed, and which of the new elements it is; nil: the manifest alone has it.
  private typealias Element = (value: Value, position: Int?)

  /// Element by element where it is known which is which; otherwise the new list as a whole.
  private static func changed(_ own: [Value], _ old: [Value], _ new: [Value]) -> [Value] {
    guard own != old, let counterparts = counterparts(of: own, in: old), new.allSatisfy({ $0.object != nil }) else { return new }
    let alignment = ListAlignment(old, new)
    var positions: [Int: Int] = [:]
    for (position, origin) in alignment.origins.enumerated() { if let origin { positions[origin] = position } }
    var result: [Element] = []
    for (element, origin) in zip(own, counterparts) {
      guard let origin else {
        result.append((element, nil))
        continue
      }
      if let position = positions[origin] { result.append((changed(element, old[origin], new[position]), position)) }
    }
    if !alignment.keepsOrder {
      // Elements of the manifest alone have no place in the new order.
      result = result.filter { $0.position != nil }.sorted { ($0.position ?? 0) < ($1.position ?? 0) } + result.filter { $0.position == nil }
    }
    let added = new.indices.filter { position in
      !result.contains { $0.position == position } && alignment.origins[position].map { old[$0] != new[position] } ?? true
    }
    for position in added { insert(new[position], at: position, into: &result) }
    return result.map(\.value)
  }

  /// Behind the element that it follows in the new list; in the place of its like, where the manifest alone has that already.
  private static func insert(_ value: Value, at position: Int, into result: inout [Element]) {
    let alone = result.indices.filter { result[$0].position == nil }
    let likeness = ListAlignment(alone.map { result[$0].value }, [value])
    if likeness.isByIdentity, let like = likeness.origins[0] {
      result[alone[like]] = (value, position)
      return
    }
    let previous = result.lastIndex { $0.position.map { $0 < position } ?? false }
    result.insert((value, position), at: previous.map { $0 + 1 } ?? 0)
  }

  /// For each element of the manifest's list which one of the state's it is, nil where it is none; nil altogether when that can't be told.
  private static func counterparts(of own: [Value], in old: [Value]) -> [Int?]? {
    guard (own + old).allSatisfy({ $0.object != nil }) else { return nil }
    let alignment = ListAlignment(old, own)
    if alignment.isByIdentity { return alignment.origins }
    let isSame = own.count == old.count && zip(own, old).allSatisfy { says($1, allOf: $0) }
    return isSame ? alignment.origins : nil
  }

  /// Whether a value says what another does, and perhaps more.
  private static func says(_ value: Value, allOf other: Value) -> Bool {
    switch (value, other) {
    case (.object(let whole), .object(let part)):
      part.allSatisfy { field in whole[field.key].map { says($0, allOf: field.value) } ?? false }
    case (.array(let whole), .array(let part)): whole.count == part.count && zip(whole, part).allSatisfy { says($0, allOf: $1) }
    default: value == other
    }
  }
}
