import APIMachinery

struct PodRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) {
    var status: Value = ["phase": "Pending", "qosClass": .string(PodQualityOfService.of(object["spec"] ?? [:]))]
    if !(object["spec"]?.list("schedulingGates") ?? []).isEmpty {
      status["conditions"] = [[
        "type": "PodScheduled", "status": "False", "reason": "SchedulingGated",
        "message": "Scheduling is blocked due to non-empty scheduling gates",
      ]]
    }
    object["status"] = status
    Self.mergeLabelKeys(&object)
  }

  private static let affinityTerms = [
    ("podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"), ("podAffinity", "preferredDuringSchedulingIgnoredDuringExecution"),
    ("podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution"),
    ("podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution"),
  ]

  /// Selectors that take values from the pod's own labels are written out, so that whoever reads the pod needs no rule for them
  /// (KEP-3633, KEP-3243).
  private static func mergeLabelKeys(_ object: inout Value) {
    let labels = object.labels
    object.edit("spec") { spec in
      spec.editEach("topologySpreadConstraints") { merge("matchLabelKeys", "In", labels, into: &$0) }
      spec.edit("affinity") { affinity in
        for (kind, terms) in affinityTerms {
          affinity.edit(kind) { rules in
            rules.editEach(terms) { term in
              func merge(_ term: inout Value) {
                Self.merge("matchLabelKeys", "In", labels, into: &term)
                Self.merge("mismatchLabelKeys", "NotIn", labels, into: &term)
              }
              if term["podAffinityTerm"] == nil { merge(&term) } else { term.edit("podAffinityTerm", merge) }
            }
          }
        }
      }
    }
  }

  private static func merge(_ key: String, _ operation: String, _ labels: [String: String], into term: inout Value) {
    let added = term.list(key).compactMap(\.string).compactMap { name -> Value? in
      labels[name].map { ["key": .string(name), "operator": .string(operation), "values": [.string($0)]] }
    }
    guard !added.isEmpty else { return }
    term.edit("labelSelector") { $0["matchExpressions"] = .array($0.list("matchExpressions") + added) }
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    switch subresource {
    case "status":
      object["metadata"]?["deletionTimestamp"] = old["metadata"]?["deletionTimestamp"]
      if object["status"]?.isUnset("qosClass") ?? true, let quality = old["status"]?["qosClass"] {
        object[path: "status", "qosClass"] = quality
      }
    case "ephemeralcontainers":
      object = Self.merging(object, into: old) { $0["ephemeralContainers"] = object["spec"]?["ephemeralContainers"] }
    case "resize":
      object = Self.merging(object, into: old) { spec in
        for list in ["containers", "initContainers"] { Self.takeResources(from: object["spec"]?.list(list) ?? [], list, &spec) }
      }
    default: break
    }
  }

  /// The old pod with one part of its specification changed; the new object gives only its resourceVersion.
  private static func merging(_ new: Value, into old: Value, _ change: (inout Value) -> Void) -> Value {
    var result = old
    result["metadata"]?["resourceVersion"] = new["metadata"]?["resourceVersion"]
    if let managed = new["metadata"]?["managedFields"] { result["metadata"]?["managedFields"] = managed }
    result.edit("spec", change)
    return result
  }

  private static func takeResources(from containers: [Value], _ list: String, _ spec: inout Value) {
    spec.editEach(list) { container in
      guard let new = containers.first(where: { $0["name"] == container["name"] }) else { return }
      container["resources"] = new["resources"]
      if let policy = new["resizePolicy"] { container["resizePolicy"] = policy }
    }
  }

  func selectableFields(_ object: Value) -> [String: String] {
    let spec = object["spec"] ?? [:]
    let status = object["status"] ?? [:]
    let podIP = status["podIPs"]?[0]?.text("ip") ?? status.text("podIP")
    return [
      "spec.hostNetwork": spec["hostNetwork"]?.bool == true ? "true" : "false",
      "spec.nodeName": spec.text("nodeName"), "spec.host": spec.text("nodeName"),
      "spec.restartPolicy": spec.text("restartPolicy"), "spec.schedulerName": spec.text("schedulerName"),
      "spec.serviceAccountName": spec.text("serviceAccountName"),
      "status.nominatedNodeName": status.text("nominatedNodeName"), "status.phase": status.text("phase"),
      "status.podIP": podIP, "status.podIPs": podIP,
    ]
  }
}

/// The quality-of-service class of a pod, by its containers' cpu and memory (API reference: PodQOSClass).
enum PodQualityOfService {
  static func of(_ spec: Value) -> String {
    let containers = spec.list("initContainers") + spec.list("containers")
    let counted = spec["resources"].map { [$0] } ?? containers.compactMap { $0["resources"] ?? [:] }
    var isAnySet = false
    var isGuaranteed = !counted.isEmpty
    for resources in counted {
      for name in ["cpu", "memory"] {
        let request = amount(resources, "requests", name)
        let limit = amount(resources, "limits", name)
        if request != nil || limit != nil { isAnySet = true }
        if limit == nil || (request ?? limit) != limit { isGuaranteed = false }
      }
    }
    return isAnySet ? (isGuaranteed ? "Guaranteed" : "Burstable") : "BestEffort"
  }

  /// A zero amount counts as none.
  private static func amount(_ resources: Value, _ kind: String, _ name: String) -> Quantity? {
    guard let amount = Quantity(resources[kind]?[name]), !amount.isZero else { return nil }
    return amount
  }
}
