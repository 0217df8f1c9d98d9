import APIMachinery
import Basics
import Client
import Synchronization
import Testing

@testable import APIServer

/// A server that converts: in v1 a host and a port, in v2 both in one, as upstream's conformance tests have it.
private final class Converter: HTTPExchange {
  typealias Change = @Sendable (inout Value) -> Void
  private let log = Mutex<[Value]>([])
  private let change: Mutex<Change>

  init(_ change: @escaping Change = { _ in }) { self.change = Mutex(change) }

  var reviews: [Value] { log.withLock { $0 } }
  /// From now on answers are changed so on their way.
  func answer(_ change: @escaping Change) { self.change.withLock { $0 = change } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let review = try JSON.decode(request.body)
    log.withLock { $0.append(review) }
    let version = review[path: "request", "desiredAPIVersion"]?.string ?? ""
    let objects = (review[path: "request", "objects"]?.array ?? []).map { Self.converted($0, version) }
    var answer: Value = [
      "apiVersion": review["apiVersion"] ?? "", "kind": "ConversionReview",
      "response": ["uid": review[path: "request", "uid"] ?? "", "result": ["status": "Success"], "convertedObjects": .array(objects)],
    ]
    change.withLock { $0(&answer) }
    return HTTPResponse(200, body: .bytes(JSON.encode(answer)))
  }

  private static func converted(_ object: Value, _ version: String) -> Value {
    var result = object
    result["apiVersion"] = .string(version)
    if version.hasSuffix("/v2") {
      result["hostPort"] = .string("\(object["host"]?.string ?? ""):\(object["port"]?.string ?? "")")
      (result["host"], result["port"]) = (nil, nil)
    } else {
      let parts = (object["hostPort"]?.string ?? ":").split(separator: ":").map(String.init)
      (result["host"], result["port"]) = (.string(parts.first ?? ""), .string(parts.last ?? ""))
      result["hostPort"] = nil
    }
    return result
  }

  func webSocket(_ request: HTTPRequest, subprotocols: [String]) async throws -> (any WebSocketConnection, subprotocol: String) {
    throw StatusError.badRequest("no sockets here")
  }
}

/// Conversion of custom resources by webhook (kubernetes.io, "Versions in CustomResourceDefinitions").
@Suite struct ConversionTests {
  private static let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
  private static let v1 = "/apis/stable.example.com/v1/namespaces/default/links"
  private static let v2 = "/apis/stable.example.com/v2/namespaces/default/links"

