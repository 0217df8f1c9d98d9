import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface
import Synchronization

/// Registers the Node and keeps its status true: at once when something changes, every five minutes anyway.
final class NodeReporter: Sendable {
  private struct State {
    var node: Value?
    var isReady = false
    var reportedAt: Timestamp?
  }

  private let object: NodeObject
  private let client: any APIClient
  private let runtime: any ContainerRuntime
  private let images: any ImageService
  private let clock: any WallClock
  private let events: EventRecorder
  private let logger: Logger
  private let board: PressureBoard
  private let state = Mutex(State())
  private let path = ResourcePath(Resources.nodes)
  private let pulses: AsyncStream<Void>
  private let pulse: AsyncStream<Void>.Continuation

  init(
    _ object: NodeObject, client: any APIClient, runtime: any ContainerRuntime, images: any ImageService, clock: any WallClock,
    events: EventRecorder, board: PressureBoard, logger: Logger
  ) {
    (self.object, self.client, self.runtime, self.images) = (object, client, runtime, images)
    (self.clock, self.events, self.logger) = (clock, events, logger)
    self.board = board
    (pulses, pulse) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// The Node as last seen; nil before registration.
  var node: Value? { state.withLock { $0.node } }

  /// Makes it look again, now.
  func poke() { pulse.yield() }

  func run() async {
    events.normal(.node(object.configuration.nodeName), "Starting", "Starting kubelet.")
    pulse.yield()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.watch() }
      group.addTask {
        while !Task.isCancelled {
          do { try await self.clock.sleep(for: .seconds(self.object.configuration.nodeStatusUpdateSeconds)) } catch { return }
          self.pulse.yield()
        }
      }
      for await _ in pulses { await report() }
      group.cancelAll()
    }
  }

  /// Sees the Node deleted, or changed by others.
  private func watch() async {
    let listWatch = ListWatch(client: client, path: path, fieldSelector: "metadata.name=\(object.configuration.nodeName)", clock: clock)
    await listWatch.run { change in
      switch change {
      case .replaced(let objects):
        if let node = objects.first { self.keep(node) } else { self.forget() }
      case .updated(let node): self.keep(node)
      case .deleted: self.forget()
      case .failed(let error): self.logger.warning("The Node can't be watched", metadata: ["error": "\(error)"])
      }
    }
  }

  private func keep(_ node: Value) {
    state.withLock { state in
      if node.version >= (state.node?.version ?? 0) || node.uid != state.node?.uid { state.node = node }
    }
  }

  private func forget() {
    let wasThere = state.withLock { state in
      defer { state.node = nil }
      return state.node != nil
    }
    if wasThere { poke() }
  }

  private func report() async {
    let condition = await look()
    do {
      if let node {
        try await update(node, condition)
      } else {
        try await register(condition)
      }
    } catch let error as StatusError where error.code == 404 {
      state.withLock { $0.node = nil }
      poke()
    } catch is CancellationError {
    } catch {
      logger.warning("The node's status was not reported", metadata: ["error": "\(error)"])
    }
  }

  private func look() async -> NodeObject.Condition {
    var condition = NodeObject.Condition()
    condition.pressures = board.pressures
    do {
      condition.runtime = try await runtime.version()
      condition.images = try await images.images()
    } catch {
      condition.runtimeProblem = "\(error)"
    }
    return condition
  }

  private func register(_ condition: NodeObject.Condition) async throws {
    let now = clock.now
    let name = object.configuration.nodeName
    do {
      let node = try await client.create(path, object.new(condition, now: now), options: WriteOptions())
      keep(node)
      logger.info("Node registered", metadata: ["node": "\(name)"])
      events.normal(.node(name), "RegisteredNode", "Node \(name) status is now: RegisteredNode")
      // A server may drop the status of what is created.
      try await update(node, condition)
    } catch let error as StatusError where error.reason == .alreadyExists {
      let node = try await client.get(path, name: name, options: GetOptions())
      keep(node)
      try await update(node, condition)
    }
  }

  private func update(_ existing: Value, _ condition: NodeObject.Condition) async throws {
    let name = object.configuration.nodeName
    var node = existing
    if let patch = object.patch(existing) {
      node = try await client.patch(path, name: name, .strategicMerge(patch), options: WriteOptions())
      keep(node)
    }
    let now = clock.now
    let old = node["status"] ?? .object(Object())
    let new = object.status(condition, previous: old, now: now)
    let isDue = state.withLock { $0.reportedAt.map { now - $0 >= .seconds(object.configuration.nodeStatusReportSeconds) } ?? true }
    guard isDue || NodeObject.differ(old, new) else { return }
    let updated = try await client.patch(path.subresource("status"), name: name, .merge(["status": new]), options: WriteOptions())
    keep(updated)
    announce(isReady: condition.runtimeProblem == nil, now)
  }

  private func announce(isReady: Bool, _ now: Timestamp) {
    let wasReady = state.withLock { state in
      defer { (state.isReady, state.reportedAt) = (isReady, now) }
      return state.reportedAt == nil ? nil : state.isReady
    }
    guard wasReady != isReady else { return }
    let name = object.configuration.nodeName
    if isReady {
      events.normal(.node(name), "NodeReady", "Node \(name) status is now: NodeReady")
    } else if wasReady != nil {
      events.normal(.node(name), "NodeNotReady", "Node \(name) status is now: NodeNotReady")
    }
  }
}
