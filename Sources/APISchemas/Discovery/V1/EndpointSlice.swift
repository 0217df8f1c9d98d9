extension SchemaText {
  static let discoveryV1EndpointSlice = SchemaText(
    group: "discovery.k8s.io", version: "v1", package: "io.k8s.api.discovery.v1",
    """
    resource endpointslices EndpointSlice singular=endpointslice namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column AddressType string -- The sort of address.
      column Ports string -- The ports.
      column Endpoints string -- The addresses.
      column Age string -- How long ago the object was created.
    kind EndpointSlice -- A part of the addresses behind a service.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      addressType! string #4 -- The sort of address: IPv4, IPv6 or FQDN. It can't be changed.
      endpoints [Endpoint] #2 -- The addresses; at most 1000.
      ports [EndpointPort] #3 -- The ports that all of them share.

    type Endpoint -- One target behind a service.
      addresses! [string] #1 set -- Its addresses; all stand for the same target.
      conditions EndpointConditions #2 -- Its state.
      deprecatedTopology {string} #5 -- Topology in the former version; for reading only.
      hints EndpointHints #8 -- Who should use it.
      hostname string? #3 -- Its host name.
      nodeName string? #6 -- Its node.
      targetRef core.ObjectReference #4 -- The object, usually a pod.
      zone string? #7 -- Its zone.

    type EndpointConditions -- The state of a target.
      ready bool? #1 -- Whether it takes new connections.
      serving bool? #2 -- As ready, and also true while it terminates and still answers.
      terminating bool? #3 -- Whether it is going away.

    type EndpointHints -- Who should use a target.
      forNodes [ForNode] #2 -- The nodes.
      forZones [ForZone] #1 -- The zones.

    type EndpointPort atomic -- A port behind a service.
      appProtocol string? #4 -- The application's protocol.
      name string? #1 -- The name, as in the service.
      port int32? #3 -- The port; all when unset.
      protocol string? #2 enum=SCTP|TCP|UDP -- TCP (the default), UDP or SCTP.

    type ForNode -- A node.
      name! string #1 -- The node's name.

    type ForZone -- A zone.
      name! string #1 -- The zone's name.
    """)
}
