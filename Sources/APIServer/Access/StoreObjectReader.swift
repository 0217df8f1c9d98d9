import APIMachinery
import AccessControl
import Store

/// The store as policies read it.
struct StoreObjectReader: ObjectReader {
  let store: any ObjectStore

  func objects(of resource: GroupResource) -> (objects: [Value], mark: UInt64) {
    let snapshot = store.snapshot()
    return (snapshot.list(resource).map { $0.decoded() }, snapshot.revision.rawValue)
  }

  func changes(of resource: GroupResource, after mark: UInt64) -> (changes: [ObjectChange], mark: UInt64)? {
    guard let batch = try? store.changes(of: resource, after: Revision(mark)) else { return nil }
    return (batch.changes.map { ObjectChange($0.object.decoded(), isDelete: $0.isDelete) }, batch.through.rawValue)
  }

  func observe(_ resource: GroupResource, _ signal: @escaping @Sendable () -> Void) -> any Sendable {
    store.observe(resource, signal)
  }
}
