import APIMachinery
import AccessControl
import Synchronization

/// A store of roles, pods and volumes in memory, for tests: keeps a log of changes, and tells whether it is read.
final class ManualReader: ObjectReader {
  private struct State {
    var objects: [GroupResource: [String: Value]] = [:]
    var log: [(mark: UInt64, resource: GroupResource, change: ObjectChange)] = []
    var mark: UInt64 = 0
    var forgottenUpTo: UInt64 = 0
    var observers: [GroupResource: [@Sendable () -> Void]] = [:]
    var reads = 0
  }

  private static let groups = [
    "Pod": "", "PersistentVolume": "", "VolumeAttachment": "storage.k8s.io", "ResourceSlice": "resource.k8s.io",
  ]
  private let state = Mutex(State())

  var reads: Int { state.withLock { $0.reads } }

  func put(_ object: Value) { change(object, isDelete: false) }
  func remove(_ object: Value) { change(object, isDelete: true) }
  /// Changes so far can't be told any more.
  func forget() { state.withLock { $0.forgottenUpTo = $0.mark } }

  private func change(_ object: Value, isDelete: Bool) {
    let resource = GroupResource(group: Self.groups[object.kind] ?? "rbac.authorization.k8s.io", resource: object.kind.lowercased() + "s")
    let observers = state.withLock { state in
      state.mark += 1
      state.objects[resource, default: [:]][object.namespace + "/" + object.name] = isDelete ? nil : object
      state.log.append((state.mark, resource, ObjectChange(object, isDelete: isDelete)))
      return state.observers[resource] ?? []
    }
    for observer in observers { observer() }
  }

  func objects(of resource: GroupResource) -> (objects: [Value], mark: UInt64) {
    state.withLock { state in
      state.reads += 1
      return (Array((state.objects[resource] ?? [:]).values), state.mark)
    }
  }

  func changes(of resource: GroupResource, after mark: UInt64) -> (changes: [ObjectChange], mark: UInt64)? {
    state.withLock { state in
      state.reads += 1
      guard mark >= state.forgottenUpTo else { return nil }
      return (state.log.filter { $0.mark > mark && $0.resource == resource }.map(\.change), state.mark)
    }
  }

  func observe(_ resource: GroupResource, _ signal: @escaping @Sendable () -> Void) -> any Sendable {
    state.withLock { $0.observers[resource, default: []].append(signal) }
    return 0
  }
}
