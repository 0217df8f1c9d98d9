import APIMachinery
import Testing

@testable import APISchemas

@Suite struct AutoscalerKindTests {
  @Test func `an autoscaler's defaults`() throws {
    let plain = try KindChecks.created(Samples.autoscaler)
    #expect(plain["spec"]?["minReplicas"] == 1)
    #expect(plain["spec"]?["metrics"] == [HorizontalPodAutoscalerRules.processor(80)])
    #expect(plain["spec"]?["behavior"] == nil)
    let steady = try KindChecks.created(Samples.autoscaler, #"spec/behavior = {"scaleDown":{"selectPolicy":"Disabled"}}"#)
    let all: Value = ["type": "Percent", "value": 100, "periodSeconds": 15]
    #expect(steady["spec"]?["behavior"]?["scaleDown"] == ["selectPolicy": "Disabled", "policies": [all]])
    #expect(
      steady["spec"]?["behavior"]?["scaleUp"]
        == ["stabilizationWindowSeconds": 0, "selectPolicy": "Max", "policies": [["type": "Pods", "value": 4, "periodSeconds": 15], all]])
  }

  private static func metric(_ json: String) -> String { "spec/metrics = [\(json)]" }

  @Test(arguments: [
    KindCase(""),
    KindCase("spec/minReplicas = 0", "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"),
    KindCase("spec/minReplicas = 6", "spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`"),
    KindCase("spec/scaleTargetRef/name =", "spec.scaleTargetRef.name: Required value"),
    KindCase(#"spec/scaleTargetRef/kind = "a/b""#, #"spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain '/'"#),
    KindCase(metric(#"{"type":"Resource"}"#), "spec.metrics[0].resource: Required value: must populate information for the given metric source"),
    KindCase(
      metric(#"{"type":"Guess"}"#),
      #"spec.metrics[0].type: Unsupported value: "Guess": supported values: "ContainerResource", "External", "Object", "Pods", "Resource""#),
    KindCase(
      metric(#"{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization"}}}"#),
      "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization"),
    KindCase(
      metric(#"{"type":"Resource","resource":{"name":"cpu","target":{"type":"Often","averageUtilization":0}}}"#),
      #"spec.metrics[0].resource.target.type: Invalid value: "Often": must be either Utilization, Value, or AverageValue"#,
      "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0"),
    KindCase(
      metric(#"{"type":"Pods","pods":{"metric":{"name":""},"target":{"type":"Value","value":"1"}}}"#),
      "spec.metrics[0].pods.metric.name: Required value: must specify a metric name",
      "spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue"),
    KindCase(
      metric(#"{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"Value","value":"1","averageValue":"1"}}}"#),
      "spec.metrics[0].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target"),
    KindCase(
      metric(#"{"type":"Pods","pods":{"metric":{"name":"q"},"target":{"type":"AverageValue","averageValue":"1"}},"resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":5}}}"#),
      "spec.metrics[0].resource: Forbidden: must populate the given metric source only"),
    KindCase(
      #"spec/behavior = {"scaleUp":{"stabilizationWindowSeconds":3601,"policies":[{"type":"Nodes","value":0,"periodSeconds":1801}]}}"#,
      "spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600",
      #"spec.behavior.scaleUp.policies[0].type: Unsupported value: "Nodes": supported values: "Percent", "Pods""#,
      "spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero",
      "spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800"),
  ])
  func autoscalers(_ test: KindCase) throws { #expect(try KindChecks.createErrors(Samples.autoscaler, test.change) == test.errors) }

  @Test func `the first version has one number`() throws {
    #expect(
      try KindChecks.createErrors(Samples.autoscalerV1, "spec/targetCPUUtilizationPercentage = 0")
        == ["spec.targetCPUUtilizationPercentage: Invalid value: 0: must be greater than 0"])
    #expect(try KindChecks.created(Samples.autoscalerV1)["status"] == ["currentReplicas": 0, "desiredReplicas": 0])
  }

  /// Every sort of metric, in specification and status.
  private static let everything = #"""
    {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"web","annotations":{"mine":"kept"}},
     "spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":5,
      "behavior":{"scaleUp":{"selectPolicy":"Min","policies":[{"type":"Pods","value":1,"periodSeconds":60}]}},
      "metrics":[
       {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"100Mi"}}},
       {"type":"ContainerResource","containerResource":{"name":"cpu","container":"c","target":{"type":"Utilization","averageUtilization":70}}},
       {"type":"Pods","pods":{"metric":{"name":"hits","selector":{"matchLabels":{"a":"b"}}},"target":{"type":"AverageValue","averageValue":"10"}}},
       {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"i"},"metric":{"name":"hits"},"target":{"type":"Value","value":"2k"}}},
       {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"i"},"metric":{"name":"rate"},"target":{"type":"AverageValue","averageValue":"3"}}},
       {"type":"External","external":{"metric":{"name":"queue"},"target":{"type":"Value","value":"30"}}},
       {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":55}}}]},
     "status":{"currentReplicas":3,"desiredReplicas":4,"lastScaleTime":"2026-01-01T00:00:00Z",
      "conditions":[{"type":"AbleToScale","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z","reason":"R","message":"m"}],
      "currentMetrics":[
       {"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":35,"averageValue":"70m"}}},
       {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"i"},"metric":{"name":"hits"},"current":{"value":"1k"}}}]}}
    """#

  @Test func `nothing is lost on the way through the first version`() throws {
    let original = try JSON.decode(Self.everything)
    let old = HorizontalPodAutoscalerConversion.toV1(original)
    #expect(old.apiVersion == "autoscaling/v1")
    #expect(old["spec"]?["targetCPUUtilizationPercentage"] == 55)
    #expect(old["status"]?["currentCPUUtilizationPercentage"] == 35)
    #expect(Set(old["spec"]?.object?.fieldNames ?? []) == ["scaleTargetRef", "minReplicas", "maxReplicas", "targetCPUUtilizationPercentage"])
    #expect(old.annotations["mine"] == "kept")
    let metrics = try JSON.decode(old.annotations[HorizontalPodAutoscalerConversion.metricsAnnotation] ?? "")
    #expect(metrics[0] == ["type": "Resource", "resource": ["name": "memory", "targetAverageValue": "100Mi"]])
    #expect(metrics[2]?["pods"] == ["metricName": "hits", "selector": ["matchLabels": ["a": "b"]], "targetAverageValue": "10"])
    #expect(metrics[3]?["object"] == ["target": ["kind": "Ingress", "name": "i"], "metricName": "hits", "targetValue": "2k"])
    #expect(metrics[5]?["external"] == ["metricName": "queue", "targetValue": "30"])
    #expect(metrics.array?.count == 6)
    let back = HorizontalPodAutoscalerConversion.toV2(old)
    #expect(JSON.text(Self.sorted(back)) == JSON.text(Self.sorted(original)))
  }

  @Test func `both versions are kept as the second`() throws {
    let resource = try Samples.resource("autoscaling/v1", "HorizontalPodAutoscaler")
    #expect(Samples.scheme.storageResource(of: resource).version == "v2")
    let original = try JSON.decode(Self.everything)
    let old = Samples.scheme.convert(original, to: resource.gvk)
    #expect(old.apiVersion == "autoscaling/v1")
    #expect(Samples.scheme.convert(old, to: Samples.kind("autoscaling/v2", "HorizontalPodAutoscaler")) == original)
  }

  private static func sorted(_ value: Value) -> Value {
    switch value {
    case .object(let object): .object(object.mapValues(sorted).sortedByKey())
    case .array(let array): .array(array.map(sorted))
    default: value
    }
  }

  @Test func `an old client's autoscaler goes by the processor`() throws {
    let new = HorizontalPodAutoscalerConversion.toV2(try KindChecks.created(Samples.autoscalerV1))
    #expect(new["spec"]?["metrics"] == [HorizontalPodAutoscalerRules.processor(60)])
    let plain = HorizontalPodAutoscalerConversion.toV2(try KindChecks.created(Samples.autoscalerV1, "spec/targetCPUUtilizationPercentage ="))
    #expect(plain["spec"]?["metrics"] == [HorizontalPodAutoscalerRules.processor(80)])
    var damaged = try KindChecks.created(Samples.autoscalerV1)
    for name in ["metrics", "behavior", "conditions", "current-metrics"] {
      damaged[path: "metadata", "annotations", "autoscaling.alpha.kubernetes.io/" + name] = "[{"
    }
    #expect(HorizontalPodAutoscalerConversion.toV2(damaged)["spec"]?["metrics"] == [HorizontalPodAutoscalerRules.processor(60)])
  }

  @Test func tables() throws {
    #expect(
      try KindChecks.row(
        Samples.autoscaler,
        #"status = {"currentReplicas":2,"currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":35}}}]}"#)
        == ["web", "Deployment/web", "cpu: 35%/80%", "1", 5, 2, "10m"])
    #expect(
      try KindChecks.row(Samples.autoscalerV1, #"status = {"currentCPUUtilizationPercentage":20}"#)
        == ["web", "Deployment/web", "cpu: 20%/60%", "1", 5, 0, "10m"])
    let metrics = try #require(try JSON.decode(Self.everything)["spec"]?.list("metrics"))
    #expect(MetricsText.of(metrics, []) == "memory: <unknown>/100Mi, cpu: <unknown>/70% + 5 more...")
    #expect(MetricsText.of(Array(metrics[3...4]), []) == "<unknown>/2k, <unknown>/3 (avg)")
  }
}
