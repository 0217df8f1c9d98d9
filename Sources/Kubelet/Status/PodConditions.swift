import APIMachinery
import Basics

/// The pod conditions that the kubelet owns, in upstream's words.
struct PodConditions {
  private(set) var conditions: [Value] = []
  private let previous: [String: Value]
  private let now: Timestamp
  private let generation: Int64?

  init(
    _ inputs: PodStatusInputs, phase: PodPhase, initial: [ContainerStatusView], regular: [ContainerStatusView], hasSandbox: Bool
  ) {
    let old = inputs.pod.status["conditions"]?.array ?? []
    previous = Dictionary(old.map { ($0["type"]?.string ?? "", $0) }) { $1 }
    now = inputs.now
    generation = inputs.pod.object.metadata["generation"]?.int
    add("PodReadyToStartContainers", hasSandbox && !phase.isTerminal ? nil : .init("", ""), isSet: hasSandbox && !phase.isTerminal)
    let problem = Self.initialization(inputs.pod, initial, regular, phase)
    add("Initialized", problem, isSet: problem == nil || problem?.reason == "PodCompleted")
    let unready = Self.unready(inputs.pod, initial, regular, phase)
    add("Ready", unready ?? Self.gates(inputs.pod, previous), isSet: unready == nil && Self.gates(inputs.pod, previous) == nil)
    add("ContainersReady", unready, isSet: unready == nil)
    add("PodScheduled", nil, isSet: true)
    for (type, reason, message) in inputs.resize.conditions(isInProgress: inputs.isResizing) { add(type, .init(reason, message), isSet: true) }
    if let verdict = inputs.verdict, verdict.isDisruption {
      add("DisruptionTarget", .init("TerminationByKubelet", verdict.message), isSet: true)
    }
    // Everybody else's conditions stay as they are.
    let own = Set(conditions.map { $0["type"]?.string ?? "" }).union(PodResize.conditionTypes)
    conditions += old.filter { !own.contains($0["type"]?.string ?? "") }
  }

  private struct Problem {
    var reason: String
    var message: String
    init(_ reason: String, _ message: String) { (self.reason, self.message) = (reason, message) }
  }

  private mutating func add(_ type: String, _ problem: Problem?, isSet: Bool) {
    let status = isSet ? "True" : "False"
    let old = previous[type]
    let isUnchanged = old?["status"]?.string == status
    var condition: Value = [
      "type": .string(type), "status": .string(status), "lastProbeTime": .null,
      "lastTransitionTime": isUnchanged ? old?["lastTransitionTime"] ?? .string(now.rfc3339) : .string(now.rfc3339)
    ]
    if let generation { condition["observedGeneration"] = .int(generation) }
    if let problem, !problem.reason.isEmpty { condition["reason"] = .string(problem.reason) }
    if let problem, !problem.message.isEmpty { condition["message"] = .string(problem.message) }
    conditions.append(condition)
  }

  private static func initialization(
    _ pod: Pod, _ initial: [ContainerStatusView], _ regular: [ContainerStatusView], _ phase: PodPhase
  ) -> Problem? {
    if pod.initContainers.isEmpty { return nil }
    if phase == .succeeded { return Problem("PodCompleted", "") }
    // Once a regular container has been started, the pod stays initialized.
    if regular.contains(where: { $0.state != .waiting || $0.lastExitCode != nil }) { return nil }
    let incomplete = initial.filter { view in
      if view.container.role == .sidecar { return !view.isStarted }
      if case .terminated(0) = view.state { return false }
      return true
    }
    return incomplete.isEmpty
      ? nil
      : Problem(
        "ContainersNotInitialized", "containers with incomplete status: [\(incomplete.map(\.container.name).joined(separator: " "))]")
  }

  private static func unready(
    _ pod: Pod, _ initial: [ContainerStatusView], _ regular: [ContainerStatusView], _ phase: PodPhase
  ) -> Problem? {
    if phase == .succeeded { return Problem("PodCompleted", "") }
    if phase == .failed { return Problem("PodFailed", "") }
    let unready = (initial.filter { $0.container.role == .sidecar } + regular).filter { !$0.isReady }.map(\.container.name)
    return unready.isEmpty ? nil : Problem("ContainersNotReady", "containers with unready status: [\(unready.joined(separator: " "))]")
  }

  private static func gates(_ pod: Pod, _ conditions: [String: Value]) -> Problem? {
    var messages: [String] = []
    for gate in pod.spec["readinessGates"]?.array ?? [] {
      let type = gate["conditionType"]?.string ?? ""
      guard let condition = conditions[type] else {
        messages.append("corresponding condition of pod readiness gate \"\(type)\" does not exist.")
        continue
      }
      let status = condition["status"]?.string ?? ""
      if status != "True" { messages.append("the status of pod readiness gate \"\(type)\" is not \"True\", but \(status)") }
    }
    return messages.isEmpty ? nil : Problem("ReadinessGatesNotReady", messages.joined(separator: ", "))
  }
}
