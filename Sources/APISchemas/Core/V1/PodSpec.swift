extension SchemaText {
  static let coreV1PodSpec = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type PodSpec -- How a pod is to run.
      activeDeadlineSeconds int64? -- The most seconds that the pod may be active on its node before it is failed.
      affinity Affinity -- Where the pod may or would rather run.
      automountServiceAccountToken bool? -- Whether a token of the service account is mounted; true by default.
      containers! [Container] map=name merge=name -- The containers; at least one, and none can be added or removed later.
      dnsConfig PodDNSConfig -- Settings added to those that dnsPolicy gives.
      dnsPolicy string enum=ClusterFirst|ClusterFirstWithHostNet|Default|None
          | Where names are looked up: ClusterFirst (the default), ClusterFirstWithHostNet, Default (as the node) or None.
      enableServiceLinks bool? -- Whether services of the namespace are given in environment variables; true by default.
      ephemeralContainers [EphemeralContainer] map=name merge=name
          | Containers added to a running pod to look into it; only through the ephemeralcontainers subresource.
      hostAliases [HostAlias] map=ip merge=ip -- Entries added to the hosts file.
      hostIPC bool -- Uses the node's IPC namespace.
      hostNetwork bool -- Uses the node's network; the ports of the containers are then ports of the node.
      hostPID bool -- Uses the node's process namespace.
      hostUsers bool? -- False gives the pod a user namespace of its own; true by default.
      hostname string -- The host name; the pod's name by default.
      hostnameOverride string? -- The host name, whatever else the specification says.
      imagePullSecrets [LocalObjectReference] map=name merge=name -- Secrets of the namespace with credentials for pulling images.
      initContainers [Container] map=name merge=name -- Containers that run, one after the other, before the others are started.
      nodeName string -- The node the pod is on; set by the scheduler.
      nodeSelector {string} atomic -- Labels that the node must have.
      os PodOS -- The operating system that the containers need.
      overhead {quantity} -- What the runtime uses beside the containers; set from the runtime class.
      preemptionPolicy string? enum=Never|PreemptLowerPriority
          | Whether other pods may be evicted for this one: PreemptLowerPriority (the default) or Never.
      priority int32? -- The priority as a number; set from priorityClassName.
      priorityClassName string -- The name of the priority class.
      readinessGates [PodReadinessGate] -- Conditions that, beside those of the containers, must be true for the pod to be ready.
      resourceClaims [PodResourceClaim] map=name merge=name retainKeys -- Resource claims that must be met before the pod starts.
      resources ResourceRequirements -- The resources of the pod as a whole.
      restartPolicy string enum=Always|Never|OnFailure -- When containers are restarted: Always (the default), OnFailure or Never.
      runtimeClassName string? -- The runtime class, and so the container runtime, to use.
      schedulerName string -- The scheduler that places the pod; default-scheduler by default.
      schedulingGates [PodSchedulingGate] map=name merge=name -- While there are any, the pod isn't scheduled; they can only be removed.
      schedulingGroup PodSchedulingGroup -- The group of pods this one is scheduled with.
      securityContext PodSecurityContext -- Security settings for all containers.
      serviceAccount string -- The former name of serviceAccountName.
      serviceAccountName string -- The service account the pod runs as; default by default.
      setHostnameAsFQDN bool? -- Makes the full name, not its first part, the host name.
      shareProcessNamespace bool? -- Lets the containers see one another's processes.
      subdomain string -- Makes the full name hostname.subdomain.namespace.svc and the cluster's domain.
      terminationGracePeriodSeconds int64? -- Seconds between the stop signal and the kill; 30 by default.
      tolerations [Toleration] -- Taints of nodes that the pod puts up with.
      topologySpreadConstraints [TopologySpreadConstraint] map=topologyKey,whenUnsatisfiable merge=topologyKey
          | How pods are spread over zones, nodes or other domains.
      volumes [Volume] map=name merge=name retainKeys -- The volumes that containers can mount.

    type PodTemplateSpec -- The pods that a workload makes.
      metadata meta.ObjectMeta -- Labels and annotations of the pods.
      spec PodSpec -- The specification of the pods.

    type PodDNSConfig -- Settings of the pod's resolver.
      nameservers [string] -- Addresses of name servers, at most three.
      options [PodDNSConfigOption] -- Resolver options.
      searches [string] -- Domains in which short names are looked up.

    type PodDNSConfigOption -- A resolver option.
      name string -- The option's name.
      value string? -- The option's value.

    type HostAlias -- A line of the hosts file.
      hostnames [string] -- The names.
      ip! string -- The address.

    type PodOS -- An operating system.
      name! string -- linux or windows.

    type PodReadinessGate -- A condition that readiness depends on.
      conditionType! string -- The condition's type in the pod's list.

    type PodResourceClaim -- A resource claim under a name that containers refer to.
      name! string -- The name, unique in the pod.
      resourceClaimName string? -- A claim of the namespace that exists already.
      resourceClaimTemplateName string? -- The template that a claim is made from for this pod.

    type PodSchedulingGate -- A reason not to schedule yet.
      name! string -- The gate's name, unique in the pod.

    type PodSchedulingGroup -- The group of pods that are scheduled together.
      podGroupName string? -- The name of the group.

    type Toleration -- A taint that a pod puts up with.
      effect string enum=NoExecute|NoSchedule|PreferNoSchedule
          | The effect to tolerate: NoSchedule, PreferNoSchedule or NoExecute; all when empty.
      key string -- The taint's key; empty, with operator Exists, for every taint.
      operator string enum=Equal|Exists|Gt|Lt -- Equal (the default) compares the value, Exists takes any.
      tolerationSeconds int64? -- How long a NoExecute taint is tolerated; for ever when unset.
      value string -- The taint's value.

    type TopologySpreadConstraint -- How evenly pods are spread over domains.
      labelSelector meta.LabelSelector -- The pods that are counted.
      matchLabelKeys [string] -- Label keys whose values, taken from the pod, are added to the selector.
      maxSkew! int32 -- How much the domains may differ in their number of pods.
      minDomains int32? -- The fewest domains that count as spread.
      nodeAffinityPolicy string? enum=Honor|Ignore -- Whether nodes that node affinity rules out count: Honor (the default) or Ignore.
      nodeTaintsPolicy string? enum=Honor|Ignore -- Whether nodes with untolerated taints are left out: Honor, or Ignore (the default).
      topologyKey! string -- The node label whose values are the domains.
      whenUnsatisfiable! string enum=DoNotSchedule|ScheduleAnyway
          | DoNotSchedule keeps the pod waiting, ScheduleAnyway takes the best node.
    """)
}
