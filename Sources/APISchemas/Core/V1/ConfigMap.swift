extension SchemaText {
  static let coreV1ConfigMap = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource configmaps ConfigMap singular=configmap namespaced short=cm
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Data string -- The number of entries.
      column Age string -- How long ago the object was created.
    kind ConfigMap -- Configuration for pods to consume.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      binaryData {bytes} #3 -- Entries of any bytes, as base64.
      data {string} #2 -- Entries of text.
      immutable bool? #4 -- True: the entries can't be changed any more.
    """)
}
