import APIMachinery
import Store
import Testing

@testable import APIServer

struct ListTests {
  private func filled(_ count: Int, window: HistoryWindow = HistoryWindow()) async throws -> ServerFixture {
    let fixture = try await ServerFixture(window: window)
    for index in 0..<count {
      try await fixture.send(
        "POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)", labels: ["parity": .string(index % 2 == 0 ? "even" : "odd")]))
    }
    return fixture
  }

  @Test func aListIsAtARevision() async throws {
    let fixture = try await filled(3)
    let list = try await fixture.send("GET", "/api/v1/configmaps").value
    #expect(list.kind == "ConfigMapList")
    #expect(list.resourceVersion == fixture.store.revision.description)
    #expect(list["items"]?.array?.map(\.name) == ["c0", "c1", "c2"])
  }

  @Test func selectorsFilter() async throws {
    let fixture = try await filled(5)
    #expect(try await names(fixture, "labelSelector=parity+in+(even),!x") == ["c0", "c2", "c4"])
    #expect(try await names(fixture, "fieldSelector=metadata.name%3Dc3") == ["c3"])
    #expect(try await names(fixture, "fieldSelector=metadata.name!%3Dc3&labelSelector=parity%3Dodd") == ["c1"])
    let bad = try await fixture.send("GET", ServerFixture.configMaps, "fieldSelector=spec.foo%3D1")
    #expect(bad.status == 400)
    #expect(bad.value["message"] == "\"spec.foo\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
  }

  private func names(_ fixture: ServerFixture, _ query: String) async throws -> [String] {
    try await fixture.send("GET", ServerFixture.configMaps, query).value["items"]?.array?.map(\.name) ?? []
  }

  @Test(arguments: ["", "&labelSelector=parity"])
  func pagesAreOfOneRevision(_ selector: String) async throws {
    let fixture = try await filled(7)
    var seen: [String] = []
    var token = ""
    var versions: Set<String> = []
    repeat {
      let page = try await fixture.send("GET", ServerFixture.configMaps, "limit=3\(selector)" + (token.isEmpty ? "" : "&continue=\(token)")).value
      seen += page["items"]?.array?.map(\.name) ?? []
      versions.insert(page.resourceVersion)
      token = page[path: "metadata", "continue"]?.string ?? ""
      if !token.isEmpty, selector.isEmpty { #expect(page[path: "metadata", "remainingItemCount"]?.int == Int64(7 - seen.count)) }
      try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("z\(seen.count)", labels: ["parity": "x"]))
    } while !token.isEmpty
    #expect(seen == (0..<7).map { "c\($0)" })
    #expect(versions.count == 1)
  }

  @Test func revisionsArePast() async throws {
    let fixture = try await filled(2)
    let revision = fixture.store.revision
    try await fixture.send("DELETE", ServerFixture.configMaps + "/c0")
    #expect(try await names(fixture, "resourceVersion=\(revision)&resourceVersionMatch=Exact") == ["c0", "c1"])
    #expect(try await names(fixture, "resourceVersion=\(revision)&resourceVersionMatch=NotOlderThan") == ["c1"])
    #expect(try await names(fixture, "resourceVersion=0") == ["c1"])
    let future = try await fixture.send("GET", ServerFixture.configMaps, "resourceVersion=99999")
    #expect(future.status == 504)
    #expect(future.value[path: "details", "causes"]?[0]?["reason"] == "ResourceVersionTooLarge")
    #expect(try await fixture.send("GET", ServerFixture.configMaps, "resourceVersionMatch=Exact").status == 422)
    #expect(try await fixture.send("GET", ServerFixture.configMaps, "resourceVersion=x").status == 400)
    #expect(try await fixture.send("GET", ServerFixture.configMaps, "continue=x").status == 400)
  }

  @Test func tablesAndMetadata() async throws {
    let fixture = try await filled(1)
    let table = try await fixture.send(
      "GET", ServerFixture.configMaps, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json").value
    #expect(table.kind == "Table")
    #expect(table["columnDefinitions"]?[0]?["name"] == "Name")
    #expect(table["rows"]?[0]?["cells"]?[0] == "c0")
    #expect(table["rows"]?[0]?["object"]?.kind == "PartialObjectMetadata")
    let whole = try await fixture.send(
      "GET", ServerFixture.configMaps, "includeObject=Object", accept: "application/json;as=Table;v=v1;g=meta.k8s.io").value
    #expect(whole["rows"]?[0]?["object"]?.kind == "ConfigMap")
    let partial = try await fixture.send(
      "GET", ServerFixture.configMaps, accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io").value
    #expect(partial.kind == "PartialObjectMetadataList")
    #expect(partial["items"]?[0]?["data"] == nil)
    let one = try await fixture.send(
      "GET", ServerFixture.configMaps + "/c0", accept: "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io").value
    #expect(one.kind == "PartialObjectMetadata")
  }
}
