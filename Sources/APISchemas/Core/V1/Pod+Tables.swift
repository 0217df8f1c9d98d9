import APIMachinery
import Basics

extension PodRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let summary = PodSummary(object, now: now)
    let status = object["status"] ?? [:]
    return [
      .string(object.name), .string("\(summary.readyContainers)/\(summary.totalContainers)"), .string(summary.status),
      .string(summary.restartsText(now: now)), Cell.age(object, now),
      Cell.text(status["podIPs"]?[0]?["ip"] ?? status["podIP"]), Cell.text(object["spec"]?["nodeName"]),
      Cell.text(status["nominatedNodeName"]), Self.readinessGates(object),
    ]
  }

  private static func readinessGates(_ object: Value) -> Value {
    let gates = object["spec"]?.list("readinessGates") ?? []
    guard !gates.isEmpty else { return Cell.none }
    let conditions = object["status"]?.list("conditions") ?? []
    let met = gates.count { gate in conditions.contains { $0["type"] == gate["conditionType"] && $0["status"] == "True" } }
    return .string("\(met)/\(gates.count)")
  }
}

/// What the pod table says of a pod: one word for its state, its ready containers, its restarts.
struct PodSummary {
  private(set) var status: String
  private(set) var readyContainers = 0
  private(set) var totalContainers: Int
  private(set) var restarts: Int64 = 0
  private var lastRestart: Timestamp?
  private var restartableRestarts: Int64 = 0
  private var lastRestartableRestart: Timestamp?

  init(_ pod: Value, now: Timestamp) {
    totalContainers = pod["spec"]?.list("containers").count ?? 0
    let podStatus = pod["status"] ?? [:]
    let conditions = podStatus.list("conditions")
    status = podStatus.isUnset("reason") ? podStatus.text("phase") : podStatus.text("reason")
    if conditions.contains(where: { $0["type"] == "PodScheduled" && $0["reason"] == "SchedulingGated" }) { status = "SchedulingGated" }
    let isInitializing = countInitContainers(pod)
    if !isInitializing || conditions.contains(where: { $0["type"] == "Initialized" && $0["status"] == "True" }) {
      countContainers(pod, conditions)
    }
    guard pod.isBeingDeleted else { return }
    if podStatus["reason"] == "NodeLost" {
      status = "Unknown"
    } else if !["Succeeded", "Failed"].contains(podStatus.text("phase")) {
      status = "Terminating"
    }
  }

  /// `3 (5m ago)`.
  func restartsText(now: Timestamp) -> String {
    guard restarts != 0, let lastRestart else { return "\(restarts)" }
    return "\(restarts) (\(HumanDuration.text(now - lastRestart)) ago)"
  }

  private static func lastTermination(_ container: Value) -> Timestamp? {
    container["lastState"]?["terminated"]?["finishedAt"]?.timestamp
  }

  private static func exit(_ terminated: Value) -> String {
    if !terminated.isUnset("reason") { return terminated.text("reason") }
    if let signal = terminated["signal"]?.int, signal != 0 { return "Signal:\(signal)" }
    return "ExitCode:\(terminated["exitCode"]?.int ?? 0)"
  }

  /// Returns whether the first unfinished init container is still at work; then it gives the status.
  private mutating func countInitContainers(_ pod: Value) -> Bool {
    let specs = pod["spec"]?.list("initContainers") ?? []
    let restartable = Set(specs.filter { $0["restartPolicy"] == "Always" }.map { $0.text("name") })
    totalContainers += restartable.count
    for (position, container) in (pod["status"]?.list("initContainerStatuses") ?? []).enumerated() {
      let isRestartable = restartable.contains(container.text("name"))
      count(container, isRestartable: isRestartable)
      if let terminated = container["state"]?["terminated"] {
        if terminated["exitCode"]?.int ?? 0 == 0 { continue }
        status = "Init:" + Self.exit(terminated)
        return true
      }
      if isRestartable, container["started"]?.bool == true {
        if container["ready"]?.bool == true { readyContainers += 1 }
        continue
      }
      let waiting = container["state"]?["waiting"]?.text("reason") ?? ""
      status = waiting.isEmpty || waiting == "PodInitializing" ? "Init:\(position)/\(specs.count)" : "Init:" + waiting
      return true
    }
    return false
  }

  private mutating func count(_ container: Value, isRestartable: Bool) {
    let count = container["restartCount"]?.int ?? 0
    let last = Self.lastTermination(container)
    restarts += count
    lastRestart = [lastRestart, last].compactMap(\.self).max()
    guard isRestartable else { return }
    restartableRestarts += count
    lastRestartableRestart = [lastRestartableRestart, last].compactMap(\.self).max()
  }

  /// Once the pod is initialised, the finished init containers' restarts no longer count.
  private mutating func countContainers(_ pod: Value, _ conditions: [Value]) {
    (restarts, lastRestart) = (restartableRestarts, lastRestartableRestart)
    var hasRunning = false
    for container in (pod["status"]?.list("containerStatuses") ?? []).reversed() {
      count(container, isRestartable: false)
      let state = container["state"] ?? [:]
      let waiting = state["waiting"]?.text("reason") ?? ""
      if !waiting.isEmpty {
        status = waiting
      } else if let terminated = state["terminated"] {
        status = Self.exit(terminated)
      } else if container["ready"]?.bool == true, state["running"] != nil {
        hasRunning = true
        readyContainers += 1
      }
    }
    guard status == "Completed", hasRunning else { return }
    status = conditions.contains { $0["type"] == "Ready" && $0["status"] == "True" } ? "Running" : "NotReady"
  }
}
