import APIMachinery

/// The two versions of an autoscaler as one object: what version 1 has no field for, it keeps in annotations, under the
/// names and in the form that Kubernetes uses, so that nothing is lost on the way through an old client.
enum HorizontalPodAutoscalerConversion {
  static let metricsAnnotation = "autoscaling.alpha.kubernetes.io/metrics"
  static let currentMetricsAnnotation = "autoscaling.alpha.kubernetes.io/current-metrics"
  static let conditionsAnnotation = "autoscaling.alpha.kubernetes.io/conditions"
  static let behaviorAnnotation = "autoscaling.alpha.kubernetes.io/behavior"
  private static let annotations = [metricsAnnotation, currentMetricsAnnotation, conditionsAnnotation, behaviorAnnotation]

  static let conversion = KindConversion(toStored: { $0 = toV2($0) }, fromStored: { $0 = toV1($0) })

  static func toV1(_ object: Value) -> Value {
    var result = object
    result["apiVersion"] = "autoscaling/v1"
    dropAnnotations(&result)
    let metrics = object["spec"]?.list("metrics") ?? []
    let current = object["status"]?.list("currentMetrics") ?? []
    result.edit("spec") { spec in
      spec["targetCPUUtilizationPercentage"] = metrics.compactMap { utilization($0, "target") }.first
      (spec["metrics"], spec["behavior"]) = (nil, nil)
    }
    result.edit("status") { status in
      status["currentCPUUtilizationPercentage"] = current.compactMap { utilization($0, "current") }.first
      if status["currentReplicas"] == nil { status["currentReplicas"] = 0 }
      (status["currentMetrics"], status["conditions"]) = (nil, nil)
    }
    annotate(&result, metricsAnnotation, metrics.filter { utilization($0, "target") == nil }.map(AnnotatedMetric.fromSpec))
    // All of them: the number in the status says less than the metric it comes of.
    annotate(&result, currentMetricsAnnotation, current.map(AnnotatedMetric.fromStatus))
    annotate(&result, conditionsAnnotation, object["status"]?.list("conditions") ?? [])
    if let behavior = object["spec"]?["behavior"] {
      result[path: "metadata", "annotations", behaviorAnnotation] = .string(JSON.text(behavior))
    }
    return result
  }

  static func toV2(_ object: Value) -> Value {
    var result = object
    result["apiVersion"] = "autoscaling/v2"
    dropAnnotations(&result)
    let kept = object.annotations.compactMapValues { try? JSON.decode($0) }
    var metrics = (kept[metricsAnnotation]?.array ?? []).map(AnnotatedMetric.toSpec)
    if let utilization = object["spec"]?["targetCPUUtilizationPercentage"] {
      metrics.append(HorizontalPodAutoscalerRules.processor(utilization))
    }
    if metrics.isEmpty { metrics = [HorizontalPodAutoscalerRules.processor(HorizontalPodAutoscalerRules.defaultUtilization)] }
    result.edit("spec") { spec in
      spec["targetCPUUtilizationPercentage"] = nil
      spec["metrics"] = .array(metrics)
      if let behavior = kept[behaviorAnnotation], behavior.object != nil { spec["behavior"] = behavior }
    }
    result.edit("status") { status in
      let utilization = status["currentCPUUtilizationPercentage"]
      status["currentCPUUtilizationPercentage"] = nil
      if let current = kept[currentMetricsAnnotation]?.array, !current.isEmpty {
        status["currentMetrics"] = .array(current.map(AnnotatedMetric.toStatus))
      } else if let utilization {
        status["currentMetrics"] = [["type": "Resource", "resource": ["name": "cpu", "current": ["averageUtilization": utilization]]]]
      }
      if let conditions = kept[conditionsAnnotation]?.array, !conditions.isEmpty { status["conditions"] = .array(conditions) }
    }
    return result
  }

  /// The one metric that version 1 has a field for.
  private static func utilization(_ metric: Value, _ key: String) -> Value? {
    guard metric["type"] == "Resource", metric["resource"]?["name"] == "cpu" else { return nil }
    return metric[path: "resource", key, "averageUtilization"]
  }

  private static func annotate(_ object: inout Value, _ name: String, _ values: [Value]) {
    if !values.isEmpty { object[path: "metadata", "annotations", name] = .string(JSON.text(.array(values))) }
  }

  private static func dropAnnotations(_ object: inout Value) {
    guard var kept = object["metadata"]?["annotations"]?.object, annotations.contains(where: { kept[$0] != nil }) else { return }
    for name in annotations { kept[name] = nil }
    object["metadata"]?["annotations"] = kept.isEmpty ? nil : .object(kept)
  }
}
