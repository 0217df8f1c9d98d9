import APIMachinery

/// In v2beta1 metrics have the flat form that version 1 keeps in annotations, and how fast it scales is kept in one.
enum HorizontalPodAutoscalerV2beta1 {
  private static let behavior = HorizontalPodAutoscalerConversion.behaviorAnnotation

  static let conversion = KindConversion(
    toStored: { object in
      object.edit("spec") { spec in map("metrics", in: &spec, AnnotatedMetric.toSpec) }
      object.edit("status") { status in map("currentMetrics", in: &status, AnnotatedMetric.toStatus) }
      takeBehavior(&object)
    },
    fromStored: { object in
      object.edit("spec") { spec in map("metrics", in: &spec, AnnotatedMetric.fromSpec) }
      object.edit("status") { status in map("currentMetrics", in: &status, AnnotatedMetric.fromStatus) }
      guard let value = object["spec"]?["behavior"] else { return }
      object[path: "spec", "behavior"] = nil
      object[path: "metadata", "annotations", behavior] = .string(JSON.text(value))
    })

  private static func map(_ key: String, in part: inout Value, _ change: (Value) -> Value) {
    if let metrics = part[key]?.array { part[key] = .array(metrics.map(change)) }
  }

  private static func takeBehavior(_ object: inout Value) {
    guard var annotations = object["metadata"]?["annotations"]?.object, let text = annotations[behavior]?.string else { return }
    annotations[behavior] = nil
    object["metadata"]?["annotations"] = annotations.isEmpty ? nil : .object(annotations)
    if let value = try? JSON.decode(text), value.object != nil { object[path: "spec", "behavior"] = value }
  }
}

extension SchemaText {
  static let autoscalingV2beta1HorizontalPodAutoscaler = SchemaText(
    group: "autoscaling", version: "v2beta1", package: "io.k8s.api.autoscaling.v2beta1",
    """
    resource horizontalpodautoscalers HorizontalPodAutoscaler singular=horizontalpodautoscaler namespaced stored=autoscaling/v2
    kind HorizontalPodAutoscaler -- Fits the number of pods to metrics.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec HorizontalPodAutoscalerSpec #2 -- What is wanted.
      status HorizontalPodAutoscalerStatus #3 -- What was last observed; written by the system.

    type HorizontalPodAutoscalerSpec -- What is wanted of an autoscaler.
      maxReplicas! int32 #3 -- The most pods; not below minReplicas.
      metrics [MetricSpec] #4 -- What decides; the metric that asks for the most pods counts.
      minReplicas int32? #2 -- The fewest pods; 1 by default.
      scaleTargetRef! CrossVersionObjectReference #1 -- What is scaled, through its scale subresource.

    type CrossVersionObjectReference -- An object of the same namespace, by kind and name.
      apiVersion string #3 -- The version of the kind.
      kind! string #1 -- The kind.
      name! string #2 -- The object's name.

    type MetricSpec -- One metric and its target.
      containerResource ContainerResourceMetricSource #7 -- For the type ContainerResource.
      external ExternalMetricSource #5 -- For the type External.
      object ObjectMetricSource #2 -- For the type Object.
      pods PodsMetricSource #3 -- For the type Pods.
      resource ResourceMetricSource #4 -- For the type Resource.
      type! string #1 -- The sort of metric: Resource, ContainerResource, Pods, Object or External.

    type ObjectMetricSource -- A metric of one object.
      averageValue quantity #5 -- What the average over the pods should be.
      metricName! string #2 -- The metric.
      selector meta.LabelSelector #4 -- Labels that narrow it down.
      target! CrossVersionObjectReference #1 -- The object.
      targetValue! quantity #3 -- What it should be.

    type PodsMetricSource -- A metric of each pod.
      metricName! string #1 -- The metric.
      selector meta.LabelSelector #3 -- Labels that narrow it down.
      targetAverageValue! quantity #2 -- What the average over the pods should be.

    type ResourceMetricSource -- A resource, such as cpu, of all containers of the pods.
      name! string #1 -- The resource.
      targetAverageUtilization int32? #2 -- What the average should be, in percent of what the pods request.
      targetAverageValue quantity #3 -- What the average should be.

    type ContainerResourceMetricSource -- A resource of one container of the pods.
      container! string #4 -- The container.
      name! string #1 -- The resource.
      targetAverageUtilization int32? #2 -- What the average should be, in percent of what the pods request.
      targetAverageValue quantity #3 -- What the average should be.

    type ExternalMetricSource -- A metric of something outside the cluster.
      metricName! string #1 -- The metric.
      metricSelector meta.LabelSelector #2 -- Labels that narrow it down.
      targetAverageValue quantity #4 -- What the average over the pods should be.
      targetValue quantity #3 -- What it should be.
    """)

  static let autoscalingV2beta1HorizontalPodAutoscalerStatus = SchemaText(
    group: "autoscaling", version: "v2beta1", package: "io.k8s.api.autoscaling.v2beta1",
    """
    type HorizontalPodAutoscalerStatus -- What was last observed of an autoscaler.
      conditions [HorizontalPodAutoscalerCondition] #6 -- The autoscaler's conditions.
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
      type! string #1 -- The sort of metric.

    type ObjectMetricStatus -- What a metric of an object is.
      averageValue quantity #5 -- The average over the pods.
      currentValue! quantity #3 -- The value.
      metricName! string #2 -- The metric.
      selector meta.LabelSelector #4 -- Labels that narrow it down.
      target! CrossVersionObjectReference #1 -- The object.

    type PodsMetricStatus -- What a metric of the pods is.
      currentAverageValue! quantity #2 -- The average over the pods.
      metricName! string #1 -- The metric.
      selector meta.LabelSelector #3 -- Labels that narrow it down.

    type ResourceMetricStatus -- What a resource of the pods is.
      currentAverageUtilization int32? #2 -- The average, in percent of what the pods request.
      currentAverageValue! quantity #3 -- The average.
      name! string #1 -- The resource.

    type ContainerResourceMetricStatus -- What a resource of one container of the pods is.
      container! string #4 -- The container.
      currentAverageUtilization int32? #2 -- The average, in percent of what the pods request.
      currentAverageValue! quantity #3 -- The average.
      name! string #1 -- The resource.

    type ExternalMetricStatus -- What a metric outside the cluster is.
      currentAverageValue quantity #4 -- The average over the pods.
      currentValue! quantity #3 -- The value.
      metricName! string #1 -- The metric.
      metricSelector meta.LabelSelector #2 -- Labels that narrow it down.
    """)
}
