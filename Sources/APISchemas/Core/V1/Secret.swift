extension SchemaText {
  static let coreV1Secret = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource secrets Secret singular=secret namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Type string -- The type.
      column Data string -- The number of entries.
      column Age string -- How long ago the object was created.
      label type
    kind Secret -- Confidential data; at most 1 MiB.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      data {bytes} #2 -- The entries, as base64.
      immutable bool? #5 -- True: the entries can't be changed any more.
      stringData {string} #4 -- Entries as plain text, for writing only; they win over data.
      type string #3 -- What the secret is for; some types demand certain keys. Opaque by default.
    """)
}
