import APIMachinery
import Testing

@testable import APIServer

struct DiscoveryTests {
  @Test func groupsVersionsResources() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", "/api").value["versions"] == ["v1"])
    let groups = try await fixture.send("GET", "/apis").value["groups"]?.array ?? []
    #expect(groups.contains { $0["name"] == "apps" && $0[path: "preferredVersion", "groupVersion"] == "apps/v1" })
    let core = try await fixture.send("GET", "/api/v1").value
    let pods = core["resources"]?.array?.first { $0["name"] == "pods" }
    #expect(pods?["shortNames"] == ["po"] && pods?["namespaced"] == true && pods?["singularName"] == "pod")
    let scale = try await fixture.send("GET", "/apis/apps/v1").value["resources"]?.array?.first { $0["name"] == "deployments/scale" }
    #expect(scale?["group"] == "autoscaling" && scale?["kind"] == "Scale")
    #expect(try await fixture.send("GET", "/apis/nope").status == 404)
  }

  @Test func `stored kinds tell the version that they are kept in`() async throws {
    let fixture = try await ServerFixture()
    func hash(_ path: String, _ name: String) async throws -> String? {
      try await fixture.send("GET", path).value["resources"]?.array?.first { $0["name"]?.string == name }?["storageVersionHash"]?.string
    }
    // As every Kubernetes server has it.
    #expect(try await hash("/api/v1", "pods") == "xPOwRZ+Yhw8=")
    #expect(try await hash("/api/v1", "events") == "r2yiGXH7wu8=")
    #expect(try await hash("/apis/events.k8s.io/v1", "events") == "r2yiGXH7wu8=")
    #expect(try await hash("/apis/autoscaling/v1", "horizontalpodautoscalers") == hash("/apis/autoscaling/v2", "horizontalpodautoscalers"))
    for name in ["pods/status", "bindings"] { #expect(try await hash("/api/v1", name) == nil) }
    // The text that upstream's command suite looks for, in its order.
    let text = try await fixture.send("GET", "/api/v1").text
    #expect(text.contains(#""verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["cm"],"storageVersionHash":"#))
  }

  @Test func `the second OpenAPI document says what lists and watches are`() async throws {
    let text = try await ServerFixture().send("GET", "/openapi/v2").text
    for phrase in ["list of returned", "List of services", "Watch for changes to the described resources"] { #expect(text.contains(phrase)) }
  }

  @Test(arguments: ["v2", "v2beta1"])
  func aggregated(_ version: String) async throws {
    let fixture = try await ServerFixture()
    let type = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
    let answer = try await fixture.send("GET", "/apis", accept: type + ",application/json")
    #expect(answer.headers["Content-Type"] == type)
    #expect(answer.value.kind == "APIGroupDiscoveryList")
    let apps = answer.value["items"]?.array?.first { $0.name == "apps" }
    let deployments = apps?["versions"]?[0]?["resources"]?.array?.first { $0["resource"] == "deployments" }
    #expect(deployments?["scope"] == "Namespaced" && deployments?["subresources"]?.array?.isEmpty == false)
    let tag = try #require(answer.headers["ETag"])
    #expect(try await fixture.send("GET", "/apis", accept: type, headers: ["If-None-Match": tag]).status == 304)
    // What isn't aggregated is answered in the old form.
    #expect(try await fixture.send("GET", "/api/v1", accept: type + ",application/json").value.kind == "APIResourceList")
  }

  @Test func openAPI() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", "/openapi/v2").status == 200)
    let binary = try await fixture.send("GET", "/openapi/v2", accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
    #expect(binary.headers["Content-Type"] == "application/com.github.proto-openapi.spec.v2.v1.0+protobuf")
    let index = try await fixture.send("GET", "/openapi/v3").value
    let url = try #require(index["paths"]?["apis/apps/v1"]?["serverRelativeURL"]?.string)
    let parts = url.split(separator: "?").map(String.init)
    let document = try await fixture.send("GET", parts[0], parts[1])
    #expect(document.status == 200)
    #expect(document.headers["ETag"] == "\"\(parts[1].dropFirst("hash=".count))\"")
    #expect(try await fixture.send("GET", "/openapi/v3/apis/nope/v1").status == 404)
  }
}
