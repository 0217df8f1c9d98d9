import APIMachinery

extension Scheme {
  static let builtInRules: [GroupVersionKind: any KindRules] = {
    var rules: [GroupVersionKind: any KindRules] = [:]
    func add(_ group: String, _ kind: String, _ kindRules: any KindRules) {
      rules[GroupVersionKind(group: group, version: "v1", kind: kind)] = kindRules
    }
    add("", "Namespace", NamespaceRules())
    add("", "Node", NodeRules())
    add("", "Pod", PodRules())
    add("", "ConfigMap", ConfigMapRules())
    add("", "Secret", SecretRules())
    add("", "Service", ServiceRules())
    add("", "ServiceAccount", ServiceAccountRules())
    add("", "Event", EventRules())
    add("", "Endpoints", EndpointsRules())
    add("", "PersistentVolumeClaim", PersistentVolumeClaimRules())
    add("", "ReplicationController", ReplicationControllerRules())
    add("", "PodTemplate", PodTemplateRules())
    add("apps", "Deployment", DeploymentRules())
    add("apps", "ReplicaSet", ReplicaSetRules())
    add("apps", "StatefulSet", StatefulSetRules())
    add("apps", "DaemonSet", DaemonSetRules())
    add("apps", "ControllerRevision", ControllerRevisionRules())
    add("batch", "Job", JobRules())
    add("batch", "CronJob", CronJobRules())
    add("policy", "PodDisruptionBudget", PodDisruptionBudgetRules())
    add("coordination.k8s.io", "Lease", LeaseRules())
    add("discovery.k8s.io", "EndpointSlice", EndpointSliceRules())
    add("events.k8s.io", "Event", EventsEventRules())
    return rules.merging(platformRules) { own, _ in own }
  }()
}
