extension SchemaText {
  static let coreV1NodeStatus = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type NodeStatus -- What was last observed of a node.
      addresses [NodeAddress] #5 map=type merge=type -- The node's addresses and names.
      allocatable {quantity} #2 -- The resources that pods can use.
      capacity {quantity} #1 -- The resources there are.
      conditions [NodeCondition] #4 map=type merge=type -- The node's conditions, such as Ready and MemoryPressure.
      config NodeConfigStatus #11 -- No longer used.
      daemonEndpoints NodeDaemonEndpoints #6 -- The ports of the node's daemons.
      declaredFeatures [string] #14 -- Features of the node that scheduling depends on.
      features NodeFeatures #13 -- What the container runtime can do.
      images [ContainerImage] #8 -- The images on the node.
      nodeInfo NodeSystemInfo #7 -- Versions and ids.
      phase string #3 enum=Pending|Running|Terminated -- No longer used.
      runtimeHandlers [NodeRuntimeHandler] #12 -- The runtime handlers there are.
      volumesAttached [AttachedVolume] #10 -- Volumes that are attached.
      volumesInUse [string] #9 -- Attached volumes that are mounted.

    type AttachedVolume -- A volume attached to a node.
      devicePath! string #2 -- The device.
      name! string #1 -- The volume.

    type ContainerImage -- An image on a node.
      names [string] #1 -- The names it is known by.
      sizeBytes int64 #2 -- Its size.

    type DaemonEndpoint -- The port of a daemon.
      Port! int32 #1 -- The port.

    type NodeAddress -- An address of a node.
      address! string #2 -- The address.
      type! string #1 -- Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.

    type NodeCondition -- One aspect of a node's state.
      lastHeartbeatTime time #3 -- When the condition was last reported.
      lastTransitionTime time #4 -- When the condition last changed from one status to another.
      message string #6 -- Details for people.
      reason string #5 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.

    type NodeConfigStatus -- No longer used.
      active NodeConfigSource #2
      assigned NodeConfigSource #1
      error string #4
      lastKnownGood NodeConfigSource #3

    type NodeDaemonEndpoints -- The ports of a node's daemons.
      kubeletEndpoint DaemonEndpoint #1 -- The kubelet's.

    type NodeFeatures -- What the container runtime can do.
      supplementalGroupsPolicy bool? #1 -- Whether the policy on supplemental groups is supported.

    type NodeRuntimeHandler -- A runtime handler.
      features NodeRuntimeHandlerFeatures #2 -- What it can do.
      name string #1 -- Its name; empty for the default.

    type NodeRuntimeHandlerFeatures -- What a runtime handler can do.
      recursiveReadOnlyMounts bool? #1 -- Whether mounts can be read-only all the way down.
      userNamespaces bool? #2 -- Whether pods can have user namespaces.

    type NodeSwapStatus -- The node's swap.
      capacity int64? #1 -- Its size in bytes.

    type NodeSystemInfo -- Versions and ids of a node.
      architecture! string #10 -- The processor's architecture.
      bootID! string #3 -- The id of the last boot.
      containerRuntimeVersion! string #6 -- The container runtime, as name://version.
      kernelVersion! string #4 -- The kernel's version.
      kubeProxyVersion! string #8 -- No longer used.
      kubeletVersion! string #7 -- The kubelet's version.
      machineID! string #1 -- The machine's id.
      operatingSystem! string #9 -- The operating system: linux or windows.
      osImage! string #5 -- The operating system's name and version.
      swap NodeSwapStatus #11 -- The node's swap.
      systemUUID! string #2 -- The id from the firmware.
    """)
}
