extension SchemaText {
  static let coreV1Pod = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource pods Pod singular=pod namespaced short=po categories=all
      subresource attach v1:PodAttachOptions create,get
      subresource binding v1:Binding create
      subresource ephemeralcontainers v1:Pod get,patch,update
      subresource eviction policy/v1:Eviction create
      subresource exec v1:PodExecOptions create,get
      subresource log v1:Pod get
      subresource portforward v1:PodPortForwardOptions create,get
      subresource proxy v1:PodProxyOptions create,delete,get,patch,update
      subresource resize v1:Pod get,patch,update
      subresource status v1:Pod get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Ready string -- The ready containers, of all containers.
      column Status string -- The state in one word.
      column Restarts string -- How often containers were restarted, and how long ago the last time.
      column Age string -- How long ago the object was created.
      column IP string wide -- The pod's address.
      column Node string wide -- The node the pod is on.
      column Nominated_Node string wide -- The node that is being cleared for the pod.
      column Readiness_Gates string wide -- The readiness gates met, of all.
      label spec.hostNetwork
      label spec.nodeName
      label spec.restartPolicy
      label spec.schedulerName
      label spec.serviceAccountName
      label status.nominatedNodeName
      label status.phase
      label status.podIP
      label status.podIPs
      label spec.host
    kind Pod -- A group of containers that run together on one node, sharing network and volumes.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec PodSpec -- What is wanted.
      status PodStatus -- What was last observed; written by the system.

    type PodStatus -- What the kubelet and the system last observed of a pod.
      allocatedResources {quantity} -- The resources that the node has set aside for the whole pod.
      conditions [PodCondition] map=type merge=type -- The pod's conditions, such as PodScheduled, Initialized and Ready.
      containerStatuses [ContainerStatus] -- One entry for each container.
      ephemeralContainerStatuses [ContainerStatus] -- One entry for each ephemeral container.
      extendedResourceClaimStatus PodExtendedResourceClaimStatus -- How extended resources were served by a resource claim.
      hostIP string -- The address of the node the pod is on.
      hostIPs [HostIP] merge=ip -- The addresses of the node the pod is on, at most one of each family.
      initContainerStatuses [ContainerStatus] -- One entry for each init container, in the order they run.
      message string -- Details for people.
      nodeAllocatableResourceClaimStatuses [NodeAllocatableResourceClaimStatus] -- Node resources that resource claims of the pod use.
      nominatedNodeName string -- The node that is being cleared, by preemption, for this pod.
      observedGeneration int64 -- The metadata.generation that this reflects.
      phase string enum=Failed|Pending|Running|Succeeded|Unknown
          | Where the pod is in its life: Pending, Running, Succeeded, Failed or Unknown.
      podIP string -- The pod's main address; routable at least inside the cluster.
      podIPs [PodIP] map=ip merge=ip -- The pod's addresses, at most one of each family; podIP is the first.
      qosClass string enum=BestEffort|Burstable|Guaranteed
          | The class of service that follows from the resource requirements: Guaranteed, Burstable or BestEffort.
      reason string -- A short reason in camel case, for programs.
      resize string -- The state of a resize; replaced by conditions.
      resourceClaimStatuses [PodResourceClaimStatus] map=name merge=name retainKeys -- The claims made for the pod's resource claims.
      resources ResourceRequirements -- The resources of the whole pod that are in force.
      startTime time -- When the kubelet took the pod on, before it pulled images.

    type PodCondition -- One aspect of a pod's state.
      lastProbeTime time -- When the condition was last checked.
      lastTransitionTime time -- When the condition last changed from one status to another.
      message string -- Details for people.
      observedGeneration int64 -- The metadata.generation that this reflects.
      reason string -- A short reason in camel case, for programs.
      status! string -- True, False or Unknown.
      type! string -- The condition's name.

    type PodIP -- One address of a pod.
      ip! string -- The address.

    type HostIP -- One address of a node.
      ip! string -- The address.

    type PodResourceClaimStatus -- The claim that was made for one of a pod's resource claims.
      name! string -- The name of the pod's resource claim.
      resourceClaimName string? -- The claim that was made.

    type PodExtendedResourceClaimStatus -- How extended resources of a pod were served by a resource claim.
      requestMappings! [ContainerExtendedResourceRequest] -- Which request of the claim serves which extended resource.
      resourceClaimName! string -- The claim that was made.

    type ContainerExtendedResourceRequest -- Which request of the claim serves an extended resource of a container.
      containerName! string -- The container.
      requestName! string -- The request of the claim.
      resourceName! string -- The extended resource.

    type NodeAllocatableResourceClaimStatus -- Node resources that a resource claim of the pod uses.
      containers [string] set -- The containers that use the claim.
      resourceClaimName! string -- The claim.
      resources! {quantity} -- The resources of the node.
    """)
}
