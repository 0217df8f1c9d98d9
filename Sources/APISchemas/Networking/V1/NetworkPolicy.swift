extension SchemaText {
  static let networkingV1NetworkPolicy = SchemaText(
    group: "networking.k8s.io", version: "v1", package: "io.k8s.api.networking.v1",
    """
    resource networkpolicies NetworkPolicy singular=networkpolicy namespaced short=netpol
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Pod-Selector string -- The labels that select the pods.
      column Age string -- How long ago the object was created.
    kind NetworkPolicy -- Which traffic a set of pods may take and send.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec NetworkPolicySpec #2 -- What is wanted.

    type NetworkPolicySpec -- Which traffic is allowed; what no policy for a pod allows is dropped once there is one.
      egress [NetworkPolicyEgressRule] #3 -- What the pods may send; nothing when empty.
      ingress [NetworkPolicyIngressRule] #2 -- What the pods may take; nothing when empty.
      podSelector meta.LabelSelector #1 -- The pods; an empty one means all of the namespace.
      policyTypes [string] #4 -- The directions the policy is about: Ingress, and Egress when there are rules for it, by default.

    type NetworkPolicyIngressRule -- What pods may take; source and port both match.
      from [NetworkPolicyPeer] #2 -- The sources; all by default.
      ports [NetworkPolicyPort] #1 -- The ports; all by default.

    type NetworkPolicyEgressRule -- What pods may send; destination and port both match.
      ports [NetworkPolicyPort] #1 -- The ports; all by default.
      to [NetworkPolicyPeer] #2 -- The destinations; all by default.

    type NetworkPolicyPort -- A port, or a range of ports.
      endPort int32? #3 -- The last port of a range that starts at port.
      port intOrString #2 -- The port's number, or its name in the pods; all by default.
      protocol string? #1 enum=SCTP|TCP|UDP -- TCP (the default), UDP or SCTP.

    type NetworkPolicyPeer -- The other side of the traffic: pods, or a range of addresses.
      ipBlock IPBlock #3 -- A range of addresses.
      namespaceSelector meta.LabelSelector #2 -- The namespaces of the pods; that of the policy by default.
      podSelector meta.LabelSelector #1 -- The pods; all of the namespaces by default.

    type IPBlock -- A range of addresses.
      cidr! string #1 -- The range, such as 192.168.1.0/24.
      except [string] #2 -- Ranges inside it that don't belong.
    """)
}
