import APIMachinery
import Testing

@testable import APISchemas

@Suite struct WarningTests {
  private func warnings(_ json: String, _ change: String = "") throws -> [String] {
    let object = try KindChecks.created(json, change)
    return Samples.scheme.warnings(object, old: nil, of: try Samples.resource(of: object))
  }

  @Test(arguments: Samples.all)
  func `what is fine gives no warning`(_ json: String) throws { #expect(try warnings(json) == []) }

  @Test(arguments: [
    KindCase(
      #"metadata/name = "a.b""#,
      "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"),
    KindCase(
      #"spec/template/spec/nodeSelector = {"beta.kubernetes.io/os":"linux"}"#,
      #"spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead"#),
    KindCase(
      #"spec/template/spec/containers/0/env = [{"name":"A","value":"1"},{"name":"A","value":"2"}]"#,
      #"spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply"#),
    KindCase(
      #"spec/template/spec/containers/0/ports = [{"containerPort":80},{"containerPort":80,"name":"http"}]"#,
      "spec.template.spec.containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]"),
    KindCase(
      #"spec/template/spec/containers/0/resources = {"limits":{"memory":"100m"}}"#,
      #"spec.template.spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer"#),
    KindCase(
      #"spec/template/spec/imagePullSecrets = [{"name":"a"},{"name":"a"}]"#,
      #"spec.template.spec.imagePullSecrets[1].name: duplicate name "a""#),
    KindCase(
      #"spec/template/spec/affinity = {"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"a"}]}}"#,
      "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod"),
  ])
  func `a deployment's warnings`(_ test: KindCase) throws { #expect(try warnings(Samples.deployment, test.change) == test.errors) }

  @Test func `warnings of other kinds`() throws {
    #expect(
      try warnings(Samples.statefulSet, "spec/revisionHistoryLimit = -1")
        == ["spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"])
    #expect(
      try warnings(Samples.claim, #"spec/resources/requests/storage = "1500m""#)
        == [#"spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer"#])
    #expect(
      try warnings(Samples.ingress, #"metadata/annotations = {"kubernetes.io/ingress.class":"x"}"#)
        == [#"annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead"#])
    #expect(try warnings(Samples.volume, #"spec/persistentVolumeReclaimPolicy = "Recycle""#).count == 1)
  }

  @Test func `an update that changes nothing that is wanted is silent`() throws {
    let old = try KindChecks.created(Samples.deployment, #"metadata/name = "a.b""#)
    let resource = try Samples.resource(of: old)
    #expect(Samples.scheme.warnings(old.with("status", ["replicas": 1]), old: old, of: resource) == [])
    var new = old
    new[path: "spec", "replicas"] = 2
    #expect(Samples.scheme.warnings(new, old: old, of: resource).count == 1)
  }
}
