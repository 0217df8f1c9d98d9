import APIMachinery
import AccessControl
import Client
import Testing

@testable import APIServer

struct AccessTests {
  @Test func anonymousSeesHealthOnly() async throws {
    let fixture = try await ServerFixture()
    for path in ["/healthz", "/livez", "/readyz", "/version"] { #expect(try await fixture.send("GET", path, as: nil).status == 200) }
    #expect(try await fixture.send("GET", "/version", as: nil).value["gitVersion"] == "v1.36.0")
    let pods = try await fixture.send("GET", ServerFixture.pods, as: nil)
    #expect(pods.status == 403)
    #expect(pods.value["message"]
      == "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"")
    let discovery = try await fixture.send("GET", "/apis", as: nil)
    #expect(discovery.value["message"] == "forbidden: User \"system:anonymous\" cannot get path \"/apis\"")
    let token = try await fixture.send("GET", ServerFixture.pods, as: nil, headers: ["Authorization": "Bearer x"])
    #expect(token.status == 401)
    #expect(token.value["message"] == "Unauthorized")
  }

  @Test func peersAreKnownByCertificateAndSocket() async throws {
    let fixture = try await ServerFixture()
    var request = HTTPRequest("GET", ServerFixture.pods)
    request.peer.certificateCommonName = "admin"
    request.peer.certificateOrganizations = ["system:masters"]
    #expect(await fixture.server.handle(request).status == 200)
    request.peer.certificateOrganizations = ["dev"]
    #expect(await fixture.server.handle(request).status == 403)
    var local = HTTPRequest("GET", ServerFixture.pods)
    local.peer.unixUserID = 0
    #expect(await fixture.server.handle(local).status == 200)
    local.peer.unixUserID = 4711
    #expect(await fixture.server.handle(local).status == 401)
  }

  @Test func healthTellsWhichCheckFails() async throws {
    var configuration = Configuration()
    configuration.healthChecks = [.init("node") { "not yet" }]
    let fixture = try await ServerFixture(configuration: configuration)
    let ready = try await fixture.send("GET", "/readyz", "verbose", as: nil)
    #expect(ready.status == 500)
    #expect(ready.text.hasPrefix("[+]ping ok\n[+]etcd ok\n") && ready.text.hasSuffix("readyz check failed\n"))
    #expect(ready.text.contains("[-]node failed: reason withheld\n"))
    let live = try await fixture.send("GET", "/livez", "verbose", as: nil).text
    #expect(live.hasPrefix("[+]ping ok\n[+]etcd ok\n") && live.hasSuffix("livez check passed\n") && !live.contains("node failed"))
    #expect(try await fixture.send("GET", "/readyz/ping", as: nil).text == "ok")
    #expect(try await fixture.send("GET", "/readyz", "exclude=node", as: nil).status == 200)
  }
}
