import APIMachinery
import Basics
import RuntimeInterface

/// A pod's status as the API has it, computed whole from what is known (API reference: PodStatus).
struct PodStatus: Sendable, Equatable {
  var value: Value
  /// What the pod has come to; `value` tells its end only when nothing runs any more.
  var phase: PodPhase

  init(_ inputs: PodStatusInputs) {
    let pod = inputs.pod
    func views(_ containers: [ContainerSpec], _ field: String) -> [ContainerStatusView] {
      let previous = pod.status[field]?.array ?? []
      return containers.map { container in
        ContainerStatusView(container, inputs, previous: previous.first { $0["name"]?.string == container.name })
      }
    }
    let initial = views(pod.initContainers, "initContainerStatuses")
    let regular = views(pod.containers, "containerStatuses")
    let ephemeral = views(pod.ephemeralContainers, "ephemeralContainerStatuses")
    let natural = PodPhase(initial: initial, regular: regular, restartPolicy: pod.restartPolicy, isTerminal: inputs.isTerminal)
    var phase = natural
    if let verdict = inputs.verdict, verdict.forcesFailure { phase = .failed }
    // A pod that has ended never comes back.
    if let ended = PodPhase(rawValue: pod.phase), ended.isTerminal { phase = ended }
    self.phase = phase

    let sandbox = inputs.runtime.readySandbox
    let podIPs = Self.podIPs(inputs, sandbox?.ips ?? [])
    let conditions = PodConditions(
      inputs, phase: phase, initial: initial, regular: regular, hasSandbox: sandbox != nil && (pod.isHostNetwork || !podIPs.isEmpty))
    value = ["conditions": .array(conditions.conditions)]
    // Whoever reads that a pod has ended may take what it holds: that is told once nothing of it runs.
    let isHeldBack = phase.isTerminal && !pod.isTerminal && !inputs.isTerminal && inputs.runtime.mayRun
    let shown = isHeldBack ? PodPhase(unended: natural, regular: regular) : phase
    value["phase"] = .string(shown.rawValue)
    let verdict = isHeldBack ? nil : inputs.verdict
    if let reason = verdict?.reason ?? pod.status["reason"]?.string, !reason.isEmpty { value["reason"] = .string(reason) }
    if let message = verdict?.message ?? pod.status["message"]?.string, !message.isEmpty { value["message"] = .string(message) }
    if let address = inputs.hostIPs.first {
      value["hostIP"] = .string(address)
      value["hostIPs"] = .array(inputs.hostIPs.map { ["ip": .string($0)] })
    }
    if let address = podIPs.first {
      value["podIP"] = .string(address)
      value["podIPs"] = .array(podIPs.map { ["ip": .string($0)] })
    }
    if let generation = pod.object.metadata["generation"]?.int { value["observedGeneration"] = .int(generation) }
    value["startTime"] = .string(inputs.startTime.rfc3339)
    value["qosClass"] = .string(QualityOfService(pod).rawValue)
    if !initial.isEmpty { value["initContainerStatuses"] = .array(initial.map(\.value)) }
    if !regular.isEmpty { value["containerStatuses"] = .array(regular.map(\.value)) }
    if !ephemeral.isEmpty { value["ephemeralContainerStatuses"] = .array(ephemeral.map(\.value)) }
  }

  /// The addresses it has, or else those it had: a pod that has ended keeps them.
  private static func podIPs(_ inputs: PodStatusInputs, _ sandbox: [String]) -> [String] {
    if inputs.pod.isHostNetwork { return inputs.hostIPs }
    if !sandbox.isEmpty { return sandbox }
    return inputs.pod.status["podIPs"]?.array?.compactMap { $0["ip"]?.string } ?? []
  }
}
