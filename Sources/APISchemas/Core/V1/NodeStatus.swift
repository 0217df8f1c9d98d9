extension SchemaText {
  static let coreV1NodeStatus = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type NodeStatus -- What was last observed of a node.
      addresses [NodeAddress] map=type merge=type -- The node's addresses and names.
      allocatable {quantity} -- The resources that pods can use.
      capacity {quantity} -- The resources there are.
      conditions [NodeCondition] map=type merge=type -- The node's conditions, such as Ready and MemoryPressure.
      config NodeConfigStatus -- No longer used.
      daemonEndpoints NodeDaemonEndpoints -- The ports of the node's daemons.
      declaredFeatures [string] -- Features of the node that scheduling depends on.
      features NodeFeatures -- What the container runtime can do.
      images [ContainerImage] -- The images on the node.
      nodeInfo NodeSystemInfo -- Versions and ids.
      phase string enum=Pending|Running|Terminated -- No longer used.
      runtimeHandlers [NodeRuntimeHandler] -- The runtime handlers there are.
      volumesAttached [AttachedVolume] -- Volumes that are attached.
      volumesInUse [string] -- Attached volumes that are mounted.

    type AttachedVolume -- A volume attached to a node.
      devicePath! string -- The device.
      name! string -- The volume.

    type ContainerImage -- An image on a node.
      names [string] -- The names it is known by.
      sizeBytes int64 -- Its size.

    type DaemonEndpoint -- The port of a daemon.
      Port! int32 -- The port.

    type NodeAddress -- An address of a node.
      address! string -- The address.
      type! string -- Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.

    type NodeCondition -- One aspect of a node's state.
      lastHeartbeatTime time -- When the condition was last reported.
      lastTransitionTime time -- When the condition last changed from one status to another.
      message string -- Details for people.
      reason string -- A short reason in camel case, for programs.
      status! string -- True, False or Unknown.
      type! string -- The condition's name.

    type NodeConfigStatus -- No longer used.
      active NodeConfigSource
      assigned NodeConfigSource
      error string
      lastKnownGood NodeConfigSource

    type NodeDaemonEndpoints -- The ports of a node's daemons.
      kubeletEndpoint DaemonEndpoint -- The kubelet's.

    type NodeFeatures -- What the container runtime can do.
      supplementalGroupsPolicy bool? -- Whether the policy on supplemental groups is supported.

    type NodeRuntimeHandler -- A runtime handler.
      features NodeRuntimeHandlerFeatures -- What it can do.
      name string -- Its name; empty for the default.

    type NodeRuntimeHandlerFeatures -- What a runtime handler can do.
      recursiveReadOnlyMounts bool? -- Whether mounts can be read-only all the way down.
      userNamespaces bool? -- Whether pods can have user namespaces.

    type NodeSwapStatus -- The node's swap.
      capacity int64? -- Its size in bytes.

    type NodeSystemInfo -- Versions and ids of a node.
      architecture! string -- The processor's architecture.
      bootID! string -- The id of the last boot.
      containerRuntimeVersion! string -- The container runtime, as name://version.
      kernelVersion! string -- The kernel's version.
      kubeProxyVersion! string -- No longer used.
      kubeletVersion! string -- The kubelet's version.
      machineID! string -- The machine's id.
      operatingSystem! string -- The operating system: linux or windows.
      osImage! string -- The operating system's name and version.
      swap NodeSwapStatus -- The node's swap.
      systemUUID! string -- The id from the firmware.
    """)
}
