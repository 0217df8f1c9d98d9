extension SchemaText {
  static let apiextensionsV1CustomResourceConversion = SchemaText(
    group: "apiextensions.k8s.io", version: "v1", package: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1",
    """
    type CustomResourceConversion -- How objects are turned from one version into another.
      strategy! string #1 -- None changes apiVersion alone; Webhook asks a service.
      webhook WebhookConversion #2 -- The service to ask; required for Webhook.

    type WebhookConversion -- A webhook that converts objects.
      clientConfig WebhookClientConfig #2 -- How it is reached; required.
      conversionReviewVersions! [string] #3 -- The versions of ConversionReview that it understands, the preferred one first.

    type WebhookClientConfig -- How a webhook is reached: by URL or by service, one of them.
      caBundle bytes #2 -- Certificates in PEM form that the webhook's certificate is checked with; the system's by default.
      service ServiceReference #1 -- The service to ask.
      url string? #3 -- An https URL with a host and no user, query or fragment.

    type ServiceReference -- A service of the cluster that offers a webhook.
      name! string #2 -- The service's name.
      namespace! string #1 -- The service's namespace.
      path string? #3 -- The path of the request.
      port int32? #4 -- The service's port, 443 by default.
    """)
}
