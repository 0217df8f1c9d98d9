import APIMachinery
import APISchemas
import Basics
import Client
import Store
import Testing

@testable import APIServer

struct TableWriterTests {
  private static let tableType = "application/json;as=Table;v=v1;g=meta.k8s.io"
  private static let metadataType = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"

  /// More objects than go into one part.
  private func filled() async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    let body = ServerFixture.pod("p", node: "n1")
    for index in 0..<(ListParts.size + 10) {
      var pod = body
      pod[path: "metadata", "name"] = .string("p\(10_000 + index)")
      pod[path: "metadata", "annotations"] = ["quote": "a \"b\" \\ {[,"]
      try await fixture.send("POST", ServerFixture.pods, body: pod)
    }
    return fixture
  }

  @Test func `a long table says of each object what a table of it alone says`() async throws {
    let fixture = try await filled()
    let list = try await fixture.send("GET", ServerFixture.pods, accept: Self.tableType).value
    let rows = try #require(list["rows"]?.array)
    #expect(list.kind == "Table" && rows.count == ListParts.size + 10)
    #expect(list[path: "metadata", "resourceVersion"]?.string == fixture.store.revision.description)
    #expect(rows.map { $0["object"]?.name ?? "" } == rows.indices.map { "p\(10_000 + $0)" })
    for index in [0, ListParts.size - 1, ListParts.size, rows.count - 1] {
      let one = try await fixture.send("GET", ServerFixture.pods + "/p\(10_000 + index)", accept: Self.tableType).value
      #expect(one["rows"]?[0] == rows[index])
      #expect(one["columnDefinitions"] == list["columnDefinitions"])
    }
    let bare = try await fixture.send("GET", ServerFixture.pods, "includeObject=None&limit=2", accept: Self.tableType).value
    #expect(bare["rows"]?.array?.map { $0.object?.fieldNames ?? [] } == [["cells"], ["cells"]])
    #expect(bare[path: "metadata", "remainingItemCount"]?.int == Int64(rows.count - 2))
    let metadata = try await fixture.send("GET", ServerFixture.pods, accept: Self.metadataType).value
    #expect(metadata["items"]?.array == rows.map { $0["object"] ?? .null })
  }

  @Test func `a long list as protobuf holds each object, in order`() async throws {
    let fixture = try await filled()
    let request = fixture.request("GET", ServerFixture.pods, accept: "application/vnd.kubernetes.protobuf")
    let response = await fixture.server.handle(request, as: ServerFixture.person)
    let list = try Scheme.builtIn.decodeProtobuf(
      try await response.bytes(), kind: GroupVersionKind(group: "", version: "v1", kind: "PodList"))
    let plain = try await fixture.send("GET", ServerFixture.pods).value
    #expect(list["items"]?.array?.map(\.name) == plain["items"]?.array?.map(\.name))
    #expect(list["items"]?.array?.map(\.resourceVersion) == plain["items"]?.array?.map(\.resourceVersion))
    #expect(list.kind == "PodList" && list.resourceVersion == plain.resourceVersion)
  }

  @Test func `a table of nothing has no rows`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", ServerFixture.pods, accept: Self.tableType).value["rows"] == [])
    #expect(try await fixture.send("GET", ServerFixture.pods, accept: Self.metadataType).value["items"] == [])
  }
}
