import APIMachinery
import Testing

@testable import APISchemas

struct VersionTests {
  private static let scheme = Scheme.builtIn

  @Test func `a version of the same form is the stored resource under another name`() throws {
    let beta = try #require(Self.scheme.resource(GroupVersionResource(group: "coordination.k8s.io", version: "v1beta1", resource: "leases")))
    let stored = Self.scheme.storageResource(of: beta)
    #expect(stored.version == "v1")
    #expect(beta.columns.map(\.name) == stored.columns.map(\.name))
    #expect(beta.typeName == stored.typeName)
    let lease = try Samples.object(Samples.lease)
    let converted = Self.scheme.convert(lease, to: beta.gvk)
    #expect(converted.apiVersion == "coordination.k8s.io/v1beta1" && converted["spec"] == lease["spec"])
    #expect(Self.scheme.convert(converted, to: stored.gvk) == lease)
  }

  @Test func `a kind without other versions stays as it is`() throws {
    let pod = try Samples.object(Samples.pod)
    #expect(Self.scheme.convert(pod, to: GroupVersionKind(group: "apps", version: "v1", kind: "Deployment")) == pod)
    #expect(Self.scheme.convert(pod, to: GroupVersionKind(group: "coordination.k8s.io", version: "v1", kind: "Lease")) == pod)
  }

  @Test func `in v1beta1 the zone of an endpoint is part of its topology`() throws {
    let old: Value = [
      "apiVersion": "discovery.k8s.io/v1beta1", "kind": "EndpointSlice", "metadata": ["name": "web"], "addressType": "IPv4",
      "endpoints": [["addresses": ["10.0.0.1"], "topology": ["kubernetes.io/hostname": "n1", "topology.kubernetes.io/zone": "a"]]],
    ]
    let kind = Samples.kind("discovery.k8s.io/v1", "EndpointSlice")
    let stored = Self.scheme.convert(old, to: kind)
    #expect(stored["endpoints"]?[0]?["zone"] == "a")
    #expect(stored["endpoints"]?[0]?["deprecatedTopology"] == ["kubernetes.io/hostname": "n1"])
    #expect(Self.scheme.convert(stored, to: Samples.kind("discovery.k8s.io/v1beta1", "EndpointSlice")) == old)
  }

  @Test func `evictions of either version are the same kind`() {
    #expect(Self.scheme.isConvertible(Samples.kind("policy/v1beta1", "Eviction"), to: Samples.kind("policy/v1", "Eviction")))
    #expect(!Self.scheme.isConvertible(Samples.kind("v1", "Pod"), to: Samples.kind("policy/v1", "Eviction")))
  }

  @Test func `every version that is announced has the one it is of`() {
    let parsed = SchemaParser.parse(SchemaText.all)
    #expect(parsed.pendingVersions == [] && parsed.problems == [])
  }

  @Test func `in v1beta1 the backend of an ingress is flat`() throws {
    let old: Value = [
      "apiVersion": "networking.k8s.io/v1beta1", "kind": "Ingress", "metadata": ["name": "web"],
      "spec": [
        "backend": ["serviceName": "fallback", "servicePort": "http"],
        "rules": [["host": "a.example", "http": ["paths": [["path": "/", "backend": ["serviceName": "web", "servicePort": 80]]]]]],
      ],
    ]
    let stored = Self.scheme.convert(old, to: Samples.kind("networking.k8s.io/v1", "Ingress"))
    #expect(stored[path: "spec", "defaultBackend"] == ["service": ["name": "fallback", "port": ["name": "http"]]])
    let path = stored[path: "spec", "rules"]?[0]?[path: "http", "paths"]?[0]
    #expect(path?["pathType"] == "ImplementationSpecific")
    #expect(path?["backend"] == ["service": ["name": "web", "port": ["number": 80]]])
    let back = Self.scheme.convert(stored, to: Samples.kind("networking.k8s.io/v1beta1", "Ingress"))
    #expect(back[path: "spec", "backend"] == old[path: "spec", "backend"])
    #expect(back[path: "spec", "rules"]?[0]?[path: "http", "paths"]?[0]?["backend"] == ["serviceName": "web", "servicePort": 80])
  }

