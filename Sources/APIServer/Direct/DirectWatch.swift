import APIMachinery
import Client
import Store

/// A watch as decoded events: the objects are those that all watchers in this process share.
actor DirectWatch {
  private let watcher: Watcher
  private let encoder: WatchEncoder
  private var pending: ArraySlice<WatchItem> = []

  init(_ watcher: Watcher, _ encoder: WatchEncoder) { (self.watcher, self.encoder) = (watcher, encoder) }

  func next() async throws -> WatchEvent? {
    while pending.isEmpty {
      guard let items = await watcher.next() else { return nil }
      pending = items[...]
    }
    switch pending.removeFirst() {
    case .event(let kind, let object, let change):
      let encoder = encoder
      let decoded = change?.object ?? object.decoded()
      let value = try await encoder.server.converting { encoder.reading(decoded) }
      return switch kind {
      case .added: .added(value)
      case .modified: .modified(value)
      case .deleted: .deleted(value)
      }
    case .bookmark(let revision, let endsInitialEvents):
      return .bookmark(encoder.bookmark(revision, endsInitialEvents: endsInitialEvents))
    case .failure(let error): throw error
    }
  }
}
