extension SchemaText {
  static let autoscalingV1HorizontalPodAutoscaler = SchemaText(
    group: "autoscaling", version: "v1", package: "io.k8s.api.autoscaling.v1",
    """
    resource horizontalpodautoscalers HorizontalPodAutoscaler singular=horizontalpodautoscaler namespaced stored=autoscaling/v2
    kind HorizontalPodAutoscaler -- Fits the number of pods to their use of the processor.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! HorizontalPodAutoscalerSpec #2 -- What is wanted.
      status HorizontalPodAutoscalerStatus #3 -- What was last observed; written by the system.

    type HorizontalPodAutoscalerSpec -- What is wanted of an autoscaler.
      maxReplicas! int32 #3 -- The most pods; not below minReplicas.
      minReplicas int32? #2 -- The fewest pods; 1 by default.
      scaleTargetRef! CrossVersionObjectReference #1 -- What is scaled, through its scale subresource.
      targetCPUUtilizationPercentage int32? #4 -- How much of the requested processor time the pods should use on average.

    type HorizontalPodAutoscalerStatus -- What was last observed of an autoscaler.
      currentCPUUtilizationPercentage int32? #5 -- How much of the requested processor time the pods use on average.
      currentReplicas! int32 #3 -- How many pods there are.
      desiredReplicas! int32 #4 -- How many pods there should be.
      lastScaleTime time #2 -- When the number of pods was last changed.
      observedGeneration int64? #1 -- The metadata.generation that this reflects.

    type CrossVersionObjectReference atomic -- An object of the same namespace, by kind and name.
      apiVersion string #3 -- The version of the kind.
      kind! string #1 -- The kind.
      name! string #2 -- The object's name.
    """)
}
