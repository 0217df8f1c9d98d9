extension SchemaText {
  static let coreV1PodTemplate = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    resource podtemplates PodTemplate singular=podtemplate namespaced
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Containers string -- The names of the containers.
      column Images string -- The images of the containers.
      column Pod_Labels string -- The labels of the pods.
    kind PodTemplate -- A description of pods for others to make pods from.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      template PodTemplateSpec #2 -- The pods to make.
    """)
}
