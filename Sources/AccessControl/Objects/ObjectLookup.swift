import APIMachinery

/// Single objects, as they are at the moment.
public protocol ObjectLookup: Sendable {
  func object(_ key: ObjectKey) -> Value?
}
