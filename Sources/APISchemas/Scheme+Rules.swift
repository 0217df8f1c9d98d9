import APIMachinery

extension Scheme {
  static let builtInRules: [GroupVersionKind: any KindRules] = {
    var rules: [GroupVersionKind: any KindRules] = [:]
    func add(_ group: String, _ kind: String, version: String = "v1", _ kindRules: any KindRules) {
      rules[GroupVersionKind(group: group, version: version, kind: kind)] = kindRules
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
    add("", "PersistentVolume", PersistentVolumeRules())
    add("", "ResourceQuota", ResourceQuotaRules())
    add("", "LimitRange", LimitRangeRules())
    add("", "ComponentStatus", ComponentStatusRules())
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
    for version in ["v1", "v2"] {
      add("autoscaling", "HorizontalPodAutoscaler", version: version, HorizontalPodAutoscalerRules(version: version))
    }
    add("autoscaling", "Scale", ScaleRules())
    add("networking.k8s.io", "Ingress", IngressRules())
    add("networking.k8s.io", "IngressClass", IngressClassRules())
    add("networking.k8s.io", "NetworkPolicy", NetworkPolicyRules())
    add("networking.k8s.io", "ServiceCIDR", ServiceCIDRRules())
    add("networking.k8s.io", "IPAddress", IPAddressRules())
    add("coordination.k8s.io", "Lease", LeaseRules())
    add("discovery.k8s.io", "EndpointSlice", EndpointSliceRules())
    add("events.k8s.io", "Event", EventsEventRules())
    return rules.merging(platformRules) { own, _ in own }
  }()
}
