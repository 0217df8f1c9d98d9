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
    /// False: nothing is said of events.
    var tellsEvents = true
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
    default: writeMore(object, related, resource, into: &text)
    }
    let hasNone = resource.group == "rbac.authorization.k8s.io" || ["Secret", "Namespace", "ResourceQuota", "LimitRange"].contains(resource.kind)
    if !hasNone, related.tellsEvents { EventsDescription(now: now).write(related.events, into: &text) }
    return text.text
  }

  private func writeMore(_ object: Value, _ related: Related, _ resource: APIResource, into text: inout DescribeText) {
    switch (resource.group, resource.kind) {
    case ("apps", "StatefulSet"): SetDescription.writeStatefulSet(object, related, into: &text)
    case ("apps", "DaemonSet"): SetDescription.writeDaemonSet(object, related, into: &text)
    case ("", "ReplicationController"): SetDescription.writeReplicationController(object, related, into: &text)
    case ("batch", "CronJob"): SetDescription.writeCronJob(object, into: &text)
    case ("autoscaling", "HorizontalPodAutoscaler"): PolicyDescription.writeAutoscaler(object, into: &text)
    case ("policy", "PodDisruptionBudget"): PolicyDescription.writeBudget(object, into: &text)
    case ("", "ResourceQuota"): PolicyDescription.writeQuota(object, into: &text)
    case ("", "LimitRange"): PolicyDescription.writeLimitRange(object, into: &text)
    case ("scheduling.k8s.io", "PriorityClass"): PolicyDescription.writePriorityClass(object, into: &text)
    case ("networking.k8s.io", "Ingress"): NetworkDescription.writeIngress(object, into: &text)
    case ("networking.k8s.io", "IngressClass"): NetworkDescription.writeIngressClass(object, into: &text)
    case ("networking.k8s.io", "NetworkPolicy"): NetworkPolicyDescription.write(object, into: &text)
    case ("discovery.k8s.io", "EndpointSlice"): NetworkDescription.writeEndpointSlice(object, into: &text)
    case ("", "Endpoints"): NetworkDescription.writeEndpoints(object, into: &text)
    case ("", "PersistentVolume"): StorageDescription.writeVolume(object, into: &text)
    case ("", "PersistentVolumeClaim"): StorageDescription.writeClaim(object, related, into: &text)
    case ("storage.k8s.io", "StorageClass"): StorageDescription.writeClass(object, into: &text)
    case ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "ClusterRole"):
      AccessDescription.writeRole(object, into: &text)
    case ("rbac.authorization.k8s.io", _): AccessDescription.writeBinding(object, into: &text)
    case ("certificates.k8s.io", "CertificateSigningRequest"): AccessDescription.writeSigningRequest(object, into: &text)
    default: GenericDescription.write(object, isNamespaced: resource.isNamespaced, into: &text)
    }
  }
}
