import APIMachinery
import Client
import ControllerKit

/// The pods of a DaemonSet: each is made for one node, and the default scheduler puts it there.
struct DaemonPods {
  let set: DaemonSetView
  /// Of the template as it is now: what the pods of that template are labelled with.
  let hash: String
  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"

  func pod(on node: String) -> Value {
    var pod = PodTemplate.pod(from: set.template, owner: set.object)
    pod[path: "metadata", "labels", RevisionHistory.podLabel] = .string(hash)
    // Deprecated upstream and still written: the generation of the template.
    let generation = set.object.annotations["deprecated.daemonset.template.generation"] ?? String(set.object.generation)
    pod[path: "metadata", "labels", "pod-template-generation"] = .string(generation)
    pod["spec"] = Self.bound(pod["spec"] ?? [:], to: node)
    pod[path: "spec", "tolerations"] = .array(Self.tolerations(pod["spec"] ?? [:]))
    return pod
  }

  /// The node's name takes the place of whatever terms the template requires: the controller has seen to those.
  private static func bound(_ spec: Value, to node: String) -> Value {
    var spec = spec
    let field: Value = ["key": "metadata.name", "operator": "In", "values": [.string(node)]]
    spec[path: "affinity", "nodeAffinity", required] = ["nodeSelectorTerms": [["matchFields": [field]]]]
    return spec
  }

  /// Daemons stay on nodes in trouble (API concepts: taints and tolerations of DaemonSets).
  static func tolerations(_ spec: Value) -> [Value] {
    var added = [
      ("node.kubernetes.io/not-ready", "NoExecute"), ("node.kubernetes.io/unreachable", "NoExecute"),
      ("node.kubernetes.io/disk-pressure", "NoSchedule"), ("node.kubernetes.io/memory-pressure", "NoSchedule"),
      ("node.kubernetes.io/pid-pressure", "NoSchedule"), ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ]
    if spec["hostNetwork"]?.bool == true { added.append(("node.kubernetes.io/network-unavailable", "NoSchedule")) }
    var tolerations = spec["tolerations"]?.array ?? []
    for (key, effect) in added {
      let toleration: Value = ["key": .string(key), "operator": "Exists", "effect": .string(effect)]
      let position = tolerations.firstIndex {
        $0["key"] == toleration["key"] && $0["effect"] == toleration["effect"] && ($0["operator"] ?? "Equal") == "Exists"
      }
      if let position { tolerations[position] = toleration } else { tolerations.append(toleration) }
    }
    return tolerations
  }

  /// For which node a pod is, before and after it is bound.
  static func node(of pod: Value) -> String? {
    let bound = PodFacts(pod).nodeName
    if !bound.isEmpty { return bound }
    let terms = pod[path: "spec", "affinity", "nodeAffinity", required, "nodeSelectorTerms"]?.array ?? []
    for field in terms.flatMap({ $0["matchFields"]?.array ?? [] }) where field["key"] == "metadata.name" {
      if let name = field["values"]?[0]?.string { return name }
    }
    return nil
  }

  static func hash(of pod: Value) -> String { pod["metadata"]?["labels"]?[RevisionHistory.podLabel]?.string ?? "" }
}
