extension SchemaText {
  static let coreV1PodSpec = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type PodSpec -- How a pod is to run.
      activeDeadlineSeconds int64? #5 -- The most seconds that the pod may be active on its node before it is failed.
      affinity Affinity #18 -- Where the pod may or would rather run.
      automountServiceAccountToken bool? #21 -- Whether a token of the service account is mounted; true by default.
      containers! [Container] #2 map=name merge=name -- The containers; at least one, and none can be added or removed later.
      dnsConfig PodDNSConfig #26 -- Settings added to those that dnsPolicy gives.
      dnsPolicy string #6 enum=ClusterFirst|ClusterFirstWithHostNet|Default|None
          | Where names are looked up: ClusterFirst (the default), ClusterFirstWithHostNet, Default (as the node) or None.
      enableServiceLinks bool? #30 -- Whether services of the namespace are given in environment variables; true by default.
      ephemeralContainers [EphemeralContainer] #34 map=name merge=name
          | Containers added to a running pod to look into it; only through the ephemeralcontainers subresource.
      hostAliases [HostAlias] #23 map=ip merge=ip -- Entries added to the hosts file.
      hostIPC bool #13 -- Uses the node's IPC namespace.
      hostNetwork bool #11 -- Uses the node's network; the ports of the containers are then ports of the node.
      hostPID bool #12 -- Uses the node's process namespace.
      hostUsers bool? #37 -- False gives the pod a user namespace of its own; true by default.
      hostname string #16 -- The host name; the pod's name by default.
      hostnameOverride string? #41 -- The host name, whatever else the specification says.
      imagePullSecrets [LocalObjectReference] #15 map=name merge=name -- Secrets of the namespace with credentials for pulling images.
      initContainers [Container] #20 map=name merge=name -- Containers that run, one after the other, before the others are started.
      nodeName string #10 -- The node the pod is on; set by the scheduler.
      nodeSelector {string} #7 atomic -- Labels that the node must have.
      os PodOS #36 -- The operating system that the containers need.
      overhead {quantity} #32 -- What the runtime uses beside the containers; set from the runtime class.
      preemptionPolicy string? #31 enum=Never|PreemptLowerPriority
          | Whether other pods may be evicted for this one: PreemptLowerPriority (the default) or Never.
      priority int32? #25 -- The priority as a number; set from priorityClassName.
      priorityClassName string #24 -- The name of the priority class.
      readinessGates [PodReadinessGate] #28 -- Conditions that, beside those of the containers, must be true for the pod to be ready.
      resourceClaims [PodResourceClaim] #39 map=name merge=name retainKeys -- Resource claims that must be met before the pod starts.
      resources ResourceRequirements #40 -- The resources of the pod as a whole.
      restartPolicy string #3 enum=Always|Never|OnFailure -- When containers are restarted: Always (the default), OnFailure or Never.
      runtimeClassName string? #29 -- The runtime class, and so the container runtime, to use.
      schedulerName string #19 -- The scheduler that places the pod; default-scheduler by default.
      schedulingGates [PodSchedulingGate] #38 map=name merge=name -- While there are any, the pod isn't scheduled; they can only be removed.
      schedulingGroup PodSchedulingGroup #43 -- The group of pods this one is scheduled with.
      securityContext PodSecurityContext #14 -- Security settings for all containers.
      serviceAccount string #9 -- The former name of serviceAccountName.
      serviceAccountName string #8 -- The service account the pod runs as; default by default.
      setHostnameAsFQDN bool? #35 -- Makes the full name, not its first part, the host name.
      shareProcessNamespace bool? #27 -- Lets the containers see one another's processes.
      subdomain string #17 -- Makes the full name hostname.subdomain.namespace.svc and the cluster's domain.
      terminationGracePeriodSeconds int64? #4 -- Seconds between the stop signal and the kill; 30 by default.
      tolerations [Toleration] #22 -- Taints of nodes that the pod puts up with.
      topologySpreadConstraints [TopologySpreadConstraint] #33 map=topologyKey,whenUnsatisfiable merge=topologyKey
          | How pods are spread over zones, nodes or other domains.
      volumes [Volume] #1 map=name merge=name retainKeys -- The volumes that containers can mount.

    type PodTemplateSpec -- The pods that a workload makes.
      metadata meta.ObjectMeta #1 -- Labels and annotations of the pods.
      spec PodSpec #2 -- The specification of the pods.

    type PodDNSConfig -- Settings of the pod's resolver.
      nameservers [string] #1 -- Addresses of name servers, at most three.
      options [PodDNSConfigOption] #3 -- Resolver options.
      searches [string] #2 -- Domains in which short names are looked up.

    type PodDNSConfigOption -- A resolver option.
      name string #1 -- The option's name.
      value string? #2 -- The option's value.

    type HostAlias -- A line of the hosts file.
      hostnames [string] #2 -- The names.
      ip! string #1 -- The address.

    type PodOS -- An operating system.
      name! string #1 -- linux or windows.

    type PodReadinessGate -- A condition that readiness depends on.
      conditionType! string #1 -- The condition's type in the pod's list.

    type PodResourceClaim -- A resource claim under a name that containers refer to.
      name! string #1 -- The name, unique in the pod.
      resourceClaimName string? #3 -- A claim of the namespace that exists already.
      resourceClaimTemplateName string? #4 -- The template that a claim is made from for this pod.

    type PodSchedulingGate -- A reason not to schedule yet.
      name! string #1 -- The gate's name, unique in the pod.

    type PodSchedulingGroup -- The group of pods that are scheduled together.
      podGroupName string? #1 -- The name of the group.

    type Toleration -- A taint that a pod puts up with.
      effect string #4 enum=NoExecute|NoSchedule|PreferNoSchedule
          | The effect to tolerate: NoSchedule, PreferNoSchedule or NoExecute; all when empty.
      key string #1 -- The taint's key; empty, with operator Exists, for every taint.
      operator string #2 enum=Equal|Exists|Gt|Lt -- Equal (the default) compares the value, Exists takes any.
      tolerationSeconds int64? #5 -- How long a NoExecute taint is tolerated; for ever when unset.
      value string #3 -- The taint's value.

    type TopologySpreadConstraint -- How evenly pods are spread over domains.
      labelSelector meta.LabelSelector #4 -- The pods that are counted.
      matchLabelKeys [string] #8 -- Label keys whose values, taken from the pod, are added to the selector.
      maxSkew! int32 #1 -- How much the domains may differ in their number of pods.
      minDomains int32? #5 -- The fewest domains that count as spread.
      nodeAffinityPolicy string? #6 enum=Honor|Ignore -- Whether nodes that node affinity rules out count: Honor (the default) or Ignore.
      nodeTaintsPolicy string? #7 enum=Honor|Ignore -- Whether nodes with untolerated taints are left out: Honor, or Ignore (the default).
      topologyKey! string #2 -- The node label whose values are the domains.
      whenUnsatisfiable! string #3 enum=DoNotSchedule|ScheduleAnyway
          | DoNotSchedule keeps the pod waiting, ScheduleAnyway takes the best node.
    """)
}
