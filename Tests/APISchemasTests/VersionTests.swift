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
