import APIMachinery
import Basics

/// Describes objects for people, kind by kind, in kubectl's form.
struct ObjectDescription {
  /// Objects that belong to the described one, which its kind's description needs.
  struct Related: Sendable {
    var events: [Value] = []
    var pods: [Value] = []
    var replicaSets: [Value] = []
    var endpointSlices: [Value] = []
    var leases: [Value] = []
    var quotas: [Value] = []
    var limitRanges: [Value] = []
  }

  let now: Timestamp

  func text(_ object: Value, _ related: Related, resource: APIResource) -> String {
    var text = DescribeText()
    switch (resource.group, resource.kind) {
    case ("", "Pod"): PodDescription(now: now).write(object, into: &text)
    case ("", "Node"): NodeDescription(now: now).write(object, related, into: &text)
    case ("", "Namespace"): NamespaceDescription.write(object, related, into: &text)
    case ("", "ConfigMap"): ConfigDescription.writeConfigMap(object, into: &text)
    case ("", "Secret"): ConfigDescription.writeSecret(object, into: &text)
    case ("", "Service"): ServiceDescription.write(object, related, into: &text)
    case ("", "ServiceAccount"): ServiceDescription.writeServiceAccount(object, into: &text)
    case ("apps", "Deployment"): WorkloadDescription.writeDeployment(object, related, into: &text)
    case ("apps", "ReplicaSet"): WorkloadDescription.writeReplicaSet(object, related, into: &text)
    case ("batch", "Job"): WorkloadDescription(now: now).writeJob(object, into: &text)
    default: GenericDescription.write(object, isNamespaced: resource.isNamespaced, into: &text)
    }
    if resource.kind != "Secret", resource.kind != "Namespace" { EventsDescription(now: now).write(related.events, into: &text) }
    return text.text
  }
}
