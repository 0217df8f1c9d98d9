extension SchemaText {
  static let admissionregistrationV1WebhookClientConfig = SchemaText(
    group: "admissionregistration.k8s.io", version: "v1", package: "io.k8s.api.admissionregistration.v1",
    """
    type WebhookClientConfig -- How a webhook is reached: by URL or by service, one of them.
      caBundle bytes #2 -- Certificates in PEM form that the webhook's certificate is checked with; the system's by default.
      service ServiceReference #1 -- The service to ask.
      url string? #3 -- An https URL with a host and no user, query or fragment.

    type ServiceReference -- A service of the cluster that offers a webhook.
      name! string #2 -- The service's name.
      namespace! string #1 -- The service's namespace.
      path string? #3 -- The path of the request.
      port int32? #4 -- The service's port, 443 by default.

    type RuleWithOperations -- Which requests are meant: operations on resources.
      apiGroups [string] #2.1 -- The groups of the resources; * alone means all.
      apiVersions [string] #2.2 -- The versions of the resources; * alone means all.
      operations [string] #1 -- CREATE, UPDATE, DELETE, CONNECT; * alone means all.
      resources [string] #2.3 -- Resources, subresources as pods/log; * means all resources, */* all subresources too.
      scope string #2.4 enum=*|Cluster|Namespaced -- Cluster, Namespaced, or * (the default) for both.

    type MatchCondition -- A condition in CEL.
      expression! string #2 -- A CEL expression that must be true; object, oldObject, request and authorizer are known to it.
      name! string #1 -- The condition's name; a qualified name.
    """)
}
