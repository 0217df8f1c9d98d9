extension SchemaText {
  static let apiextensionsV1beta1CustomResourceDefinition = SchemaText(
    group: "apiextensions.k8s.io", version: "v1beta1", package: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1beta1",
    """
    resource customresourcedefinitions CustomResourceDefinition singular=customresourcedefinition stored=apiextensions.k8s.io/v1
    kind CustomResourceDefinition -- A resource that the API serves in addition to the built-in ones. Its name is names.plural, a dot and
      | the group.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CustomResourceDefinitionSpec #2 -- What is wanted.
      status apiextensions.CustomResourceDefinitionStatus #3 -- What was last observed; written by the system.

    type CustomResourceDefinitionSpec -- What a custom resource is called, and how it looks in each of its versions.
      additionalPrinterColumns [CustomResourceColumnDefinition] #8 -- Columns of the table that the objects of all versions are printed as.
      conversion CustomResourceConversion #9 -- How objects are turned from one version into another.
      group! string #1 -- The API group; the resource is served under /apis/ and this name.
      names! apiextensions.CustomResourceDefinitionNames #3 -- What the resource and its kind are called.
      preserveUnknownFields bool? #10 -- Whether fields that no schema names are kept; true by default.
      scope! string #4 -- Cluster or Namespaced.
      selectableFields [apiextensions.SelectableField] #11 -- Fields of all versions that field selectors may name.
      subresources apiextensions.CustomResourceSubresources #6 -- The parts of the objects of all versions that have URLs of their own.
      validation apiextensions.CustomResourceValidation #5 -- What objects of all versions look like.
      version string #2 -- The only version; versions says more.
      versions [CustomResourceDefinitionVersion] #7 -- The versions; exactly one is stored.

    type CustomResourceDefinitionVersion -- One version of a custom resource.
      additionalPrinterColumns [CustomResourceColumnDefinition] #6 -- Columns of the table that the objects are printed as.
      deprecated bool #7 -- Whether requests of this version are answered with a warning.
      deprecationWarning string? #8 -- The warning, in place of the usual one.
      name! string #1 -- The version's name, such as v1 or v2beta1.
      schema apiextensions.CustomResourceValidation #4 -- What objects look like.
      selectableFields [apiextensions.SelectableField] #9 -- Fields that field selectors may name.
      served! bool #2 -- Whether requests of this version are answered.
      storage! bool #3 -- Whether objects are stored in this version.
      subresources apiextensions.CustomResourceSubresources #5 -- The parts of objects that have URLs of their own.

    type CustomResourceColumnDefinition -- A column of a table.
      JSONPath! string #6 -- Where the value is in the object, as a simple JSON path.
      description string #4 -- What the column shows.
      format string #3 -- An OpenAPI format; name marks the column that identifies the object.
      name! string #1 -- The heading.
      priority int32 #5 -- 0 is always shown, more only in wide output.
      type! string #2 -- An OpenAPI type: integer, number, string, boolean or date.

    type CustomResourceConversion -- How objects are turned from one version into another.
      conversionReviewVersions [string] #3 -- The versions of ConversionReview that the webhook understands; v1beta1 by default.
      strategy! string #1 -- None changes apiVersion alone; Webhook asks a service.
      webhookClientConfig apiextensions.WebhookClientConfig #2 -- How the webhook is reached; required for Webhook.
    """)
}