  @Test func `the first group of ingresses has the form of their first beta`() throws {
    let resource = try #require(Self.scheme.resource(GroupVersionResource(group: "extensions", version: "v1beta1", resource: "ingresses")))
    #expect(Self.scheme.storageResource(of: resource).gvk == Samples.kind("networking.k8s.io/v1", "Ingress"))
    #expect(resource.isNamespaced && resource.shortNames == ["ing"] && resource.subresource("status")?.kind == resource.gvk && !resource.columns.isEmpty)
    let old: Value = [
      "apiVersion": "extensions/v1beta1", "kind": "Ingress", "metadata": ["name": "web"],
      "spec": ["backend": ["serviceName": "fallback", "servicePort": 80]],
    ]
    let stored = Self.scheme.convert(old, to: Samples.kind("networking.k8s.io/v1", "Ingress"))
    #expect(stored[path: "spec", "defaultBackend", "service", "port", "number"] == 80)
    #expect(Self.scheme.convert(stored, to: resource.gvk) == old)
  }

  @Test func `in v1beta1 an exact request is flat, and a device is basic`() throws {
    let claim: Value = [
      "apiVersion": "resource.k8s.io/v1beta1", "kind": "ResourceClaim", "metadata": ["name": "a"],
      "spec": ["devices": ["requests": [
        ["count": 2, "deviceClassName": "gpu", "name": "one"], ["firstAvailable": [["name": "big", "deviceClassName": "gpu"]], "name": "two"],
      ]]],
    ]
    let stored = Self.scheme.convert(claim, to: Samples.kind("resource.k8s.io/v1", "ResourceClaim"))
    #expect(stored[path: "spec", "devices", "requests"]?[0] == ["exactly": ["count": 2, "deviceClassName": "gpu"], "name": "one"])
    #expect(stored[path: "spec", "devices", "requests"]?[1]?["exactly"] == nil)
    #expect(Self.scheme.convert(stored, to: Samples.kind("resource.k8s.io/v1beta1", "ResourceClaim")) == claim)
    let template: Value = [
      "apiVersion": "resource.k8s.io/v1beta1", "kind": "ResourceClaimTemplate", "metadata": ["name": "a"], "spec": ["spec": claim["spec"] ?? .null],
    ]
    let storedTemplate = Self.scheme.convert(template, to: Samples.kind("resource.k8s.io/v1", "ResourceClaimTemplate"))
    #expect(storedTemplate[path: "spec", "spec"] == stored["spec"])
    #expect(Self.scheme.convert(storedTemplate, to: Samples.kind("resource.k8s.io/v1beta1", "ResourceClaimTemplate")) == template)
    let slice: Value = [
      "apiVersion": "resource.k8s.io/v1beta1", "kind": "ResourceSlice", "metadata": ["name": "a"],
      "spec": [
        "devices": [["basic": ["attributes": ["model": ["string": "x"]], "capacity": ["memory": ["value": "1Gi"]]], "name": "gpu-0"], ["basic": [:], "name": "gpu-1"]],
        "driver": "gpu.example.com", "nodeName": "n", "pool": ["generation": 1, "name": "n", "resourceSliceCount": 1],
      ],
    ]
    let storedSlice = Self.scheme.convert(slice, to: Samples.kind("resource.k8s.io/v1", "ResourceSlice"))
    #expect(storedSlice[path: "spec", "devices"]?[0] == ["attributes": ["model": ["string": "x"]], "capacity": ["memory": ["value": "1Gi"]], "name": "gpu-0"])
    #expect(Self.scheme.convert(storedSlice, to: Samples.kind("resource.k8s.io/v1beta1", "ResourceSlice")) == slice)
  }

