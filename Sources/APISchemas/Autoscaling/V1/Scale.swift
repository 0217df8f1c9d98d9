extension SchemaText {
  static let autoscalingV1Scale = SchemaText(
    group: "autoscaling", version: "v1", package: "io.k8s.api.autoscaling.v1",
    """
    kind Scale -- The size of a scalable object.
      metadata meta.ObjectMeta -- Standard object metadata.
      spec ScaleSpec -- What is wanted.
      status ScaleStatus -- What was last observed; written by the system.

    type ScaleSpec -- The size that is wanted.
      replicas int32? default=0 -- How many.

    type ScaleStatus -- The size that there is.
      replicas! int32 -- How many.
      selector string -- The label selector of the pods, as text.
    """)
}
