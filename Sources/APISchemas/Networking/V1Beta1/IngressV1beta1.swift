extension SchemaText {
  static let networkingV1beta1Ingress = SchemaText(
    group: "networking.k8s.io", version: "v1beta1", package: "io.k8s.api.networking.v1beta1",
    """
    resource ingresses Ingress singular=ingress namespaced stored=networking.k8s.io/v1
    kind Ingress -- Leads requests from outside to services, by host name and path.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec IngressSpec #2 -- What is wanted.
      status networking.IngressStatus #3 -- What was last observed; written by the system.

    type IngressSpec -- What is wanted of an ingress.
      backend IngressBackend #1 -- Where requests go that no rule is for; that of the controller when unset.
      ingressClassName string? #4 -- The class of the controller that serves the ingress.
      rules [IngressRule] #3 -- The rules, by host name.
      tls [networking.IngressTLS] #2 -- The certificates; TLS is spoken on port 443.

    type IngressBackend -- Where requests go: a service's port or an object.
      resource core.TypedLocalObjectReference #3 -- An object of the same namespace; without a service.
      serviceName string #1 -- The service's name.
      servicePort intOrString #2 -- The service's port, by number or by name.

    type IngressRule -- Where the requests for a host go.
      host string #1 -- The host name, such as example.com or *.example.com; any when empty.
      http HTTPIngressRuleValue #2.1 -- The paths.

    type HTTPIngressRuleValue -- The paths of a host.
      paths! [HTTPIngressPath] #1 -- The paths; the longest that matches counts.

    type HTTPIngressPath -- Where the requests for a path go.
      backend! IngressBackend #2 -- Where they go.
      path string #1 -- The path; it starts with a slash.
      pathType string? #3 -- How paths are compared: Exact, Prefix, or ImplementationSpecific, which is the default.
    """)
}
