import APIMachinery
import Basics
import Client
import Logging

/// Writes pods' statuses to the API: at once, one request a pod at a time, and of several the newest only.
actor StatusPublisher {
  private struct Entry {
    var pending: (pod: Pod, status: Value)?
    var task: Task<Void, Never>?
    /// The object as the last write returned it.
    var written: Value?
    var lastStatus: Value?
  }

  private let client: any APIClient
  private let clock: any WallClock
  private let logger: Logger
  private var entries: [String: Entry] = [:]
  /// Gets every object that a write returned, so that nobody has to wait for the watch to see it.
  private let onWritten: @Sendable (Value) -> Void

  init(client: any APIClient, clock: any WallClock, logger: Logger, onWritten: @escaping @Sendable (Value) -> Void) {
    (self.client, self.clock, self.logger, self.onWritten) = (client, clock, logger, onWritten)
  }

  func publish(_ pod: Pod, _ status: Value) {
    let uid = pod.uid
    let known = entries[uid]
    // The server may keep an equal status in another form; sending it again would change nothing.
    if known?.lastStatus == status, known?.pending == nil, known?.written.map({ pod.object.version <= $0.version }) ?? false { return }
    entries[uid, default: Entry()].pending = (pod, status)
    guard known?.task == nil else { return }
    entries[uid]?.task = Task { await self.work(uid) }
  }

  /// Returns when everything published so far has been written, or can't be.
  func flush(_ uid: String) async {
    while let task = entries[uid]?.task { await task.value }
  }

  /// Nothing more is written for this pod.
  func forget(_ uid: String) {
    entries[uid]?.task?.cancel()
    entries[uid] = nil
  }

  private func work(_ uid: String) async {
    var failures = 0
    while let next = entries[uid]?.pending, !Task.isCancelled {
      entries[uid]?.pending = nil
      do {
        try await write(uid, next.pod, next.status)
        failures = 0
      } catch let error as StatusError where error.code == 404 || error.code == 409 {
        // Gone, or another pod has the name by now.
        logger.debug("A pod's status has nowhere to go", metadata: ["pod": "\(next.pod.fullName)", "error": "\(error)"])
      } catch {
        if entries[uid] == nil { return }
        if entries[uid]?.pending == nil { entries[uid]?.pending = next }
        failures += 1
        logger.warning("A pod's status was not written", metadata: ["pod": "\(next.pod.fullName)", "error": "\(error)"])
        do { try await clock.sleep(for: .milliseconds(min(200 << min(failures, 6), 10_000))) } catch { break }
      }
    }
    entries[uid]?.task = nil
  }

  private func write(_ uid: String, _ pod: Pod, _ status: Value) async throws {
    let written = entries[uid]?.written
    let base = written.map { $0.version > pod.object.version ? $0 : pod.object } ?? pod.object
    guard let patch = PodStatusPatch.patch(uid: uid, from: base["status"] ?? .object(Object()), to: status) else {
      entries[uid]?.lastStatus = status
      return
    }
    let path = ResourcePath(Resources.pods, namespace: pod.namespace, subresource: "status")
    let object = try await client.patch(path, name: pod.name, .strategicMerge(patch), options: WriteOptions())
    entries[uid]?.written = object
    entries[uid]?.lastStatus = status
    onWritten(object)
  }
}