  @Test func `in v2beta1 metrics are flat, and the behavior is in an annotation`() throws {
    let stored: Value = [
      "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": ["name": "web"],
      "spec": [
        "behavior": ["scaleDown": ["stabilizationWindowSeconds": 7]], "maxReplicas": 9,
        "metrics": [
          ["type": "Resource", "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]]],
          ["type": "Pods", "pods": ["metric": ["name": "hits"], "target": ["type": "AverageValue", "averageValue": "5"]]],
        ],
        "scaleTargetRef": ["kind": "Deployment", "name": "web", "apiVersion": "apps/v1"],
      ],
    ]
    let old = Self.scheme.convert(stored, to: Samples.kind("autoscaling/v2beta1", "HorizontalPodAutoscaler"))
    #expect(old[path: "spec", "metrics"]?[0]?["resource"] == ["name": "cpu", "targetAverageUtilization": 80])
    #expect(old[path: "spec", "metrics"]?[1]?["pods"]?["targetAverageValue"] == "5")
    #expect(old[path: "spec", "behavior"] == nil && old.annotations["autoscaling.alpha.kubernetes.io/behavior"] != nil)
    let back = Self.scheme.convert(old, to: Samples.kind("autoscaling/v2", "HorizontalPodAutoscaler"))
    #expect(back[path: "spec", "metrics"]?[0]?["resource"]?["target"] == ["type": "Utilization", "averageUtilization": 80])
    #expect(back[path: "spec", "behavior"] == stored[path: "spec", "behavior"] && back["metadata"] == stored["metadata"])
  }

  @Test func `the beta of an access review has the groups in a field of another name`() {
    let old: Value = [
      "apiVersion": "authorization.k8s.io/v1beta1", "kind": "SubjectAccessReview", "spec": ["group": ["g"], "user": "u"],
    ]
    let stored = Self.scheme.convert(old, to: Samples.kind("authorization.k8s.io/v1", "SubjectAccessReview"))
    #expect(stored["spec"] == ["groups": ["g"], "user": "u"])
  }

  @Test func `a beta's own defaults are filled in before it is kept`() {
    let hook: Value = [
      "apiVersion": "admissionregistration.k8s.io/v1beta1", "kind": "ValidatingWebhookConfiguration", "metadata": ["name": "h"],
      "webhooks": [["name": "a.example.com", "timeoutSeconds": 3]],
    ]
    let stored = Self.scheme.convert(hook, to: Samples.kind("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"))
    let first = stored["webhooks"]?[0]
    #expect(first?["failurePolicy"] == "Ignore" && first?["matchPolicy"] == "Exact" && first?["sideEffects"] == "Unknown")
    #expect(first?["timeoutSeconds"] == 3 && first?["admissionReviewVersions"] == ["v1beta1"])
    let request: Value = [
      "apiVersion": "certificates.k8s.io/v1beta1", "kind": "CertificateSigningRequest", "metadata": ["name": "r"], "spec": ["request": "eA=="],
    ]
    let spec = Self.scheme.convert(request, to: Samples.kind("certificates.k8s.io/v1", "CertificateSigningRequest"))["spec"]
    #expect(spec?["signerName"] == "kubernetes.io/legacy-unknown" && spec?["usages"] == ["digital signature", "key encipherment"])
  }

  @Test func `before v1beta3 a level's share of the server has another name`() {
    let old: Value = [
      "apiVersion": "flowcontrol.apiserver.k8s.io/v1beta2", "kind": "PriorityLevelConfiguration", "metadata": ["name": "l"],
      "spec": ["type": "Limited", "limited": ["assuredConcurrencyShares": 9]],
    ]
    let stored = Self.scheme.convert(old, to: Samples.kind("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration"))
    #expect(stored[path: "spec", "limited"] == ["nominalConcurrencyShares": 9])
    #expect(Self.scheme.convert(stored, to: Samples.kind("flowcontrol.apiserver.k8s.io/v1beta2", "PriorityLevelConfiguration"))["spec"] == old["spec"])
  }

  /// Every built-in object survives the way into each of its versions and back.
  @Test(arguments: Samples.all)
  func `conversion loses nothing`(_ json: String) throws {
    let object = try Samples.object(json)
    let kind = try #require(object.groupVersionKind)
    for other in Self.scheme.resources.map(\.gvk) where other != kind && Self.scheme.storedKind(of: other) == kind {
      #expect(Self.scheme.convert(Self.scheme.convert(object, to: other), to: kind) == object)
    }
  }
}
