import APIMachinery
import Basics
import Testing

@testable import APIServer

struct MetricsTests {
  @Test func `requests are counted by verb, resource and status`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    try await fixture.send("GET", ServerFixture.configMaps + "/a")
    try await fixture.send("GET", ServerFixture.configMaps + "/b")
    try await fixture.send("GET", "/apis/invented.example.com/v1/things")
    let answer = try await fixture.send("GET", "/metrics")
    #expect(answer.headers["Content-Type"] == PrometheusText.contentType)
    let lines = Set(answer.text.split(separator: "\n").map(String.init))
    func labels(_ scope: String, _ verb: String) -> String {
      "component=\"apiserver\",dry_run=\"\",group=\"\",resource=\"configmaps\",scope=\"\(scope)\",subresource=\"\",verb=\"\(verb)\",version=\"v1\""
    }
    #expect(lines.contains("apiserver_request_total{\(labels("namespace", "POST")),code=\"201\"} 1"))
    #expect(lines.contains("apiserver_request_total{\(labels("resource", "GET")),code=\"200\"} 1"))
    #expect(lines.contains("apiserver_request_total{\(labels("resource", "GET")),code=\"404\"} 1"))
    #expect(lines.contains("apiserver_request_duration_seconds_bucket{\(labels("resource", "GET")),le=\"+Inf\"} 2"))
    #expect(lines.contains("apiserver_storage_objects{resource=\"configmaps\"} 1"))
    #expect(lines.contains("apiserver_current_inflight_requests{request_kind=\"readOnly\"} 1"))
    #expect(!answer.text.contains("invented"))
    for method in ["INVENTED", "invented-too"] {
      try await fixture.send(method, "/version")
      try await fixture.send(method, ServerFixture.configMaps + "/a")
    }
    let after = try await fixture.send("GET", "/metrics").text.lowercased()
    #expect(!after.contains("invented"))
    #expect(answer.text.contains("process_resident_memory_bytes "))
  }

  @Test func `the build is told, and who still asks for deprecated versions`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("GET", "/api/v1/namespaces/default/endpoints")
    try await fixture.send("GET", "/api/v1/namespaces/default/services")
    let lines = try await fixture.send("GET", "/metrics").text.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("apiserver_requested_deprecated_apis{") } == [
      #"apiserver_requested_deprecated_apis{group="",removed_release="",resource="endpoints",subresource="",version="v1"} 1"#
    ])
    let build = try #require(lines.first { $0.hasPrefix("kubernetes_build_info{") })
    #expect(build.contains(#"major="1""#) && build.contains(#"git_version="v1."#) && build.hasSuffix("} 1"))
  }
}
