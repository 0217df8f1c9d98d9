import APIMachinery
import Basics
import Testing

@testable import APISchemas

@Suite struct DecodeTests {
  private func decode(_ json: String, _ version: String, _ kind: String) throws -> (object: Value, unknownFields: [String]) {
    try Samples.scheme.decode(Samples.value(json), as: Samples.kind(version, kind))
  }

  @Test(arguments: Samples.all)
  func `a decoded object decodes to itself`(_ json: String) throws {
    let value = try Samples.value(json)
    let kind = try #require(value.groupVersionKind)
    let once = try Samples.scheme.decode(value, as: kind)
    #expect(once.unknownFields == [])
    let twice = try Samples.scheme.decode(once.object, as: kind)
    #expect(JSON.text(once.object) == JSON.text(twice.object))
    let defaulted = Samples.scheme.withDefaults(once.object, of: kind)
    #expect(JSON.text(Samples.scheme.withDefaults(defaulted, of: kind)) == JSON.text(defaulted))
    #expect(try JSON.text(Samples.scheme.decode(defaulted, as: kind).object) == JSON.text(defaulted))
  }

  @Test func `fields come in schema order and maps by key`() throws {
    let json = #"{"spec":{"replicas":1},"metadata":{"name":"x","labels":{"b":"2","a":"1"}},"kind":"Deployment","apiVersion":"apps/v1"}"#
    let object = try decode(json, "apps/v1", "Deployment").object
    #expect(object.object?.fieldNames == ["apiVersion", "kind", "metadata", "spec"])
    #expect(object["metadata"]?["labels"]?.object?.fieldNames == ["a", "b"])
  }

  @Test func `unknown fields are pruned and listed with their path`() throws {
    let json = #"{"spec":{"foo":1,"containers":[{"name":"a","bar":{"x":1}}]},"extra":true}"#
    let result = try decode(json, "v1", "Pod")
    #expect(Set(result.unknownFields) == [
      #"unknown field "spec.foo""#, #"unknown field "spec.containers[0].bar""#, #"unknown field "extra""#,
    ])
    #expect(result.object["spec"]?["foo"] == nil)
    #expect(result.object["spec"]?["containers"]?[0]?["bar"] == nil)
    #expect(result.object.kind == "Pod")
  }

  @Test func `a null is an unset field, an empty optional list too`() throws {
    let object = try decode(#"{"metadata":{"creationTimestamp":null,"labels":{}},"spec":{"nodeName":null,"tolerations":[]}}"#, "v1", "Pod").object
    #expect(object["metadata"]?.object?.isEmpty == true)
    #expect(object["spec"]?.object?.isEmpty == true)
  }

  @Test func `a zero that means unset is dropped, one that is a value is kept`() throws {
    let json = #"{"spec":{"hostNetwork":false,"hostname":"","priority":0,"shareProcessNamespace":false,"containers":[{"name":"","tty":false,"env":[{"name":"A","value":""}],"securityContext":{"runAsUser":0}}]}}"#
    let spec = try #require(try decode(json, "v1", "Pod").object["spec"])
    #expect(Set(spec.object?.fieldNames ?? []) == ["priority", "shareProcessNamespace", "containers"])
    #expect(spec["containers"] == [["name": "", "env": [["name": "A"]], "securityContext": ["runAsUser": 0]]])
    let deployment = try decode(#"{"spec":{"replicas":0,"paused":false,"strategy":{"rollingUpdate":{"maxSurge":0}}}}"#, "apps/v1", "Deployment").object
    #expect(deployment["spec"] == ["replicas": 0, "strategy": ["rollingUpdate": ["maxSurge": 0]]])
  }

  @Test(arguments: [
    (#"{"spec":{"replicas":"x"}}"#, "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"),
    (#"{"spec":{"replicas":99999999999}}"#,
      "json: cannot unmarshal number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32"),
    (#"{"spec":{"template":{"spec":{"containers":[{"name":1}]}}}}"#,
      "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.name of type string"),
    (#"{"spec":{"template":{"spec":{"containers":{}}}}}"#,
      "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"),
    (#"{"metadata":{"labels":{"a":1}}}"#,
      "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"),
    (#"{"spec":[]}"#, "json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec"),
    (#"{"spec":{"paused":"no"}}"#, "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool"),
  ])
  func `a wrong type is refused in upstream's words`(_ json: String, _ message: String) throws {
    let error = #expect(throws: StatusError.self) { try decode(json, "apps/v1", "Deployment") }
    #expect(error?.code == 400)
    #expect(error?.message == #"Deployment in version "v1" cannot be handled as a Deployment: "# + message)
  }

  @Test func `times, base64 and integers are normalised or refused`() throws {
    let lease = try decode(#"{"spec":{"renewTime":"2026-01-01T02:00:00+02:00","leaseTransitions":3.0}}"#, "coordination.k8s.io/v1", "Lease").object
    #expect(lease["spec"]?["renewTime"] == "2026-01-01T00:00:00.000000Z")
    #expect(lease["spec"]?["leaseTransitions"] == .int(3))
    #expect(throws: StatusError.self) { try decode(#"{"spec":{"renewTime":"yesterday"}}"#, "coordination.k8s.io/v1", "Lease") }
    let error = #expect(throws: StatusError.self) { try decode(#"{"data":{"a":"not base64"}}"#, "v1", "Secret") }
    #expect(error?.message.hasSuffix("illegal base64 data at input byte 3") == true)
  }

  @Test func `base64 agrees with itself at every length`() {
    for count in 0..<20 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
      let text = Base64.encode(bytes)
      #expect(Base64.decode(text) == bytes)
      #expect(Base64.decodedCount(text) == count)
    }
    #expect(Base64.encode("hello".utf8) == "aGVsbG8=")
    for bad in ["a", "ab=", "a===", "====", "ab=c", "abc?"] { #expect(Base64.decode(bad) == nil, "\(bad)") }
  }

  @Test(arguments: [
    (#"{"metadata":{"labels":"a"}}"#, "cannot restore map from string"),
    (#"{"spec":{"containers":{}}}"#, "cannot restore slice from map"),
    (#"{"spec":true}"#, "cannot restore struct from: bool"),
    (#"{"metadata":{"name":1}}"#, "cannot convert int64 to string"),
    (#"{"spec":{"priority":"high"}}"#, "unrecognized type: int32"),
    (#"{"spec":{"hostNetwork":"yes"}}"#, "unrecognized type: bool"),
  ])
  func `a mistyped object in memory is told in the words of Go's converter`(json: String, words: String) throws {
    let mistyping = Samples.scheme.mistyping(of: try Samples.value(json), as: Samples.kind("v1", "Pod"))
    #expect(mistyping?.restoring == words)
    #expect(mistyping?.unmarshalling.hasPrefix("json: cannot unmarshal") == true)
  }

  @Test func `nothing is mistyped in an object of its kind`() throws {
    #expect(Samples.scheme.mistyping(of: ["metadata": ["name": "a"]], as: Samples.kind("v1", "Pod")) == nil)
  }
}
