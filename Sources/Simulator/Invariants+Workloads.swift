import APIMachinery
import ControllerKit

/// What must hold at rest of the workloads whose pods aren't interchangeable, or come by the clock.
extension Invariants {
  /// The pods of its ordinals, all of the newest revision.
  mutating func checkStatefulSet(_ name: String, _ pods: [Value]) {
    guard let set = get(WellKnown.statefulSets, namespace: "default", name) else { return report("stateful set \(name) is gone") }
    let replicas = Self.size(set)
    let start = Int(set["spec"]?["ordinals"]?["start"]?.int ?? 0)
    let own = pods.filter { $0.controllerReference?.uid == set.uid }
    let wanted = Set((start..<(start + replicas)).map { "\(name)-\($0)" })
    if Set(own.map(\.name)) != wanted { report("stateful set \(name): pods \(own.map(\.name)), wanted \(wanted.sorted())") }
    let update = set["status"]?["updateRevision"]?.string
    if own.contains(where: { $0.labels["controller-revision-hash"] != update }) { report("stateful set \(name): pods of an old revision") }
    for field in ["replicas", "readyReplicas", "availableReplicas", "updatedReplicas", "currentReplicas"]
    where Self.count(set, field) != replicas {
      report("stateful set \(name): \(field) is \(Self.count(set, field)), \(replicas) wanted")
    }
    if set["status"]?["currentRevision"]?.string != update { report("stateful set \(name): its current revision isn't the newest") }
    if set["status"]?["observedGeneration"]?.int != set.generation { report("stateful set \(name): generation not observed") }
  }

  /// One pod a node, all of the newest revision.
  mutating func checkDaemonSet(_ name: String, _ pods: [Value]) {
    guard let set = get(WellKnown.daemonSets, namespace: "default", name) else { return report("daemon set \(name) is gone") }
    let nodes = list(WellKnown.nodes).map(\.name).sorted()
    let own = pods.filter { $0.controllerReference?.uid == set.uid }
    let places = own.map { PodFacts($0).nodeName }.sorted()
    if places != nodes { report("daemon set \(name): pods on \(places), nodes are \(nodes)") }
    if Set(own.compactMap { $0.labels["controller-revision-hash"] }).count > 1 { report("daemon set \(name): pods of two revisions") }
    for field in ["desiredNumberScheduled", "currentNumberScheduled", "numberReady", "numberAvailable", "updatedNumberScheduled"]
    where Self.count(set, field) != nodes.count {
      report("daemon set \(name): \(field) is \(Self.count(set, field)), \(nodes.count) wanted")
    }
    if Self.count(set, "numberMisscheduled") != 0 { report("daemon set \(name): misscheduled pods") }
  }

  /// Nothing under way any more, and no more history than is kept.
  mutating func checkCronJob(_ name: String) {
    guard let cronJob = get(WellKnown.cronJobs, namespace: "default", name) else { return report("cron job \(name) is gone") }
    if cronJob["status"]?["active"]?.array?.isEmpty == false { report("cron job \(name): still active: \(JSON.text(cronJob["status"] ?? .null))") }
    let own = list(WellKnown.jobs).filter { $0.controllerReference?.uid == cronJob.uid }
    let (succeeded, failed) = (own.filter { $0.hasCondition("Complete") }.count, own.filter { $0.hasCondition("Failed") }.count)
    if succeeded > 3 || failed > 1 { report("cron job \(name): keeps \(succeeded) succeeded and \(failed) failed jobs") }
    if own.count != succeeded + failed { report("cron job \(name): a job hasn't ended") }
  }
}
