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
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ServiceSpec #2 -- What is wanted.
      status ServiceStatus #3 -- What was last observed; written by the system.

    type ServiceSpec -- How a service leads to its pods.
      allocateLoadBalancerNodePorts bool? #20 -- Whether a load balancer gets node ports; true by default.
      clusterIP string #3 -- The address; chosen by the system unless given, None for a headless service. It can't be changed.
      clusterIPs [string] #18 -- The addresses, at most one of each family; the first equals clusterIP.
      externalIPs [string] #5 -- Addresses outside the cluster's care whose traffic the nodes take too.
      externalName string #10 -- The DNS name that the service is an alias of; only for type ExternalName.
      externalTrafficPolicy string #11 enum=Cluster|Local
          | Cluster (the default) sends outside traffic to any pod, Local only to pods of the node.
      healthCheckNodePort int32 #12 -- The port that tells a load balancer which nodes have pods; with Local.
      internalTrafficPolicy string? #22 enum=Cluster|Local
          | Cluster (the default) sends inside traffic to any pod, Local only to pods of the node.
      ipFamilies [string] #19 -- The address families, IPv4 or IPv6, in order.
      ipFamilyPolicy string? #17 enum=PreferDualStack|RequireDualStack|SingleStack -- SingleStack, PreferDualStack or RequireDualStack.
      loadBalancerClass string? #21 -- The load balancer implementation to use.
      loadBalancerIP string #8 -- The address wanted of the load balancer; deprecated.
      loadBalancerSourceRanges [string] #9 -- Who may use the load balancer; everybody by default.
      ports [ServicePort] #1 map=port,protocol merge=port -- The ports.
      publishNotReadyAddresses bool #13 -- Whether pods that aren't ready are included.
      selector {string} #2 atomic -- Labels of the pods; none when the addresses are managed by others.
      sessionAffinity string #7 enum=ClientIP|None -- ClientIP keeps a client at one pod; None by default.
      sessionAffinityConfig SessionAffinityConfig #14 -- Settings of the session affinity.
      trafficDistribution string? #23 -- Which pods are preferred, such as PreferSameZone or PreferSameNode.
      type string #4 enum=ClusterIP|ExternalName|LoadBalancer|NodePort -- ClusterIP (the default), NodePort, LoadBalancer or ExternalName.

    type ServicePort -- A port of a service.
      appProtocol string? #6 -- The application's protocol, for those it may help.
      name string #1 -- The name; required with more than one port.
      nodePort int32 #5 -- The port on every node, for NodePort and LoadBalancer; chosen by the system unless given.
      port! int32 #3 -- The service's port.
      protocol string #2 enum=SCTP|TCP|UDP default="TCP" -- TCP (the default), UDP or SCTP.
      targetPort intOrString #4 -- The port of the pods, or its name; the same as port by default.

    type ServiceStatus -- The state of a service.
      conditions [meta.Condition] #2 map=type merge=type -- The service's conditions.
      loadBalancer LoadBalancerStatus #1 -- The state of the load balancer.

    type SessionAffinityConfig -- Settings of the session affinity.
      clientIP ClientIPConfig #1 -- For ClientIP.

    type ClientIPConfig -- Settings of the affinity by client address.
      timeoutSeconds int32? #1 -- How long a client stays at its pod; 3 hours by default, at most a day.

    type LoadBalancerStatus -- The state of a load balancer.
      ingress [LoadBalancerIngress] #1 -- Where traffic comes in.

    type LoadBalancerIngress -- A point where traffic comes in.
      hostname string #2 -- The name.
      ip string #1 -- The address.
      ipMode string? #3 -- VIP or Proxy: whether packets keep that address.
      ports [PortStatus] #4 -- The state of the ports.

    type PortStatus -- The state of a load balancer's port.
      error string? #3 -- What is wrong with it.
      port! int32 #1 -- The port.
      protocol! string #2 enum=SCTP|TCP|UDP -- TCP, UDP or SCTP.
    """)
}
