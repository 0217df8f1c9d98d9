extension SchemaText {
  static let coreV1Node = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource nodes Node singular=node short=no
      subresource proxy v1:NodeProxyOptions create,delete,get,patch,update
      subresource status v1:Node get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Status string -- The state in one word.
      column Roles string -- The roles that the node's labels name.
      column Age string -- How long ago the object was created.
      column Version string -- The version of the kubelet.
      column Internal-IP string wide -- The address inside the cluster's network.
      column External-IP string wide -- The address reachable from outside.
      column OS-Image string wide -- The operating system.
      column Kernel-Version string wide -- The kernel.
      column Container-Runtime string wide -- The container runtime and its version.
      label spec.unschedulable
    kind Node -- A machine that runs pods.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec NodeSpec #2 -- What is wanted.
      status NodeStatus #3 -- What was last observed; written by the system.

    type NodeSpec -- What is wanted of a node.
      configSource NodeConfigSource #6 -- No longer used.
      externalID string #2 -- No longer used.
      podCIDR string #1 -- The range of addresses for the node's pods.
      podCIDRs [string] #7 set merge -- The ranges of addresses for the node's pods, at most one of each family.
      providerID string #3 -- The node's id at the cloud provider.
      taints [Taint] #5 -- Taints that keep pods without a toleration away.
      unschedulable bool #4 -- Whether new pods are kept away; set by cordon.

    type Taint -- A mark that keeps pods away that don't tolerate it.
      effect! string #3 enum=NoExecute|NoSchedule|PreferNoSchedule
          | NoSchedule, PreferNoSchedule, or NoExecute, which evicts running pods too.
      key! string #1 -- The key.
      timeAdded time #4 -- When the taint was added.
      value string #2 -- The value.

    type NodeConfigSource -- No longer used.
      configMap ConfigMapNodeConfigSource #2

    type ConfigMapNodeConfigSource -- No longer used.
      kubeletConfigKey! string #5
      name! string #2
      namespace! string #1
      resourceVersion string #4
      uid string #3
    """)
}
