extension SchemaText {
  static let discoveryV1beta1EndpointSlice = SchemaText(
    group: "discovery.k8s.io", version: "v1beta1", package: "io.k8s.api.discovery.v1beta1",
    """
    resource endpointslices EndpointSlice singular=endpointslice namespaced stored=discovery.k8s.io/v1
    kind EndpointSlice -- A part of the addresses behind a service.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      addressType! string #4 -- The sort of address: IPv4, IPv6 or FQDN. It can't be changed.
      endpoints [Endpoint] #2 -- The addresses; at most 1000.
      ports [discovery.EndpointPort] #3 -- The ports that all of them share.

    type Endpoint -- One target behind a service.
      addresses! [string] #1 set -- Its addresses; all stand for the same target.
      conditions discovery.EndpointConditions #2 -- Its state.
      hints discovery.EndpointHints #7 -- Who should use it.
      hostname string? #3 -- Its host name.
      nodeName string? #6 -- Its node.
      targetRef core.ObjectReference #4 -- The object, usually a pod.
      topology {string} #5 -- Where it is, by topology key.
    """)
}
