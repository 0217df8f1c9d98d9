import APIMachinery

/// Which elements of two states of a list are the same one: by a field that tells them apart, or by value, or by position.
struct ListAlignment {
  /// For each new element the position of its old self.
  let origins: [Int?]
  /// The same where elements that are new stand in the place of ones that are gone, one for one: their text can be changed in place.
  let places: [Int?]
  /// Whether something of the elements themselves tells them apart, not their position alone.
  let isByIdentity: Bool

  /// The fields that the API's lists are keyed by (`patchMergeKey`, `listMapKeys`), the most telling first.
  private static let keys = ["name", "containerPort", "port", "mountPath", "devicePath", "topologyKey", "key", "type", "ip",
    "uid", "host", "path",
  ]

  init(_ old: [Value], _ new: [Value]) {
    let origins: [Int?]
    let identities = Self.identities(old, new)
    if let identities {
      let positions = Dictionary(identities.old.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      origins = identities.new.map { positions[$0] }
    } else {
      origins = new.indices.map { $0 < old.count ? $0 : nil }
    }
    let isInPlace = old.count == new.count && origins.enumerated().allSatisfy { position, origin in
      // Who takes an object's place is somebody else, with comments of his own.
      origin == nil ? old[position].object == nil && new[position].object == nil : origin == position
    }
    isByIdentity = identities != nil
    (self.origins, places) = (origins, isInPlace ? new.indices.map { Optional($0) } : origins)
  }

  /// Whether the surviving elements keep their order.
  var keepsOrder: Bool {
    let kept = origins.compactMap { $0 }
    return zip(kept, kept.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func identities(_ old: [Value], _ new: [Value]) -> (old: [Value], new: [Value])? {
    func isUnique(_ values: [Value]) -> Bool { Set(values).count == values.count }
    if (old + new).allSatisfy({ $0.object != nil }) {
      for key in keys {
        let (before, after) = (old.compactMap { $0[key] }, new.compactMap { $0[key] })
        if before.count == old.count, after.count == new.count, isUnique(before), isUnique(after) { return (before, after) }
      }
      return nil
    }
    let isPlain = (old + new).allSatisfy { $0.object == nil && $0.array == nil }
    return isPlain && isUnique(old) && isUnique(new) ? (old, new) : nil
  }
}
