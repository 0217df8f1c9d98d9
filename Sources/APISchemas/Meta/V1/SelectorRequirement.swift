extension SchemaText {
  static let metaV1SelectorRequirement = SchemaText(
    group: "", version: "v1", package: "io.k8s.apimachinery.pkg.apis.meta.v1",
    """
    type FieldSelectorRequirement -- One requirement on a field.
      key! string #1 -- The field, in the form of field selectors.
      operator! string #2 -- In, NotIn, Exists or DoesNotExist.
      values [string] #3 -- What is compared with; empty for Exists and DoesNotExist.

    type GroupResource -- A resource of a group, whatever the version.
      group! string #1 -- The group.
      resource! string #2 -- The resource.
    """)
}
