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
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec PodSpec #2 -- What is wanted.
      status PodStatus #3 -- What was last observed; written by the system.

    type PodStatus -- What the kubelet and the system last observed of a pod.
      allocatedResources {quantity} #19 -- The resources that the node has set aside for the whole pod.
      conditions [PodCondition] #2 map=type merge=type -- The pod's conditions, such as PodScheduled, Initialized and Ready.
      containerStatuses [ContainerStatus] #8 -- One entry for each container.
      ephemeralContainerStatuses [ContainerStatus] #13 -- One entry for each ephemeral container.
      extendedResourceClaimStatus PodExtendedResourceClaimStatus #18 -- How extended resources were served by a resource claim.
      hostIP string #5 -- The address of the node the pod is on.
      hostIPs [HostIP] #16 merge=ip -- The addresses of the node the pod is on, at most one of each family.
      initContainerStatuses [ContainerStatus] #10 -- One entry for each init container, in the order they run.
      message string #3 -- Details for people.
      nodeAllocatableResourceClaimStatuses [NodeAllocatableResourceClaimStatus] #21 -- Node resources that resource claims of the pod use.
      nominatedNodeName string #11 -- The node that is being cleared, by preemption, for this pod.
      observedGeneration int64 #17 -- The metadata.generation that this reflects.
      phase string #1 enum=Failed|Pending|Running|Succeeded|Unknown
          | Where the pod is in its life: Pending, Running, Succeeded, Failed or Unknown.
      podIP string #6 -- The pod's main address; routable at least inside the cluster.
      podIPs [PodIP] #12 map=ip merge=ip -- The pod's addresses, at most one of each family; podIP is the first.
      qosClass string #9 enum=BestEffort|Burstable|Guaranteed
          | The class of service that follows from the resource requirements: Guaranteed, Burstable or BestEffort.
      reason string #4 -- A short reason in camel case, for programs.
      resize string #14 -- The state of a resize; replaced by conditions.
      resourceClaimStatuses [PodResourceClaimStatus] #15 map=name merge=name retainKeys -- The claims made for the pod's resource claims.
      resources ResourceRequirements #20 -- The resources of the whole pod that are in force.
      startTime time #7 -- When the kubelet took the pod on, before it pulled images.

    type PodCondition -- One aspect of a pod's state.
      lastProbeTime time #3 -- When the condition was last checked.
      lastTransitionTime time #4 -- When the condition last changed from one status to another.
      message string #6 -- Details for people.
      observedGeneration int64 #7 -- The metadata.generation that this reflects.
      reason string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.

    type PodIP -- One address of a pod.
      ip! string #1 -- The address.

    type HostIP -- One address of a node.
      ip! string #1 -- The address.

    type PodResourceClaimStatus -- The claim that was made for one of a pod's resource claims.
      name! string #1 -- The name of the pod's resource claim.
      resourceClaimName string? #2 -- The claim that was made.

    type PodExtendedResourceClaimStatus -- How extended resources of a pod were served by a resource claim.
      requestMappings! [ContainerExtendedResourceRequest] #1 -- Which request of the claim serves which extended resource.
      resourceClaimName! string #2 -- The claim that was made.

    type ContainerExtendedResourceRequest -- Which request of the claim serves an extended resource of a container.
      containerName! string #1 -- The container.
      requestName! string #3 -- The request of the claim.
      resourceName! string #2 -- The extended resource.

    type NodeAllocatableResourceClaimStatus -- Node resources that a resource claim of the pod uses.
      containers [string] #2 set -- The containers that use the claim.
      resourceClaimName! string #1 -- The claim.
      resources! {quantity} #3 -- The resources of the node.
    """)
}
