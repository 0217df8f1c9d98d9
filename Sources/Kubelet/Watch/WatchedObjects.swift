import APIMachinery
import Basics
import Client
import Synchronization

/// The ConfigMaps and Secrets that pods on this node use: each is watched while a pod refers to it, and by name, so that a node
/// needs no more rights than that.
final class WatchedObjects: Sendable {
  private struct Entry {
    var task: Task<Void, Never>
    var pods: Set<String> = []
    var object: Value?
    var isKnown = false
    var error: (any Error)?
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let client: any APIClient
  private let clock: any WallClock
  private let entries = Mutex<[ObjectReference: Entry]>([:])
  /// Told the uids of the pods whose references changed.
  private let onChange: @Sendable (Set<String>) -> Void

  init(client: any APIClient, clock: any WallClock, onChange: @escaping @Sendable (Set<String>) -> Void) {
    (self.client, self.clock, self.onChange) = (client, clock, onChange)
  }

  /// Makes these the references of a pod; an empty set forgets the pod.
  func retain(_ references: Set<ObjectReference>, for uid: String) {
    let stopped = entries.withLock { entries in
      for reference in references {
        if entries[reference] == nil { entries[reference] = Entry(task: start(reference)) }
        entries[reference]?.pods.insert(uid)
      }
      var stopped: [Entry] = []
      for (reference, entry) in entries where !references.contains(reference) && entry.pods.contains(uid) {
        entries[reference]?.pods.remove(uid)
        if entry.pods.count == 1, let removed = entries.removeValue(forKey: reference) { stopped.append(removed) }
      }
      return stopped
    }
    for entry in stopped {
      entry.task.cancel()
      for continuation in entry.waiting { continuation.resume() }
    }
  }

  /// The objects that exist. Waits until each was asked for once; throws when the server couldn't be asked.
  func objects(_ references: Set<ObjectReference>) async throws -> [ObjectReference: Value] {
    var found: [ObjectReference: Value] = [:]
    for reference in references {
      if let object = try await object(reference) { found[reference] = object }
    }
    return found
  }

  private func object(_ reference: ObjectReference) async throws -> Value? {
    await withCheckedContinuation { continuation in
      let isReady = entries.withLock { entries in
        guard let entry = entries[reference], !entry.isKnown, entry.error == nil else { return true }
        entries[reference]?.waiting.append(continuation)
        return false
      }
      if isReady { continuation.resume() }
    }
    return try entries.withLock { entries in
      guard let entry = entries[reference] else { return nil }
      if !entry.isKnown, let error = entry.error { throw error }
      return entry.object
    }
  }

  private func start(_ reference: ObjectReference) -> Task<Void, Never> {
    let resource = GroupVersionResource(group: "", version: "v1", resource: reference.kind.rawValue)
    let listWatch = ListWatch(
      client: client, path: ResourcePath(resource, namespace: reference.namespace), fieldSelector: "metadata.name=\(reference.name)",
      clock: clock)
    return Task { [weak self] in
      await listWatch.run { [weak self] change in
        switch change {
        case .replaced(let objects): self?.set(reference, objects.first, nil)
        case .updated(let object): self?.set(reference, object, nil)
        case .deleted: self?.set(reference, nil, nil)
        case .failed(let error): self?.set(reference, nil, error)
        }
      }
    }
  }

  private func set(_ reference: ObjectReference, _ object: Value?, _ error: (any Error)?) {
    let (waiting, changed) = entries.withLock { entries -> ([CheckedContinuation<Void, Never>], Set<String>) in
      guard var entry = entries[reference] else { return ([], []) }
      let waiting = entry.waiting
      let before = entry.isKnown ? entry.object : nil
      let wasKnown = entry.isKnown
      entry.waiting = []
      entry.error = error
      if error == nil {
        entry.isKnown = true
        entry.object = object
      }
      entries[reference] = entry
      let isChange = error == nil && (before != object || !wasKnown)
      return (waiting, isChange ? entry.pods : [])
    }
    for continuation in waiting { continuation.resume() }
    if !changed.isEmpty { onChange(changed) }
  }

  deinit {
    entries.withLock { entries in
      for entry in entries.values {
        entry.task.cancel()
        for continuation in entry.waiting { continuation.resume() }
      }
    }
  }
}
