import APIMachinery
import Basics
import RuntimeInterface

/// What a kubelet writes on its Node.
struct NodeObject: Sendable {
  var configuration: KubeletConfiguration

  /// What the status says of the moment.
  struct Condition: Sendable, Equatable {
    var runtimeProblem: String?
    var runtime: RuntimeVersion?
    var images: [ImageStatus] = []
    var pressures: Set<NodePressure> = []
  }

  /// The labels that follow from the node itself, with the configured ones.
  var labels: [String: String] {
    var labels = configuration.labels
    let system = configuration.system
    for (key, value) in [
      ("kubernetes.io/hostname", configuration.nodeName), ("kubernetes.io/os", system.operatingSystem),
      ("kubernetes.io/arch", system.architecture), ("beta.kubernetes.io/os", system.operatingSystem),
      ("beta.kubernetes.io/arch", system.architecture)
    ] { labels[key] = value }
    return labels
  }

  func new(_ condition: Condition, now: Timestamp) -> Value {
    var metadata: Value = ["name": .string(configuration.nodeName), "labels": Self.map(labels)]
    var annotations = configuration.annotations
    annotations["volumes.kubernetes.io/controller-managed-attach-detach"] = "true"
    metadata["annotations"] = Self.map(annotations)
    var spec: Value = .object(Object())
    if let first = configuration.podCIDRs.first {
      spec["podCIDR"] = .string(first)
      spec["podCIDRs"] = .array(configuration.podCIDRs.map { .string($0) })
    }
    if !configuration.taints.isEmpty { spec["taints"] = .array(configuration.taints) }
    return [
      "apiVersion": "v1", "kind": "Node", "metadata": metadata, "spec": spec,
      "status": status(condition, previous: .object(Object()), now: now)
    ]
  }

  /// The change of metadata and spec that an existing Node needs; nil for none.
  func patch(_ existing: Value) -> Value? {
    var patch: Value = .object(Object())
    let current = existing.labels
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) where current[key] != value {
      patch[path: "metadata", "labels", key] = .string(value)
    }
    let annotations = existing.annotations
    for (key, value) in configuration.annotations.sorted(by: { $0.key < $1.key }) where annotations[key] != value {
      patch[path: "metadata", "annotations", key] = .string(value)
    }
    if (existing["spec"]?["podCIDR"]?.string ?? "").isEmpty, let first = configuration.podCIDRs.first {
      patch[path: "spec", "podCIDR"] = .string(first)
      patch[path: "spec", "podCIDRs"] = .array(configuration.podCIDRs.map { .string($0) })
    }
    if patch.object?.isEmpty ?? true { return Optional.none }
    return patch
  }

  private static func map(_ map: [String: String]) -> Value {
    .object(Object(map.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
  }

  func status(_ condition: Condition, previous: Value, now: Timestamp) -> Value {
    let system = configuration.system
    let version = condition.runtime.map { "\($0.name)://\($0.version)" } ?? previous["nodeInfo"]?["containerRuntimeVersion"]?.string ?? ""
    var status: Value = [
      "capacity": configuration.capacity.value, "allocatable": (configuration.allocatable ?? configuration.capacity).value,
      "conditions": .array(conditions(condition, previous["conditions"]?.array ?? [], now)),
      "addresses": .array(
        configuration.addresses.map { ["type": "InternalIP", "address": .string($0)] }
          + [["type": "Hostname", "address": .string(configuration.nodeName)]]),
      "nodeInfo": [
        "machineID": .string(system.machineID), "systemUUID": .string(system.systemUUID), "bootID": .string(system.bootID),
        "kernelVersion": .string(system.kernelVersion), "osImage": .string(system.osImage), "containerRuntimeVersion": .string(version),
        "kubeletVersion": .string(system.kubeletVersion), "kubeProxyVersion": "", "operatingSystem": .string(system.operatingSystem),
        "architecture": .string(system.architecture)
      ],
      "images": .array(Self.images(condition.images))
    ]
    status["features"] = ["supplementalGroupsPolicy": true]
    status["daemonEndpoints"] = ["kubeletEndpoint": ["Port": .int(Int64(configuration.apiPort))]]
    return status
  }

  /// The fifty largest, as upstream reports.
  private static func images(_ images: [ImageStatus]) -> [Value] {
    images.sorted { ($1.sizeBytes, $0.id) < ($0.sizeBytes, $1.id) }.prefix(50).map { image in
      ["names": .array((image.digests + image.tags).prefix(5).map { .string($0) }), "sizeBytes": .int(image.sizeBytes)]
    }
  }

  private func conditions(_ condition: Condition, _ previous: [Value], _ now: Timestamp) -> [Value] {
    var own: [Value] = []
    func add(_ type: String, _ status: String, _ reason: String, _ message: String) {
      let old = previous.first { $0["type"]?.string == type }
      let changed = old?["status"]?.string == status ? old?["lastTransitionTime"] : nil
      own.append([
        "type": .string(type), "status": .string(status), "lastHeartbeatTime": .string(now.rfc3339),
        "lastTransitionTime": changed ?? .string(now.rfc3339), "reason": .string(reason), "message": .string(message)
      ])
    }
    let words: [(NodePressure, set: (String, String), unset: (String, String))] = [
      (
        .memory, ("KubeletHasInsufficientMemory", "kubelet has insufficient memory available"),
        ("KubeletHasSufficientMemory", "kubelet has sufficient memory available")
      ),
      (.disk, ("KubeletHasDiskPressure", "kubelet has disk pressure"), ("KubeletHasNoDiskPressure", "kubelet has no disk pressure")),
      (
        .processes, ("KubeletHasInsufficientPID", "kubelet has insufficient PID available"),
        ("KubeletHasSufficientPID", "kubelet has sufficient PID available")
      ),
    ]
    for (pressure, set, unset) in words {
      let isSet = condition.pressures.contains(pressure)
      let (reason, message) = isSet ? set : unset
      add(pressure.rawValue, isSet ? "True" : "False", reason, message)
    }
    if let problem = condition.runtimeProblem {
      add("Ready", "False", "KubeletNotReady", "container runtime is down: \(problem)")
    } else {
      add("Ready", "True", "KubeletReady", "kubelet is posting ready status")
    }
    let names = Set(own.map { $0["type"]?.string ?? "" })
    return previous.filter { !names.contains($0["type"]?.string ?? "") } + own
  }

  /// Whether two statuses differ in more than the time of their heartbeats.
  static func differ(_ a: Value, _ b: Value) -> Bool { withoutHeartbeats(a) != withoutHeartbeats(b) }

  private static func withoutHeartbeats(_ status: Value) -> Value {
    var status = status
    status["conditions"] = .array(
      (status["conditions"]?.array ?? []).map { condition in
        var condition = condition
        condition["lastHeartbeatTime"] = nil
        return condition
      })
    return status
  }
}
