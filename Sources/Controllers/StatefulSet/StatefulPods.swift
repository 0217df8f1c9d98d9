import APIMachinery
import Client
import ControllerKit

/// The pods of a StatefulSet and their volume claims: who is who.
struct StatefulPods {
  let set: StatefulSetView
  static let nameLabel = "statefulset.kubernetes.io/pod-name"
  static let indexLabel = "apps.kubernetes.io/pod-index"

  /// The pod of that ordinal, of a revision's template.
  func pod(_ ordinal: Int, template: Value, revision: String) -> Value {
    var pod = PodTemplate.pod(from: template, owner: set.object)
    let name = set.podName(ordinal)
    pod[path: "metadata", "generateName"] = nil
    pod[path: "metadata", "name"] = .string(name)
    pod[path: "metadata", "labels", Self.nameLabel] = .string(name)
    pod[path: "metadata", "labels", Self.indexLabel] = .string(String(ordinal))
    pod[path: "metadata", "labels", RevisionHistory.podLabel] = .string(revision)
    pod[path: "spec", "hostname"] = .string(name)
    if let service = set.object["spec"]?["serviceName"]?.string, !service.isEmpty { pod[path: "spec", "subdomain"] = .string(service) }
    if !set.claimTemplates.isEmpty { pod[path: "spec", "volumes"] = .array(volumes(pod["spec"]?["volumes"]?.array ?? [], ordinal)) }
    return pod
  }

  /// A claim's volume takes the place of one of the same name in the template.
  private func volumes(_ own: [Value], _ ordinal: Int) -> [Value] {
    let claimed = set.claimTemplates.map { template -> Value in
      [
        "name": .string(template.name),
        "persistentVolumeClaim": ["claimName": .string(claimName(template, ordinal)), "readOnly": false],
      ]
    }
    let names = Set(set.claimTemplates.map(\.name))
    return claimed + own.filter { !names.contains($0["name"]?.string ?? "") }
  }

  /// The pod with the labels that tell who it is; nil when it has them.
  func withIdentity(_ pod: Value) -> Value? {
    let labels = pod.labels
    guard let ordinal = StatefulSetView.ordinal(of: pod, in: set.name),
      labels[Self.nameLabel] != pod.name || labels[Self.indexLabel] != String(ordinal)
    else { return nil }
    var updated = pod
    updated[path: "metadata", "labels", Self.nameLabel] = .string(pod.name)
    updated[path: "metadata", "labels", Self.indexLabel] = .string(String(ordinal))
    return updated
  }

  // MARK: claims

  func claimName(_ template: Value, _ ordinal: Int) -> String { "\(template.name)-\(set.name)-\(ordinal)" }

  /// The claims of an ordinal as they are created.
  func claims(_ ordinal: Int) -> [Value] {
    set.claimTemplates.map { template in
      var claim = template
      var labels = template["metadata"]?["labels"] ?? [:]
      for label in set.object[path: "spec", "selector", "matchLabels"]?.object ?? Object() { labels[label.key] = label.value }
      var metadata: Value = ["name": .string(claimName(template, ordinal)), "namespace": .string(set.object.namespace), "labels": labels]
      if let annotations = template["metadata"]?["annotations"] { metadata["annotations"] = annotations }
      if set.deletesClaimsWithSet { metadata["ownerReferences"] = [OwnerReference(controller: set.object).value] }
      claim["apiVersion"] = "v1"
      claim["kind"] = "PersistentVolumeClaim"
      claim["metadata"] = metadata
      claim["status"] = nil
      return claim
    }
  }

  /// The update that gives a claim the owner which the retention policy wants: the pod when scaling takes it away and claims go with
  /// it, the set when claims go with that. nil when it has the right one, or one that is none of ours.
  func retain(_ claim: Value, pod: Value?, isCondemned: Bool) -> Order? {
    var owner: Value?
    if isCondemned, set.deletesClaimsWhenScaled { owner = pod } else if set.deletesClaimsWithSet { owner = set.object }
    let references = claim.metadata["ownerReferences"]?.array ?? []
    func isOurs(_ reference: Value) -> Bool {
      let value = OwnerReference(reference)
      return value.uid == set.object.uid || (value.kind == "Pod" && StatefulSetView.ordinal(of: ["metadata": ["name": .string(value.name)]], in: set.name) != nil)
    }
    let others = references.filter { !isOurs($0) }
    if others.contains(where: { OwnerReference($0).isController }) { return nil }
    let wanted = others + (owner.map { [OwnerReference(controller: $0).value] } ?? [])
    guard wanted.map({ OwnerReference($0).uid }) != references.map({ OwnerReference($0).uid }) else { return nil }
    var updated = claim
    updated[path: "metadata", "ownerReferences"] = wanted.isEmpty ? nil : .array(wanted)
    let path = ResourcePath(WellKnown.persistentVolumeClaims, namespace: claim.namespace)
    return Order(.update(path, updated), ignoring: [.notFound])
  }

  /// The claim is on its way out with a pod that is gone: the next pod of that name must not take it.
  func isStale(_ claim: Value, pod: Value?) -> Bool {
    claim.isBeingDeleted || claim.ownerReferences.contains { $0.kind == "Pod" && $0.uid != pod?.uid }
  }
}
