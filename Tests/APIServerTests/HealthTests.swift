import APIMachinery
import Client
import Testing

@testable import APIServer

struct HealthTests {
  @Test func `checks that nobody has can't be left out`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("GET", "/livez", "verbose&exclude=etcd&exclude=nope&exclude=neither", as: nil)
    #expect(
      answer.text == "[+]ping ok\n[+]etcd excluded: ok\n"
        + "warn: some health checks cannot be excluded: no matches for \"neither\",\"nope\"\nlivez check passed\n")
    #expect(try await fixture.send("GET", "/livez", "exclude=nope", as: nil).text == "ok")
  }

  @Test func `a check can be asked alone`() async throws {
    var configuration = Configuration()
    configuration.healthChecks = [.init("poststarthook/node") { "not yet" }]
    let fixture = try await ServerFixture(configuration: configuration)
    let failing = try await fixture.send("GET", "/readyz/poststarthook/node", as: nil)
    #expect(failing.status == 500 && failing.text == "internal server error: not yet\n")
    #expect(try await fixture.send("GET", "/livez/etcd", as: nil).text == "ok")
    #expect(try await fixture.send("GET", "/livez/poststarthook/node", as: nil).status == 404)
  }

  @Test func `the version says what is served and by what`() async throws {
    let fixture = try await ServerFixture()
    let version = try await fixture.send("GET", "/version", as: nil).value
    #expect(version["major"] == "1" && version["minor"] == "36" && version["gitVersion"] == "v1.36.0")
    #expect(version["emulationMinor"] == "36" && version["minCompatibilityMinor"] == "35")
    for key in ["gitCommit", "gitTreeState", "buildDate", "goVersion", "compiler", "platform"] { #expect(version[key]?.string != nil) }
    #expect(version["platform"]?.string?.hasPrefix("linux/") == true)
  }

  @Test func `groups stand in the order of their priority`() async throws {
    let fixture = try await ServerFixture()
    let plain = try await fixture.send("GET", "/apis").value["groups"]?.array?.compactMap { $0["name"]?.string } ?? []
    #expect(plain.prefix(5) == ["apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io"])
    let type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    let aggregated = try await fixture.send("GET", "/apis", accept: type).value["items"]?.array?.map(\.name)
    #expect(aggregated == plain)
  }

  @Test func `open watches are counted until they are dropped`() async throws {
    let fixture = try await ServerFixture()
    let line = "apiserver_longrunning_requests{component=\"apiserver\",group=\"\",resource=\"configmaps\",scope=\"namespace\",subresource=\"\",verb=\"WATCH\",version=\"v1\"} 1"
    var response: HTTPResponse? = await fixture.server.handle(
      fixture.request("GET", ServerFixture.configMaps, "watch=true"), as: ServerFixture.person)
    #expect(response?.status == 200)
    let during = try await fixture.send("GET", "/metrics").text
    #expect(during.contains(line))
    response = nil
    #expect(try await !fixture.send("GET", "/metrics").text.contains(line))
    for name in ["process_start_time_seconds ", "process_open_fds ", "process_cpu_seconds_total "] { #expect(during.contains("\n" + name)) }
  }
}
