extension SchemaText {
  static let autoscalingV1Scale = SchemaText(
    group: "autoscaling", version: "v1", package: "io.k8s.api.autoscaling.v1",
    """
    kind Scale -- The size of a scalable object.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec ScaleSpec #2 -- What is wanted.
      status ScaleStatus #3 -- What was last observed; written by the system.

    type ScaleSpec -- The size that is wanted.
      replicas int32? #1 default=0 -- How many.

    type ScaleStatus -- The size that there is.
      replicas! int32 #1 -- How many.
      selector string #2 -- The label selector of the pods, as text.
    """)
}
