import APIMachinery
import APISchemas
import Client
import Testing

@testable import APIServer

struct MediaTypeTests {
  private static let protobuf = "application/vnd.kubernetes.protobuf"

  private func bytes(_ fixture: ServerFixture, _ request: HTTPRequest) async throws -> (HTTPResponse, [UInt8]) {
    let response = await fixture.server.handle(request, as: ServerFixture.person)
    return (response, try await response.bytes())
  }

  @Test func `objects and lists go both ways as protobuf`() async throws {
    let fixture = try await ServerFixture()
    let kind = GroupVersionKind(group: "", version: "v1", kind: "ConfigMap")
    var request = fixture.request("POST", ServerFixture.configMaps, accept: Self.protobuf + ",application/json")
    request.headers["Content-Type"] = Self.protobuf
    request.body = try #require(Scheme.builtIn.protobufEnvelope(ServerFixture.configMap("a")))
    let (created, content) = try await bytes(fixture, request)
    #expect(created.status == 201 && created.headers["Content-Type"] == Self.protobuf)
    let object = try Scheme.builtIn.decodeProtobuf(content, kind: kind)
    #expect(object.name == "a" && object["data"] == ["a": "1"] && !object.uid.isEmpty)
    let (_, listed) = try await bytes(fixture, fixture.request("GET", ServerFixture.configMaps, accept: Self.protobuf))
    let list = try Scheme.builtIn.decodeProtobuf(listed, kind: kind)
    #expect(list.kind == "ConfigMapList" && list["items"]?.array?.count == 1 && list["items"]?[0]?.name == "a")
    #expect(list["metadata"]?["resourceVersion"]?.string?.isEmpty == false)
  }

  @Test func `errors and metadata come as protobuf, tables don't`() async throws {
    let fixture = try await ServerFixture()
    let (missing, content) = try await bytes(fixture, fixture.request("GET", ServerFixture.configMaps + "/none", accept: Self.protobuf))
    #expect(missing.status == 404)
    let status = try Scheme.builtIn.decodeProtobuf(content, kind: GroupVersionKind(group: "", version: "v1", kind: "Status"))
    #expect(status["reason"] == "NotFound" && status["code"] == 404)
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let metadata = Self.protobuf + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    let (answer, list) = try await bytes(fixture, fixture.request("GET", ServerFixture.configMaps, accept: metadata))
    #expect(answer.headers["Content-Type"] == Self.protobuf)
    let decoded = try Scheme.builtIn.decodeProtobuf(list, kind: GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "PartialObjectMetadataList"))
    #expect(decoded["items"]?[0]?.name == "a" && decoded["items"]?[0]?["data"] == nil)
    let table = try await fixture.send("GET", ServerFixture.configMaps, accept: Self.protobuf + ";as=Table;g=meta.k8s.io;v=v1")
    #expect(table.status == 406)
  }

  @Test func `a watch sends frames`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let response = await fixture.server.handle(
      fixture.request("GET", ServerFixture.configMaps, "watch=1&resourceVersion=0&timeoutSeconds=1", accept: Self.protobuf + ";stream=watch"),
      as: ServerFixture.person)
    #expect(response.headers["Content-Type"] == Self.protobuf + ";stream=watch")
    guard case .stream(let chunks) = response.body else {
      Issue.record("no stream")
      return
    }
    var iterator = chunks.makeAsyncIterator()
    let chunk = try #require(try await iterator.next())
    let length = chunk.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    #expect(chunk.count == length + 4)
    #expect(chunk.dropFirst(4).starts(with: [0x0a, 5] + Array("ADDED".utf8)))
  }

  @Test func `what can't be made or read is refused with the types that can`() async throws {
    let fixture = try await ServerFixture()
    let refused = try await fixture.send("GET", ServerFixture.configMaps, accept: "application/cbor")
    #expect(refused.status == 406 && refused.value["reason"] == "NotAcceptable")
    #expect(
      refused.value["message"]
        == "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf")
    let watch = try await fixture.send("GET", ServerFixture.configMaps, "watch=true", accept: "application/yaml")
    #expect(watch.status == 406)
    #expect(watch.text.contains("application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch"))
    let body = try await fixture.send("POST", ServerFixture.configMaps, text: "x", type: "text/csv")
    #expect(body.status == 415 && body.value["reason"] == "UnsupportedMediaType")
    let broken = try await fixture.send("POST", ServerFixture.configMaps, text: "x", type: Self.protobuf)
    #expect(broken.status == 400)
  }

  @Test(arguments: [
    ("application/yaml;q=0.5,application/json;q=0.4", "application/yaml"), ("*/*,application/yaml", "application/yaml"),
    ("text/html,*/*;q=0.1", "application/json"), ("application/json;charset=utf-8", "application/json"), ("application/*", "application/json"),
  ])
  func `the most wanted type is answered with`(_ accept: String, _ type: String) async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", ServerFixture.configMaps, accept: accept).headers["Content-Type"] == type)
  }

  @Test func `large answers are compressed for who takes that`() async throws {
    let fixture = try await ServerFixture()
    let large: Value = ["a": .string(String(repeating: "kctl", count: 50_000))]
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("large", large))
    let plain = try await fixture.send("GET", ServerFixture.configMaps + "/large")
    #expect(plain.headers["Content-Encoding"] == nil)
    let (small, content) = try await bytes(
      fixture, fixture.request("GET", ServerFixture.configMaps + "/large", headers: ["Accept-Encoding": "gzip, deflate"]))
    #expect(small.headers["Content-Encoding"] == "gzip" && content.starts(with: [0x1f, 0x8b]) && content.count < 10_000)
    #expect(try await fixture.send("GET", ServerFixture.configMaps, headers: ["Accept-Encoding": "identity"]).headers["Content-Encoding"] == nil)
  }

  @Test func `what is only created is no table`() async throws {
    let fixture = try await ServerFixture()
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let review: Value = [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview", "spec": ["nonResourceAttributes": ["path": "/", "verb": "get"]],
    ]
    for kind in ["Table", "PartialObjectMetadata"] {
      let accept = "application/json;as=\(kind);v=v1;g=meta.k8s.io"
      let refused = try await fixture.send("POST", path, body: review, accept: accept)
      #expect(refused.status == 406 && refused.value["reason"] == "NotAcceptable")
      // A client that also takes the object gets it.
      #expect(try await fixture.send("POST", path, body: review, accept: accept + ",application/json").value.kind == "SelfSubjectAccessReview")
    }
  }
}
