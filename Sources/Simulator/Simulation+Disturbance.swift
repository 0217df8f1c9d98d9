import APIMachinery
import Basics
import Client
import ControllerKit
import TestSupport

extension Simulation {
  /// One step of the disturbed phase, whatever chance makes of it.
  func disturbedStep() async throws {
    switch random.below(1000) {
    case 0..<380: feedSomething()
    case 380..<640: try await workSomewhere()
    case 640..<740: try await scheduleOne()
    case 740..<900: try await nodeStep(nodes.indices.randomElement(random))
    case 900..<960: try await advance(by: .milliseconds(Int64(random.below(3000))))
    case 960..<970: try await advance(by: .seconds(Int64(random.below(90))))
    case 970..<976: relistSomething()
    case 976..<979: manager.restart(cluster.store, now: now)
    case 979..<981: scheduler.restart(cluster.store, now: now)
    case 981..<985: if options.losesNodes { toggleNode() }
    default: try await user.act(random)
    }
  }

  private func feedSomething() {
    let process = random.below(4) == 0 ? scheduler : manager
    let behind = process.resources.filter { process.isBehind($0, cluster.store) }
    guard let resource = behind.randomElement(random) else { return }
    process.feed(resource, cluster.store, limit: 1 + random.below(5), now: now)
  }

  private func relistSomething() {
    let process = random.below(4) == 0 ? scheduler : manager
    if let resource = process.resources.randomElement(random) { process.relist(resource, cluster.store, now: now) }
  }

  private func workSomewhere() async throws {
    let count = manager.controllers.count
    let first = random.below(count)
    for offset in 0..<count where try await work((first + offset) % count) { return }
  }

  private func toggleNode() {
    let position = random.below(nodes.count)
    nodes[position].isUp.toggle()
  }

  func advance(by duration: Duration) async throws {
    cluster.clock.advance(by: duration)
    try await heartbeat()
  }

  func heartbeat() async throws {
    let path = ResourcePath(WellKnown.leases, namespace: "kube-node-lease")
    for position in nodes.indices where nodes[position].isUp && nodes[position].nextHeartbeat <= now {
      nodes[position].nextHeartbeat = now + SimulatedNode.heartbeatInterval
      let client = cluster.node(nodes[position].name)
      let lease = nodes[position].lease(now: now)
      if checks.get(WellKnown.leases, namespace: "kube-node-lease", nodes[position].name) == nil {
        _ = try await client.create(path, lease, options: WriteOptions())
      } else {
        let patch = Patch.merge(["spec": lease["spec"] ?? [:]])
        _ = try await client.patch(path, name: lease.name, patch, options: WriteOptions())
        try await postReady(position, client)
      }
    }
  }

  /// A kubelet that was away says that it is ready again.
  private func postReady(_ position: Int, _ client: any APIClient) async throws {
    guard let node = checks.get(WellKnown.nodes, nodes[position].name), !node.hasCondition("Ready") else { return }
    var updated = node
    updated[path: "status", "conditions"] = nodes[position].object["status"]?["conditions"]
    _ = try await client.update(ResourcePath(WellKnown.nodes, subresource: "status"), updated, options: WriteOptions())
  }
}

extension Collection where Index == Int {
  func randomElement(_ random: any RandomSource) -> Element? {
    isEmpty ? nil : self[startIndex + random.below(count)]
  }
}
