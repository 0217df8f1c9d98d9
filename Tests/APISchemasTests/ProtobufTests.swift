import APIMachinery
import Testing

@testable import APISchemas

struct ProtobufTests {
  private static let scheme = Scheme.builtIn
  static let kinds = scheme.rootTypes.map(\.0).filter { scheme.hasProtobuf($0) }.map(\.description)

  private static func kind(_ text: String) throws -> GroupVersionKind {
    try #require(scheme.rootTypes.map(\.0).first { $0.description == text })
  }

  @Test func `kinds of the core have a form`() {
    for (apiVersion, kind) in [("v1", "Pod"), ("v1", "PodList"), ("v1", "Node"), ("apps/v1", "Deployment"), ("v1", "Status"), ("v1", "DeleteOptions")] {
      #expect(Self.scheme.hasProtobuf(Samples.kind(apiVersion, kind)), "\(apiVersion) \(kind)")
    }
    #expect(!Self.scheme.hasProtobuf(Samples.kind("example.com/v1", "Widget")))
  }

  @Test func `a ConfigMap has these bytes`() throws {
    let object: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "a"], "data": ["k": "v"]]
    let bytes = try #require(Self.scheme.protobufEnvelope(object))
    let expected: [UInt8] =
      [0x6b, 0x38, 0x73, 0x00]
      + [0x0a, 0x0f, 0x0a, 0x02] + Array("v1".utf8) + [0x12, 0x09] + Array("ConfigMap".utf8)
      + [0x12, 0x0d, 0x0a, 0x03, 0x0a, 0x01, 0x61, 0x12, 0x06, 0x0a, 0x01, 0x6b, 0x12, 0x01, 0x76]
      + [0x1a, 0x00, 0x22, 0x00]
    #expect(bytes == expected)
  }

  @Test func `fields that Go embeds are one message deeper`() throws {
    let pod: Value = ["apiVersion": "v1", "kind": "Pod", "spec": ["volumes": [["name": "v", "emptyDir": [:]]]]]
    let bytes = try #require(Self.scheme.protobufEnvelope(pod))
    // volumes = 1 { name = 1, volumeSource = 2 { emptyDir = 2 } }
    let volumes: [UInt8] = [0x12, 0x09, 0x0a, 0x07, 0x0a, 0x01, 0x76, 0x12, 0x02, 0x12, 0x00]
    #expect(bytes.indices.contains { bytes[$0...].starts(with: volumes) })
    #expect(try Self.scheme.decodeProtobuf(bytes, kind: Samples.kind("v1", "Pod")) == pod)
  }

  @Test func `any JSON value is text inside a message`() throws {
    let kind = Samples.kind("apiextensions.k8s.io/v1", "CustomResourceDefinition")
    let schema: Value = ["type": "object", "default": ["a": [1, "b"]], "enum": ["x", 2], "items": [:]]
    let object: Value = [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "spec": ["versions": [["name": "v1", "schema": ["openAPIV3Schema": schema]]]],
    ]
    let bytes = try #require(Self.scheme.protobufEnvelope(object))
    // default = 8 { raw = 1 }
    let expected: [UInt8] = [0x42, 0x0f, 0x0a, 0x0d] + Array(#"{"a":[1,"b"]}"#.utf8)
    #expect(bytes.indices.contains { bytes[$0...].starts(with: expected) })
    let read = try Self.scheme.decodeProtobuf(bytes, kind: kind)
    #expect(read[path: "spec", "versions"]?[0]?[path: "schema", "openAPIV3Schema"] == schema)
  }

  @Test func `zeros that mean unset are left out, pointers' aren't`() throws {
    // A Lease whose holderIdentity (a pointer) is empty and whose metadata.namespace (a plain text) is empty.
    let message: [UInt8] = [0x0a, 0x02, 0x1a, 0x00, 0x12, 0x02, 0x0a, 0x00]
    let lease = try Self.scheme.protobuf.decode(message, as: "io.k8s.api.coordination.v1.Lease")
    #expect(lease == ["metadata": [:], "spec": ["holderIdentity": ""]])
  }

  @Test(arguments: kinds)
  func `every kind survives the way there and back`(_ text: String) throws {
    let kind = try Self.kind(text)
    let name = try #require(Self.scheme.typeName(of: kind))
    var random = RandomObject(Self.scheme.types, SplitMix(state: text.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
    for _ in 0..<5 {
      var value = random.value(of: name)
      value["apiVersion"] = .string(kind.groupVersion.description)
      value["kind"] = .string(kind.kind)
      let object = try Self.scheme.decode(value, as: kind).object
      let bytes = try #require(Self.scheme.protobufEnvelope(object))
      let read = try Self.scheme.decodeProtobuf(bytes, kind: kind)
      #expect(Self.scheme.protobufEnvelope(read) == bytes)
      #expect(Self.normalized(try Self.scheme.decode(read, as: kind).object) == Self.normalized(object))
    }
  }

  /// Without empty lists, which a message doesn't tell from none.
  private static func normalized(_ value: Value) -> Value {
    switch value {
    case .object(let object):
      .object(Object(object.compactMap { field in field.value == [] ? nil : (field.key, normalized(field.value)) }))
    case .array(let array): .array(array.map(normalized))
    default: value
    }
  }

  @Test func `mutilated messages are refused or read, and nothing else`() throws {
    var random = SplitMix(state: 42)
    let pod = try Samples.object(Samples.pod)
    let bytes = try #require(Self.scheme.protobufEnvelope(pod))
    for _ in 0..<2000 {
      var bad = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 4..<bad.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bad[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bad.removeSubrange(at...)
        case 2: bad.insert(UInt8.random(in: 0...255, using: &random), at: at)
        default: bad[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
        if bad.count < 6 { break }
      }
      do {
        let read = try Self.scheme.decodeProtobuf(bad, kind: Samples.kind("v1", "Pod"))
        #expect(read.object != nil)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test func `what isn't an envelope is refused`() {
    #expect(throws: ProtobufError.self) { try Self.scheme.decodeProtobuf([1, 2, 3], kind: Samples.kind("v1", "Pod")) }
    #expect(throws: ProtobufError.self) { try Self.scheme.decodeProtobuf(Array("{\"kind\":\"Pod\"}".utf8), kind: Samples.kind("v1", "Pod")) }
  }

  @Test func `a watch frame has its length in front`() {
    let frame = ProtobufCodec.watchFrame(type: "ADDED", object: [9, 9])
    #expect(frame == [0, 0, 0, 13, 0x0a, 5] + Array("ADDED".utf8) + [0x12, 4, 0x0a, 2, 9, 9])
  }
}
