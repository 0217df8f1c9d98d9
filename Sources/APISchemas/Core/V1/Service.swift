extension SchemaText {
  static let coreV1Service = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource services Service singular=service namespaced short=svc categories=all
      subresource proxy v1:ServiceProxyOptions create,delete,get,patch,update
      subresource status v1:Service get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Type string -- The type.
      column Cluster-IP string -- The address inside the cluster.
      column External-IP string -- The addresses reachable from outside.
      column Port(s) string -- The ports, with node ports.
      column Age string -- How long ago the object was created.
      column Selector string wide -- The labels that select the pods.
      label spec.clusterIP
      label spec.type
    kind Service -- A name and address for a set of pods.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec ServiceSpec -- What is wanted.
      status ServiceStatus -- What was last observed; written by the system.

    type ServiceSpec -- How a service leads to its pods.
      allocateLoadBalancerNodePorts bool? -- Whether a load balancer gets node ports; true by default.
      clusterIP string -- The address; chosen by the system unless given, None for a headless service. It can't be changed.
      clusterIPs [string] -- The addresses, at most one of each family; the first equals clusterIP.
      externalIPs [string] -- Addresses outside the cluster's care whose traffic the nodes take too.
      externalName string -- The DNS name that the service is an alias of; only for type ExternalName.
      externalTrafficPolicy string enum=Cluster|Local
          | Cluster (the default) sends outside traffic to any pod, Local only to pods of the node.
      healthCheckNodePort int32 -- The port that tells a load balancer which nodes have pods; with Local.
      internalTrafficPolicy string? enum=Cluster|Local
          | Cluster (the default) sends inside traffic to any pod, Local only to pods of the node.
      ipFamilies [string] -- The address families, IPv4 or IPv6, in order.
      ipFamilyPolicy string? enum=PreferDualStack|RequireDualStack|SingleStack -- SingleStack, PreferDualStack or RequireDualStack.
      loadBalancerClass string? -- The load balancer implementation to use.
      loadBalancerIP string -- The address wanted of the load balancer; deprecated.
      loadBalancerSourceRanges [string] -- Who may use the load balancer; everybody by default.
      ports [ServicePort] map=port,protocol merge=port -- The ports.
      publishNotReadyAddresses bool -- Whether pods that aren't ready are included.
      selector {string} atomic -- Labels of the pods; none when the addresses are managed by others.
      sessionAffinity string enum=ClientIP|None -- ClientIP keeps a client at one pod; None by default.
      sessionAffinityConfig SessionAffinityConfig -- Settings of the session affinity.
      trafficDistribution string? -- Which pods are preferred, such as PreferSameZone or PreferSameNode.
      type string enum=ClusterIP|ExternalName|LoadBalancer|NodePort -- ClusterIP (the default), NodePort, LoadBalancer or ExternalName.

    type ServicePort -- A port of a service.
      appProtocol string? -- The application's protocol, for those it may help.
      name string -- The name; required with more than one port.
      nodePort int32 -- The port on every node, for NodePort and LoadBalancer; chosen by the system unless given.
      port! int32 -- The service's port.
      protocol string enum=SCTP|TCP|UDP default="TCP" -- TCP (the default), UDP or SCTP.
      targetPort intOrString -- The port of the pods, or its name; the same as port by default.

    type ServiceStatus -- The state of a service.
      conditions [meta.Condition] map=type merge=type -- The service's conditions.
      loadBalancer LoadBalancerStatus -- The state of the load balancer.

    type SessionAffinityConfig -- Settings of the session affinity.
      clientIP ClientIPConfig -- For ClientIP.

    type ClientIPConfig -- Settings of the affinity by client address.
      timeoutSeconds int32? -- How long a client stays at its pod; 3 hours by default, at most a day.

    type LoadBalancerStatus -- The state of a load balancer.
      ingress [LoadBalancerIngress] -- Where traffic comes in.

    type LoadBalancerIngress -- A point where traffic comes in.
      hostname string -- The name.
      ip string -- The address.
      ipMode string? -- VIP or Proxy: whether packets keep that address.
      ports [PortStatus] -- The state of the ports.

    type PortStatus -- The state of a load balancer's port.
      error string? -- What is wrong with it.
      port! int32 -- The port.
      protocol! string enum=SCTP|TCP|UDP -- TCP, UDP or SCTP.
    """)
}
