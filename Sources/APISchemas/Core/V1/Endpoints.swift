extension SchemaText {
  static let coreV1Endpoints = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource endpoints Endpoints singular=endpoints namespaced short=ep
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Endpoints string -- The addresses.
      column Age string -- How long ago the object was created.
    kind Endpoints -- The addresses behind a service; replaced by EndpointSlice.
      metadata meta.ObjectMeta -- Standard object metadata.
      subsets [EndpointSubset] -- Addresses with the ports they share.

    type EndpointSubset -- Addresses with the ports they share.
      addresses [EndpointAddress] -- Addresses that are ready.
      notReadyAddresses [EndpointAddress] -- Addresses that are not ready.
      ports [EndpointPort] -- The ports.

    type EndpointAddress atomic -- An address behind a service.
      hostname string -- The host name.
      ip! string -- The address.
      nodeName string? -- The node.
      targetRef ObjectReference -- The object, usually a pod.

    type EndpointPort atomic -- A port behind a service.
      appProtocol string? -- The application's protocol.
      name string -- The name, as in the service.
      port! int32 -- The port.
      protocol string enum=SCTP|TCP|UDP -- TCP, UDP or SCTP.
    """)
}
