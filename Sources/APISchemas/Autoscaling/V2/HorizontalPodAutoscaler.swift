extension SchemaText {
  static let autoscalingV2HorizontalPodAutoscaler = SchemaText(
    group: "autoscaling", version: "v2", package: "io.k8s.api.autoscaling.v2",
    """
    resource horizontalpodautoscalers HorizontalPodAutoscaler singular=horizontalpodautoscaler namespaced short=hpa categories=all
      subresource status autoscaling/v2:HorizontalPodAutoscaler get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Reference string -- What is scaled.
      column Targets string -- What each metric is, and what it should be.
      column MinPods string -- The fewest pods.
      column MaxPods string -- The most pods.
      column Replicas string -- How many pods there are.
      column Age string -- How long ago the object was created.
    kind HorizontalPodAutoscaler -- Fits the number of pods to metrics.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! HorizontalPodAutoscalerSpec #2 -- What is wanted.
      status HorizontalPodAutoscalerStatus #3 -- What was last observed; written by the system.

    type HorizontalPodAutoscalerSpec -- What is wanted of an autoscaler.
      behavior HorizontalPodAutoscalerBehavior #5 -- How fast it scales up and down.
      maxReplicas! int32 #3 -- The most pods; not below minReplicas.
      metrics [MetricSpec] #4 -- What decides; the metric that asks for the most pods counts. 80 % of the processor by default.
      minReplicas int32? #2 -- The fewest pods; 1 by default.
      scaleTargetRef! CrossVersionObjectReference #1 -- What is scaled, through its scale subresource.

    type CrossVersionObjectReference -- An object of the same namespace, by kind and name.
      apiVersion string #3 -- The version of the kind.
      kind! string #1 -- The kind.
      name! string #2 -- The object's name.

    type HorizontalPodAutoscalerBehavior -- How fast an autoscaler scales.
      scaleDown HPAScalingRules #2 -- How fast down; to minReplicas within 15 seconds by default, after 5 minutes at rest.
      scaleUp HPAScalingRules #1 -- How fast up; by 4 pods or to double their number in 15 seconds by default, whichever is more.

    type HPAScalingRules -- How fast an autoscaler scales in one direction.
      policies [HPAScalingPolicy] #2 -- How much may change in a time.
      selectPolicy string? #1 -- Which policy counts: Max (the default), Min, or Disabled, which never scales in this direction.
      stabilizationWindowSeconds int32? #3
          | For how many seconds past recommendations count, so that the number of pods doesn't flap; at most 3600.
      tolerance quantity #4 -- How far a metric may be off, as a share, before anything is scaled.

    type HPAScalingPolicy -- How much an autoscaler may change in a time.
      periodSeconds! int32 #3 -- The time; from 1 to 1800 seconds.
      type! string #1 -- What value counts: Pods or Percent.
      value! int32 #2 -- How much; greater than zero.

    type MetricSpec -- One metric and its target.
      containerResource ContainerResourceMetricSource #7 -- For the type ContainerResource.
      external ExternalMetricSource #5 -- For the type External.
      object ObjectMetricSource #2 -- For the type Object.
      pods PodsMetricSource #3 -- For the type Pods.
      resource ResourceMetricSource #4 -- For the type Resource.
      type! string #1 -- The sort of metric: Resource, ContainerResource, Pods, Object or External.

    type ResourceMetricSource -- A resource, such as cpu, of all containers of the pods.
      name! string #1 -- The resource.
      target! MetricTarget #2 -- What it should be.

    type ContainerResourceMetricSource -- A resource of one container of the pods.
      container! string #3 -- The container.
      name! string #1 -- The resource.
      target! MetricTarget #2 -- What it should be.

    type PodsMetricSource -- A metric of each pod.
      metric! MetricIdentifier #1 -- The metric.
      target! MetricTarget #2 -- What it should be.

    type ObjectMetricSource -- A metric of one object.
      describedObject! CrossVersionObjectReference #1 -- The object.
      metric! MetricIdentifier #3 -- The metric.
      target! MetricTarget #2 -- What it should be.

    type ExternalMetricSource -- A metric of something outside the cluster.
      metric! MetricIdentifier #1 -- The metric.
      target! MetricTarget #2 -- What it should be.

    type MetricIdentifier -- A metric, by name and labels.
      name! string #1 -- The name.
      selector meta.LabelSelector #2 -- Labels that narrow it down.

    type MetricTarget -- What a metric should be.
      averageUtilization int32? #4 -- The average over the pods, in percent of what they request.
      averageValue quantity #3 -- The average over the pods.
      type! string #1 -- Which of the others counts: Utilization, Value or AverageValue.
      value quantity #2 -- The value.
    """)

  static let autoscalingV2HorizontalPodAutoscalerStatus = SchemaText(
    group: "autoscaling", version: "v2", package: "io.k8s.api.autoscaling.v2",
    """
    type HorizontalPodAutoscalerStatus -- What was last observed of an autoscaler.
      conditions [HorizontalPodAutoscalerCondition] #6 map=type merge=type
          | The autoscaler's conditions: AbleToScale, ScalingActive and ScalingLimited.
      currentMetrics [MetricStatus] #5 -- What the metrics are.
      currentReplicas int32 #3 -- How many pods there are.
      desiredReplicas! int32 #4 -- How many pods there should be.
      lastScaleTime time #2 -- When the number of pods was last changed.
      observedGeneration int64? #1 -- The metadata.generation that this reflects.

    type HorizontalPodAutoscalerCondition -- One aspect of an autoscaler's state.
      lastTransitionTime time #3 -- When the condition last changed from one status to another.
      message string #5 -- Details for people.
      reason string #4 -- A short reason in camel case, for programs.
      status! string #2 -- True, False or Unknown.
      type! string #1 -- The condition's name.

    type MetricStatus -- What one metric is.
      containerResource ContainerResourceMetricStatus #7 -- For the type ContainerResource.
      external ExternalMetricStatus #5 -- For the type External.
      object ObjectMetricStatus #2 -- For the type Object.
      pods PodsMetricStatus #3 -- For the type Pods.
      resource ResourceMetricStatus #4 -- For the type Resource.
      type! string #1 -- The sort of metric: Resource, ContainerResource, Pods, Object or External.

    type ResourceMetricStatus -- What a resource of the pods is.
      current! MetricValueStatus #2 -- What it is.
      name! string #1 -- The resource.

    type ContainerResourceMetricStatus -- What a resource of one container of the pods is.
      container! string #3 -- The container.
      current! MetricValueStatus #2 -- What it is.
      name! string #1 -- The resource.

    type PodsMetricStatus -- What a metric of the pods is.
      current! MetricValueStatus #2 -- What it is.
      metric! MetricIdentifier #1 -- The metric.

    type ObjectMetricStatus -- What a metric of an object is.
      current! MetricValueStatus #2 -- What it is.
      describedObject! CrossVersionObjectReference #3 -- The object.
      metric! MetricIdentifier #1 -- The metric.

    type ExternalMetricStatus -- What a metric outside the cluster is.
      current! MetricValueStatus #2 -- What it is.
      metric! MetricIdentifier #1 -- The metric.

    type MetricValueStatus -- What a metric is.
      averageUtilization int32? #3 -- The average over the pods, in percent of what they request.
      averageValue quantity #2 -- The average over the pods.
      value quantity #1 -- The value.
    """)
}
