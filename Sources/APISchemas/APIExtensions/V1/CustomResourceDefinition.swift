extension SchemaText {
  static let apiextensionsV1CustomResourceDefinition = SchemaText(
    group: "apiextensions.k8s.io", version: "v1", package: "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1",
    """
    resource customresourcedefinitions CustomResourceDefinition singular=customresourcedefinition short=crd,crds categories=api-extensions
      subresource status apiextensions.k8s.io/v1:CustomResourceDefinition get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Created_At date -- When the object was created.
    kind CustomResourceDefinition -- A resource that the API serves in addition to the built-in ones. Its name is names.plural, a dot and
      | the group.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CustomResourceDefinitionSpec #2 -- What is wanted.
      status CustomResourceDefinitionStatus #3 -- What was last observed; written by the system.

    type CustomResourceDefinitionSpec -- What a custom resource is called, and how it looks in each of its versions.
      conversion CustomResourceConversion #9 -- How objects are turned from one version into another.
      group! string #1 -- The API group; the resource is served under /apis/ and this name.
      names! CustomResourceDefinitionNames #3 -- What the resource and its kind are called.
      preserveUnknownFields bool #10 -- Deprecated; must be false. Use x-kubernetes-preserve-unknown-fields in the schema.
      scope! string #4 -- Cluster or Namespaced.
      versions! [CustomResourceDefinitionVersion] #7 -- The versions, in order of precedence where their names don't give one; exactly one
        | is stored.

    type CustomResourceDefinitionNames -- The names of a resource and its kind.
      categories [string] #6 -- Groups of resources, such as all, that list this one too.
      kind! string #4 -- The kind of the objects, in camel case and singular.
      listKind string #5 -- The kind of a list of them; kind and List by default.
      plural! string #1 -- The name in URLs; lower case and plural.
      shortNames [string] #3 -- Shorter names for the command line.
      singular string #2 -- The name of one; the kind in lower case by default.

    type CustomResourceDefinitionVersion -- One version of a custom resource.
      additionalPrinterColumns [CustomResourceColumnDefinition] #6 -- Columns of the table that the objects are printed as; Age alone by
        | default.
      deprecated bool #7 -- Whether requests of this version are answered with a warning.
      deprecationWarning string? #8 -- The warning, in place of the usual one.
      name! string #1 -- The version's name, such as v1 or v2beta1.
      schema CustomResourceValidation #4 -- What objects look like: checked, pruned and defaulted by it.
      selectableFields [SelectableField] #9 -- Fields that field selectors may name; at most 8.
      served! bool #2 -- Whether requests of this version are answered.
      storage! bool #3 -- Whether objects are stored in this version.
      subresources CustomResourceSubresources #5 -- The parts of objects that have URLs of their own.

    type CustomResourceColumnDefinition -- A column of a table.
      description string #4 -- What the column shows.
      format string #3 -- An OpenAPI format; name marks the column that identifies the object.
      jsonPath! string #6 -- Where the value is in the object, as a simple JSON path.
      name! string #1 -- The heading.
      priority int32 #5 -- 0 is always shown, more only in wide output.
      type! string #2 -- An OpenAPI type: integer, number, string, boolean or date.

    type SelectableField -- A field that field selectors may name.
      jsonPath! string #1 -- Where it is, as a simple JSON path without lists; a string, boolean or integer.

    type CustomResourceSubresources -- The parts of objects that have URLs of their own.
      scale CustomResourceSubresourceScale #2 -- A scale subresource, in the form of autoscaling/v1.
      status CustomResourceSubresourceStatus #1 -- A status subresource: status is written through it alone, and spec isn't.

    type CustomResourceSubresourceScale -- Where a scale subresource finds its values.
      labelSelectorPath string? #3 -- Where the selector is, in text form; needed by a HorizontalPodAutoscaler. Under .status or .spec.
      specReplicasPath! string #1 -- Where the wanted number is; under .spec.
      statusReplicasPath! string #2 -- Where the observed number is; under .status.

    type CustomResourceSubresourceStatus -- A status subresource; has no settings.

    type CustomResourceDefinitionStatus -- What has become of a definition.
      acceptedNames CustomResourceDefinitionNames #2 -- The names that are served; they may differ from the wanted ones when those are
        | taken.
      conditions [CustomResourceDefinitionCondition] #1 map=type -- The definition's conditions, such as NamesAccepted and Established.
      observedGeneration int64 #4 -- The metadata.generation that this reflects.
      storedVersions [string] #3 -- The versions that objects may still be stored in; one is removed when none is, and the last can't be.

    type CustomResourceDefinitionCondition -- One aspect of a definition's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      observedGeneration int64 #6 -- The metadata.generation that this reflects.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.
    """)
}
