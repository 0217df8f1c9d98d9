import APIMachinery
import AccessControl
import Store

/// The store as authenticators read single objects of it.
struct StoreObjectLookup: ObjectLookup {
  let store: any ObjectStore

  func object(_ key: ObjectKey) -> Value? { store.snapshot().get(key)?.decoded() }
}
