import APIMachinery
import Client
import Testing

@testable import APIServer

@Suite struct ComponentStatusTests {
  @Test func `checks are told as numbers, too`() async throws {
    let fixture = try await ServerFixture()
    let well = try await fixture.send("GET", "/metrics/slis").text
    #expect(well.contains(#"kubernetes_healthcheck{name="etcd-readiness",type="readyz"} 1"#))
    #expect(well.contains(#"kubernetes_healthcheck{name="ping",type="livez"} 1"#))
    fixture.store.broken.withLock { $0 = .closed }
    #expect(try await fixture.send("GET", "/metrics/slis").text.contains(#"kubernetes_healthcheck{name="etcd-readiness",type="readyz"} 0"#))
  }

  @Test func `the store says how it is when it is asked`() async throws {
    let fixture = try await ServerFixture()
    let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    let path = "/api/v1/componentstatuses"
    #expect(try await fixture.send("GET", path, accept: table).value["rows"]?[0]?["cells"] == ["etcd-0", "Healthy", "ok", ""])
    fixture.store.broken.withLock { $0 = .closed }
    let status = try await fixture.send("GET", path + "/etcd-0").value
    #expect(status["conditions"]?[0]?["type"] == "Healthy" && status["conditions"]?[0]?["status"] == "False")
    #expect(try await fixture.send("GET", path + "/etcd-1").status == 404)
    #expect(try await fixture.send("GET", path, "fieldSelector=metadata.name%3Detcd-1").value["items"] == [])
  }
}

struct HealthTests {
  private static let hooks = [
    "start-system-namespaces-controller", "rbac/bootstrap-roles", "scheduling/bootstrap-system-priority-classes", "bootstrap-controller",
  ].map { "[+]poststarthook/\($0) ok\n" }.joined()

  @Test func `checks that nobody has can't be left out`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("GET", "/livez", "verbose&exclude=etcd&exclude=nope&exclude=neither", as: nil)
    #expect(
      answer.text == "[+]ping ok\n[+]etcd excluded: ok\n" + Self.hooks
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

  @Test func `a store that only fails to write makes the server unready, one that is closed makes it dead`() async throws {
    let fixture = try await ServerFixture()
    func statuses() async throws -> [Int] {
      var statuses: [Int] = []
      for path in ["/livez", "/healthz", "/readyz", "/livez/etcd", "/readyz/etcd-readiness"] {
        statuses.append(try await fixture.send("GET", path, as: nil).status)
      }
      return statuses
    }
    #expect(try await statuses() == [200, 200, 200, 200, 200])
    fixture.store.broken.withLock { $0 = .unavailable("the disk is full") }
    #expect(try await statuses() == [200, 200, 500, 200, 500])
    let answer = try await fixture.send("GET", "/readyz", as: nil)
    #expect(answer.text.contains("[-]etcd-readiness failed: reason withheld\n") && answer.text.hasSuffix("readyz check failed\n"))
    #expect(try await fixture.send("GET", "/readyz", "exclude=etcd-readiness", as: nil).text == "ok")
    fixture.store.broken.withLock { $0 = nil }
    await fixture.store.close()
    #expect(try await statuses() == [500, 500, 500, 500, 500])
  }

  @Test func `work that begins with the server is unfinished until it is done`() async throws {
    let fixture = try await ServerFixture()
    #expect(try await fixture.send("GET", "/livez/poststarthook/start-apiextensions-controllers", as: nil).status == 404)
    fixture.server.hooks.begin(.definitions)
    #expect(try await fixture.send("GET", "/livez/poststarthook/start-apiextensions-controllers", as: nil).status == 500)
    #expect(try await fixture.send("GET", "/livez", "exclude=poststarthook/start-apiextensions-controllers", as: nil).status == 200)
    fixture.server.hooks.finish(.definitions)
    #expect(try await fixture.send("GET", "/livez/poststarthook/start-apiextensions-controllers", as: nil).text == "ok")
  }

  @Test func `the version tells the build's facts, and nothing where the build was told nothing`() async throws {
    var configuration = Configuration()
    #expect(configuration.build.commit == "" && configuration.build.treeState == "" && configuration.build.date.rfc3339 == "1970-01-01T00:00:00Z")
    configuration.build = BuildFacts(commit: "abc", treeState: "dirty", epoch: "86400")
    let version = try await ServerFixture(configuration: configuration).send("GET", "/version", as: nil).value
    #expect(version["gitCommit"] == "abc" && version["gitTreeState"] == "dirty" && version["buildDate"] == "1970-01-02T00:00:00Z")
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
