import APIMachinery
import Store
import Synchronization

/// One change as all watchers of its resource share it: decoded once, whoever asks first.
final class WatchedChange: Sendable {
  let change: StoreChange
  private struct Decoded {
    var object: Value?
    var previous: Value?
    var departed: StoredObject?
    var protobuf: [UInt8]?
  }
  private let decoded = Mutex(Decoded())

  init(_ change: StoreChange) { self.change = change }

  var object: Value {
    decoded.withLock { decoded in
      if let object = decoded.object { return object }
      let object = change.object.decoded()
      decoded.object = object
      return object
    }
  }

  /// The object's envelope, made once for all watchers.
  func protobuf(_ encode: (Value) -> [UInt8]?) -> [UInt8]? {
    if let known = decoded.withLock({ $0.protobuf }) { return known }
    guard let made = encode(object) else { return nil }
    decoded.withLock { $0.protobuf = made }
    return made
  }

  var previous: Value? {
    decoded.withLock { decoded in
      if let previous = decoded.previous { return previous }
      let previous = change.previous?.decoded()
      decoded.previous = previous
      return previous
    }
  }

  /// For a watcher whose selector no longer matches: the state that it knew, numbered with this change.
  var departed: StoredObject? {
    guard let previous = change.previous, let value = self.previous else { return nil }
    return decoded.withLock { decoded in
      if let departed = decoded.departed { return departed }
      let departed = StoredObject(
        key: previous.key, revision: change.revision, created: previous.created,
        json: EncodedObject(value).json(at: change.revision))
      decoded.departed = departed
      return departed
    }
  }
}
