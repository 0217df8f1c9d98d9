extension SchemaText {
  static let networkingV1Ingress = SchemaText(
    group: "networking.k8s.io", version: "v1", package: "io.k8s.api.networking.v1",
    """
    resource ingresses Ingress singular=ingress namespaced short=ing
      subresource status networking.k8s.io/v1:Ingress get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Class string -- The ingress class.
      column Hosts string -- The host names.
      column Address string -- The addresses reachable from outside.
      column Ports string -- The ports.
      column Age string -- How long ago the object was created.
    kind Ingress -- Leads requests from outside to services, by host name and path.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec IngressSpec #2 -- What is wanted.
      status IngressStatus #3 -- What was last observed; written by the system.

    type IngressSpec -- What is wanted of an ingress.
      defaultBackend IngressBackend #1 -- Where requests go that no rule is for; that of the controller when unset.
      ingressClassName string? #4 -- The class of the controller that serves the ingress.
      rules [IngressRule] #3 -- The rules, by host name.
      tls [IngressTLS] #2 -- The certificates; TLS is spoken on port 443.

    type IngressBackend -- Where requests go; exactly one of the two is set.
      resource core.TypedLocalObjectReference #3 -- An object of the same namespace.
      service IngressServiceBackend #4 -- A service.

    type IngressServiceBackend -- A port of a service.
      name! string #1 -- The service's name.
      port ServiceBackendPort #2 -- The port.

    type ServiceBackendPort atomic -- A port, by name or by number.
      name string #1 -- The port's name.
      number int32 #2 -- The port's number.

    type IngressRule -- Where the requests for a host go.
      host string #1 -- The host name, such as example.com or *.example.com; any when empty.
      http HTTPIngressRuleValue #2.1 -- The paths.

    type HTTPIngressRuleValue -- The paths of a host.
      paths! [HTTPIngressPath] #1 -- The paths; the longest that matches counts.

    type HTTPIngressPath -- Where the requests for a path go.
      backend! IngressBackend #2 -- Where they go.
      path string #1 -- The path; it starts with a slash.
      pathType! string #3
          | How paths are compared: Exact, Prefix (element by element), or ImplementationSpecific, as the class has it.

    type IngressTLS -- A certificate.
      hosts [string] #1 -- The host names it is for; all by default.
      secretName string #2 -- The secret with the certificate and its key.

    type IngressStatus -- What was last observed of an ingress.
      loadBalancer IngressLoadBalancerStatus #1 -- Where requests come in.

    type IngressLoadBalancerStatus -- Where requests come in.
      ingress [IngressLoadBalancerIngress] #1 -- The points.

    type IngressLoadBalancerIngress -- A point where requests come in.
      hostname string #2 -- The name.
      ip string #1 -- The address.
      ports [IngressPortStatus] #4 -- The state of the ports.

    type IngressPortStatus -- The state of a port.
      error string? #3 -- What is wrong with it.
      port! int32 #1 -- The port.
      protocol! string #2 enum=SCTP|TCP|UDP -- TCP, UDP or SCTP.

    resource ingressclasses IngressClass singular=ingressclass
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Controller string -- The controller that serves the class.
      column Parameters string -- The object with settings for the controller.
      column Age string -- How long ago the object was created.
    kind IngressClass -- A sort of ingress, and the controller that serves it.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec IngressClassSpec #2 -- What is wanted.

    type IngressClassSpec -- What is wanted of an ingress class.
      controller string #1 -- The controller, as example.com/name. It can't be changed.
      parameters IngressClassParametersReference #2 -- The object with settings for the controller.

    type IngressClassParametersReference -- An object with settings.
      apiGroup string? #1 -- The group of the kind; empty for the core group.
      kind! string #2 -- The kind.
      name! string #3 -- The object's name.
      namespace string? #5 -- The object's namespace; only with the scope Namespace.
      scope string? #4 -- Cluster (the default) or Namespace.
    """)
}
