import APIMachinery
import Store
import Synchronization

/// What was written a moment ago, as values: who writes an object mostly writes it again soon (a controller its status, a kubelet its
/// pods), and what it is then compared with need not be decoded.
///
/// Bounded in number and in size; what isn't here is decoded from the store.
final class RecentObjects: Sendable {
  private struct Entry {
    var revision: Revision
    var object: EncodedObject
    /// Its place in the ring.
    var place: Int
  }

  private struct State {
    var entries: [ObjectKey: Entry] = [:]
    /// The keys in the order they came; the oldest is overwritten.
    var ring: [ObjectKey] = []
    var next = 0
  }

  static let countMax = 512
  static let bytesMax = 8 << 10

  private let state = Mutex(State())

  func keep(_ object: StoredObject, _ encoded: EncodedObject) {
    guard encoded.byteCount <= Self.bytesMax else { return }
    state.withLock { state in
      if let place = state.entries[object.key]?.place {
        state.entries[object.key] = Entry(revision: object.revision, object: encoded, place: place)
        return
      }
      let place = state.next
      if place < state.ring.count {
        state.entries[state.ring[place]] = nil
        state.ring[place] = object.key
      } else {
        state.ring.append(object.key)
      }
      state.entries[object.key] = Entry(revision: object.revision, object: encoded, place: place)
      state.next = (place + 1) % Self.countMax
    }
  }

  /// What the object decodes to; nil where that isn't known.
  func value(of object: StoredObject) -> Value? {
    let kept = state.withLock { $0.entries[object.key] }
    guard let kept, kept.revision == object.revision else { return nil }
    return kept.object.value(at: object.revision)
  }
}
