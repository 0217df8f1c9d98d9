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
      metadata meta.ObjectMeta -- Standard object metadata.
      addressType! string -- The sort of address: IPv4, IPv6 or FQDN. It can't be changed.
      endpoints [Endpoint] -- The addresses; at most 1000.
      ports [EndpointPort] -- The ports that all of them share.

    type Endpoint -- One target behind a service.
      addresses! [string] set -- Its addresses; all stand for the same target.
      conditions EndpointConditions -- Its state.
      deprecatedTopology {string} -- Topology in the former version; for reading only.
      hints EndpointHints -- Who should use it.
      hostname string? -- Its host name.
      nodeName string? -- Its node.
      targetRef core.ObjectReference -- The object, usually a pod.
      zone string? -- Its zone.

    type EndpointConditions -- The state of a target.
      ready bool? -- Whether it takes new connections.
      serving bool? -- As ready, and also true while it terminates and still answers.
      terminating bool? -- Whether it is going away.

    type EndpointHints -- Who should use a target.
      forNodes [ForNode] -- The nodes.
      forZones [ForZone] -- The zones.

    type EndpointPort atomic -- A port behind a service.
      appProtocol string? -- The application's protocol.
      name string? -- The name, as in the service.
      port int32? -- The port; all when unset.
      protocol string? enum=SCTP|TCP|UDP -- TCP (the default), UDP or SCTP.

    type ForNode -- A node.
      name! string -- The node's name.

    type ForZone -- A zone.
      name! string -- The zone's name.
    """)
}
