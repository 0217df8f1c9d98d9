extension SchemaText {
  static let coreV1Endpoints = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource endpoints Endpoints singular=endpoints namespaced short=ep deprecated=1.33,discovery.k8s.io/v1,EndpointSlice
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Endpoints string -- The addresses.
      column Age string -- How long ago the object was created.
    kind Endpoints -- The addresses behind a service; replaced by EndpointSlice.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      subsets [EndpointSubset] #2 -- Addresses with the ports they share.

    type EndpointSubset -- Addresses with the ports they share.
      addresses [EndpointAddress] #1 -- Addresses that are ready.
      notReadyAddresses [EndpointAddress] #2 -- Addresses that are not ready.
      ports [EndpointPort] #3 -- The ports.

    type EndpointAddress atomic -- An address behind a service.
      hostname string #3 -- The host name.
      ip! string #1 -- The address.
      nodeName string? #4 -- The node.
      targetRef ObjectReference #2 -- The object, usually a pod.

    type EndpointPort atomic -- A port behind a service.
      appProtocol string? #4 -- The application's protocol.
      name string #1 -- The name, as in the service.
      port! int32 #2 -- The port.
      protocol string #3 enum=SCTP|TCP|UDP -- TCP, UDP or SCTP.
    """)
}
