import APIMachinery

/// Which objects a ResourceQuota counts (API reference: `scopes` and `scopeSelector`): pods, or claims by the class of their volumes'
/// attributes.
public struct QuotaScope: Sendable {
  private let requirements: [Value]

  public init(_ spec: Value?) {
    let simple = (spec?["scopes"]?.array ?? []).map { ["scopeName": $0, "operator": "Exists"] as Value }
    self.init(requirements: simple + (spec?["scopeSelector"]?["matchExpressions"]?.array ?? []))
  }

  /// As in a `scopeSelector`.
  public init(requirements: [Value]) { self.requirements = requirements }

  /// True: only pods and claims are counted, and only some of them.
  public var isLimited: Bool { !requirements.isEmpty }

  public func contains(_ pod: Value) -> Bool { requirements.allSatisfy { Self.holds($0, pod) } }
  public func contains(claim: Value) -> Bool { requirements.allSatisfy { Self.holds($0, claim: claim) } }

  /// Those of the requirements that hold for it, each by itself.
  public func requirements(heldBy pod: Value) -> [Value] { requirements.filter { Self.holds($0, pod) } }
  public func requirements(heldByClaim claim: Value) -> [Value] { requirements.filter { Self.holds($0, claim: claim) } }

  /// A claim counts for the class that it has, for the one that it asks for, and for the one that it is being given.
  private static func holds(_ requirement: Value, claim: Value) -> Bool {
    guard requirement["scopeName"] == "VolumeAttributesClass" else { return false }
    let names = [
      claim[path: "spec", "volumeAttributesClassName"], claim[path: "status", "currentVolumeAttributesClassName"],
      claim[path: "status", "modifyVolumeStatus", "targetVolumeAttributesClassName"],
    ].compactMap { $0?.string }.filter { !$0.isEmpty }
    return names.isEmpty ? matches(requirement, "") : names.contains { matches(requirement, $0) }
  }

  private static func holds(_ requirement: Value, _ pod: Value) -> Bool {
    let spec = pod["spec"]
    switch requirement["scopeName"]?.string {
    case "Terminating": return spec?["activeDeadlineSeconds"]?.int != nil
    case "NotTerminating": return spec?["activeDeadlineSeconds"]?.int == nil
    case "BestEffort": return isBestEffort(pod)
    case "NotBestEffort": return !isBestEffort(pod)
    case "PriorityClass": return matches(requirement, spec?["priorityClassName"]?.string ?? "")
    case "CrossNamespacePodAffinity": return namesOtherNamespaces(spec?["affinity"])
    default: return false
    }
  }

  private static func matches(_ requirement: Value, _ name: String) -> Bool {
    let values = requirement["values"]?.array?.compactMap(\.string) ?? []
    switch requirement["operator"]?.string {
    case "In": return values.contains(name)
    case "NotIn": return !values.contains(name)
    case "DoesNotExist": return name.isEmpty
    default: return !name.isEmpty
    }
  }

  /// No container asks for anything.
  private static func isBestEffort(_ pod: Value) -> Bool {
    if let quality = pod["status"]?["qosClass"]?.string { return quality == "BestEffort" }
    let containers = (pod["spec"]?["containers"]?.array ?? []) + (pod["spec"]?["initContainers"]?.array ?? [])
    return containers.allSatisfy { container in
      ["requests", "limits"].allSatisfy { list in
        ["cpu", "memory"].allSatisfy { container["resources"]?[list]?[$0] == nil }
      }
    }
  }

  private static func namesOtherNamespaces(_ affinity: Value?) -> Bool {
    ["podAffinity", "podAntiAffinity"].contains { kind in
      let required = affinity?[kind]?["requiredDuringSchedulingIgnoredDuringExecution"]?.array ?? []
      let preferred = (affinity?[kind]?["preferredDuringSchedulingIgnoredDuringExecution"]?.array ?? []).compactMap { $0["podAffinityTerm"] }
      return (required + preferred).contains { $0["namespaces"]?.array?.isEmpty == false || $0["namespaceSelector"] != nil }
    }
  }
}
