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
      metadata meta.ObjectMeta -- Standard object metadata.
      data {bytes} -- The entries, as base64.
      immutable bool? -- True: the entries can't be changed any more.
      stringData {string} -- Entries as plain text, for writing only; they win over data.
      type string -- What the secret is for; some types demand certain keys. Opaque by default.
    """)
}