  static func definition(storage: String = "v1", caBundle: String? = nil) -> Value {
    func version(_ name: String, _ fields: [String]) -> Value {
      var properties: Value = [:]
      for field in fields { properties[field] = ["type": "string"] }
      return [
        "name": .string(name), "served": true, "storage": .bool(name == storage),
        "schema": ["openAPIV3Schema": ["type": "object", "properties": properties]],
        "selectableFields": .array(fields.map { ["jsonPath": .string("." + $0)] }),
        "additionalPrinterColumns": .array(fields.map { ["name": .string($0), "type": "string", "jsonPath": .string("." + $0)] }),
      ]
    }
    var config: Value = ["url": "https://hooks.example.com/convert"]
    if let caBundle { config["caBundle"] = .string(caBundle) }
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": ["name": "links.stable.example.com"],
      "spec": [
        "group": "stable.example.com", "scope": "Namespaced", "names": ["plural": "links", "kind": "Link"],
        "versions": [version("v1", ["host", "port"]), version("v2", ["hostPort"])],
        "conversion": ["strategy": "Webhook", "webhook": ["clientConfig": config, "conversionReviewVersions": ["v1"]]],
      ],
    ]
  }

  private func fixture(_ converter: Converter, storage: String = "v1") async throws -> ServerFixture {
    var configuration = Configuration()
    configuration.connectUpstream = { _ in converter }
    let fixture = try await ServerFixture(configuration: configuration)
    let made = try await fixture.send("POST", Self.definitions, body: Self.definition(storage: storage))
    try #require(made.status == 201, "\(made.text)")
    return fixture
  }

  private func link(_ name: String, _ version: String = "v1") -> Value {
    var value: Value = [
      "apiVersion": .string("stable.example.com/" + version), "kind": "Link",
      "metadata": ["name": .string(name), "labels": ["app": .string(name)]],
    ]
    if version == "v1" { (value["host"], value["port"]) = (.string(name), "80") } else { value["hostPort"] = .string(name + ":80") }
    return value
  }

  @Test func `an object is read in either version`() async throws {
    let converter = Converter()
    let fixture = try await fixture(converter)
    let made = try await fixture.send("POST", Self.v1, body: link("a"))
    #expect(made.status == 201, "\(made.text)")
    #expect(converter.reviews.isEmpty)
    let read = try await fixture.send("GET", Self.v2 + "/a")
    #expect(read.value["hostPort"] == "a:80" && read.value["host"] == nil, "\(read.text)")
    #expect(read.value.apiVersion == "stable.example.com/v2")
    #expect(read.value[path: "metadata", "uid"] == made.value[path: "metadata", "uid"])
    let review = try #require(converter.reviews.first)
    #expect(review["apiVersion"] == "apiextensions.k8s.io/v1" && review[path: "request", "desiredAPIVersion"] == "stable.example.com/v2")
  }

  @Test func `an object is written in either version`() async throws {
    let converter = Converter()
    let fixture = try await fixture(converter)
    let made = try await fixture.send("POST", Self.v2, body: link("a", "v2"))
    #expect(made.status == 201 && made.value["hostPort"] == "a:80", "\(made.text)")
    #expect(try await fixture.send("GET", Self.v1 + "/a").value["host"] == "a")
    let patched = try await fixture.send(
      "PATCH", Self.v2 + "/a", text: #"{"hostPort":"b:90"}"#, type: "application/merge-patch+json")
    #expect(patched.value["hostPort"] == "b:90", "\(patched.text)")
    let read = try await fixture.send("GET", Self.v1 + "/a")
    #expect(read.value["host"] == "b" && read.value["port"] == "90")
    var replaced = try await fixture.send("GET", Self.v2 + "/a").value
    replaced["hostPort"] = "c:1"
    #expect(try await fixture.send("PUT", Self.v2 + "/a", body: replaced).value["hostPort"] == "c:1")
    let applied = try await fixture.send(
      "PATCH", Self.v2 + "/a", "fieldManager=me&force=true", body: link("d", "v2").with("metadata", ["name": "a"]),
      type: "application/apply-patch+yaml")
    #expect(applied.status == 200 && applied.value["hostPort"] == "d:80", "\(applied.text)")
    #expect(try await fixture.send("DELETE", Self.v2 + "/a").status == 200)
  }

  @Test func `a list of objects kept in several versions is one question`() async throws {
    let converter = Converter()
    let fixture = try await fixture(converter)
    #expect(try await fixture.send("POST", Self.v1, body: link("a")).status == 201)
    #expect(try await fixture.send("POST", Self.v1, body: link("b")).status == 201)
    var definition = try await fixture.send("GET", Self.definitions + "/links.stable.example.com").value
    definition["spec"] = Self.definition(storage: "v2")["spec"]
    #expect(try await fixture.send("PUT", Self.definitions + "/links.stable.example.com", body: definition).status == 200)
    #expect(try await fixture.send("POST", Self.v2, body: link("c", "v2")).status == 201)
    let before = converter.reviews.count
    let new = try await fixture.send("GET", Self.v2)
    #expect(new.value["items"]?.array?.map { $0["hostPort"] } == ["a:80", "b:80", "c:80"], "\(new.text)")
    #expect(converter.reviews.count == before + 1)
    #expect(converter.reviews.last?[path: "request", "objects"]?.array?.count == 2)
    let old = try await fixture.send("GET", Self.v1)
    #expect(old.value["items"]?.array?.map { $0["host"] } == ["a", "b", "c"])
    let table = try await fixture.send("GET", Self.v2, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    #expect(table.value["rows"]?[0]?["cells"]?[1] == "a:80")
    // An update without a change brings an object into the version that is stored.
    let same = try await fixture.send("GET", Self.v2 + "/a").value
    #expect(try await fixture.send("PUT", Self.v2 + "/a", body: same).status == 200)
    let stored = try #require(fixture.store.snapshot().get(.init(.init(group: "stable.example.com", resource: "links"), namespace: "default", name: "a")))
    #expect(stored.decoded().apiVersion == "stable.example.com/v2")
  }

  @Test func `fields are selected in the version that is asked for`() async throws {
    let fixture = try await fixture(Converter())
    for name in ["a", "b"] { #expect(try await fixture.send("POST", Self.v1, body: link(name)).status == 201) }
    let found = try await fixture.send("GET", Self.v2, "fieldSelector=hostPort%3Db:80")
    #expect(found.value["items"]?.array?.map(\.name) == ["b"], "\(found.text)")
    #expect(try await fixture.send("GET", Self.v1, "fieldSelector=host%3Da").value["items"]?.array?.map(\.name) == ["a"])
    #expect(try await fixture.send("GET", Self.v2, "fieldSelector=host%3Da").status == 400)
  }

  @Test func `watches show the version that is watched`() async throws {
    let fixture = try await fixture(Converter())
    let path = ResourcePath(GroupVersionResource(group: "stable.example.com", version: "v2", resource: "links"), namespace: "default")
    var options = ListOptions()
    options.fieldSelector = "hostPort=a:80"
    let events = try await fixture.server.client(as: ServerFixture.person, userAgent: "test").watch(path, options: options)
    var iterator = events.makeAsyncIterator()
    #expect(try await fixture.send("POST", Self.v1, body: link("b")).status == 201)
    #expect(try await fixture.send("POST", Self.v1, body: link("a")).status == 201)
    guard case .added(let object)? = try await iterator.next() else {
      Issue.record("no event")
      return
    }
    #expect(object.name == "a" && object["hostPort"] == "a:80")
  }

  @Test func `answers that can't be used are told of in upstream's words`() async throws {
    let converter = Converter()
    let fixture = try await fixture(converter)
    #expect(try await fixture.send("POST", Self.v1, body: link("a")).status == 201)
    func problem(_ change: @escaping Converter.Change) async throws -> String {
      converter.answer(change)
      let read = try await fixture.send("GET", Self.v2 + "/a")
      #expect(read.status == 500)
      return read.value["message"]?.string ?? ""
    }
    let of = "conversion webhook for stable.example.com/v1, Kind=Link "
    #expect(try await problem { $0["response"] = .null } == of + "failed: no response provided")
    #expect(
      try await problem { $0[path: "response", "result"] = ["status": "Failure", "message": "no way"] } == of + "failed: no way")
    #expect(
      try await problem { $0[path: "response", "result"] = [:] } == of + "failed: response.result.status was '', not 'Success'")
    #expect(try await problem { $0[path: "response", "convertedObjects"] = [] } == of + "returned 0 objects, expected 1")
    #expect(
      try await problem { $0["kind"] = "Other" }
        == of + "failed: expected webhook response of apiextensions.k8s.io/v1, Kind=ConversionReview, got apiextensions.k8s.io/v1, Kind=Other")
    let renamed = try await problem { answer in
      var object = answer[path: "response", "convertedObjects"]?[0] ?? [:]
      object[path: "metadata", "name"] = "z"
      answer[path: "response", "convertedObjects"] = [object]
    }
    #expect(renamed == of + "returned invalid converted object at index 0: must have the same name: a != z")
    // Creating in the other version fails as well, and leaves nothing behind.
    #expect(try await fixture.send("POST", Self.v2, body: link("b", "v2")).status == 500)
    #expect(try await fixture.send("GET", Self.v1 + "/b").status == 404)
    // Metadata alone needs no conversion: garbage collection goes on.
    let metadata = try await fixture.send("GET", Self.v2, accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
    #expect(metadata.value["items"]?.array?.map(\.name) == ["a"])
  }

  @Test func `of metadata a webhook changes labels and annotations alone`() async throws {
    let converter = Converter { answer in
      var object = answer[path: "response", "convertedObjects"]?[0] ?? [:]
      object[path: "metadata", "labels"] = ["new": "label"]
      object[path: "metadata", "resourceVersion"] = "1"
      object[path: "metadata", "finalizers"] = ["example.com/hold"]
      answer[path: "response", "convertedObjects"] = [object]
    }
    let fixture = try await fixture(converter)
    let made = try await fixture.send("POST", Self.v1, body: link("a"))
    let read = try await fixture.send("GET", Self.v2 + "/a")
    #expect(read.value[path: "metadata", "labels"] == ["new": "label"])
    #expect(read.value.resourceVersion == made.value.resourceVersion && read.value.finalizers == [])
  }

  @Test func `a bundle without certificates keeps a definition from being served`() async throws {
    let fixture = try await ServerFixture()
    let bad = try await fixture.send("POST", Self.definitions, body: Self.definition(caBundle: Base64.encode(Array("nonsense".utf8))))
    #expect(bad.status == 201, "\(bad.text)")
    let established = bad.value[path: "status", "conditions"]?.array?.first { $0["type"] == "Established" }
    #expect(established?["status"] == "False" && established?["reason"] == "InvalidCABundle")
    #expect(try await fixture.send("GET", Self.v1).status == 404)
    var definition = bad.value
    definition["spec"] = Self.definition()["spec"]
    let good = try await fixture.send("PUT", Self.definitions + "/links.stable.example.com", body: definition)
    #expect(good.status == 200)
    #expect(try await fixture.send("GET", Self.v1).status == 200)
    definition = good.value
    definition[path: "spec", "conversion", "webhook", "clientConfig", "caBundle"] = .string(Base64.encode(Array("nonsense".utf8)))
    let refused = try await fixture.send("PUT", Self.definitions + "/links.stable.example.com", body: definition)
    #expect(refused.status == 422)
    #expect(refused.text.contains("unable to load root certificates: data does not contain any valid RSA or ECDSA certificates"))
  }
}

extension Value {
  fileprivate func with(_ key: String, _ value: Value) -> Value {
    var copy = self
    copy[key] = value
    return copy
  }
}
