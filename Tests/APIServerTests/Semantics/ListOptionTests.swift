import APIMachinery
import Store
import Testing

@testable import APIServer

/// kubernetes.io, "API Concepts": resource versions, retrieving large results sets in chunks.
struct ListOptionTests {
  @Test(arguments: [
    ("resourceVersionMatch=Exact", "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"),
    (
      "resourceVersionMatch=Exact&resourceVersion=0",
      "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""
    ),
    (
      "resourceVersionMatch=Newest&resourceVersion=1",
      "resourceVersionMatch: Unsupported value: \"Newest\": supported values: \"\", \"Exact\", \"NotOlderThan\""
    ),
    (
      "resourceVersionMatch=NotOlderThan&resourceVersion=1&continue=x",
      "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided"
    ),
    ("sendInitialEvents=true", "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"),
    (
      "watch=true&resourceVersionMatch=NotOlderThan",
      "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
    ),
    (
      "watch=true&sendInitialEvents=true",
      "resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
    ),
    (
      "watch=true&sendInitialEvents=false&resourceVersion=1",
      "resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
    ),
  ])
  func `options that don't go together are refused`(_ query: String, _ message: String) async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("GET", ServerFixture.configMaps, query)
    #expect(answer.status == 422 && answer.value["reason"] == "Invalid")
    #expect(answer.value["message"]?.string == "ListOptions.meta.k8s.io \"\" is invalid: \(message)")
    #expect(answer.value[path: "details", "causes"]?.array?.count == 1)
  }

  @Test func `all that is wrong with the options is told at once`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("GET", ServerFixture.configMaps, "watch=true&resourceVersionMatch=Exact&continue=x")
    #expect(answer.value[path: "details", "causes"]?.array?.count == 3)
  }

  @Test func `an exact list is as the objects were, and one that is too old is gone`() async throws {
    let fixture = try await ServerFixture(window: HistoryWindow(changes: 4))
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let early = fixture.store.revision
    try await fixture.send("DELETE", ServerFixture.configMaps + "/a")
    let exact = "resourceVersionMatch=Exact&resourceVersion=\(early)"
    #expect(try await fixture.send("GET", ServerFixture.configMaps, exact).value.resourceVersion == early.description)
    // Without a match, a limit makes the version exact; without either it is the oldest that will do.
    #expect(try await count(fixture, "resourceVersion=\(early)&limit=5") == 1)
    #expect(try await count(fixture, "resourceVersion=\(early)") == 0)
    for index in 0..<40 { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)")) }
    let gone = try await fixture.send("GET", ServerFixture.configMaps, exact)
    #expect(gone.status == 410 && gone.value["reason"] == "Expired" && gone.value["code"] == 410)
    #expect(gone.value["message"]?.string?.hasPrefix("The resourceVersion for the provided list is too old. The oldest that is kept is ") == true)
  }

  private func count(_ fixture: ServerFixture, _ query: String) async throws -> Int? {
    try await fixture.send("GET", ServerFixture.configMaps, query).value["items"]?.array?.count
  }

  @Test func `a page that is too old carries a token to go on without consistency`() async throws {
    let fixture = try await ServerFixture(window: HistoryWindow(changes: 4))
    for index in 0..<6 { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)")) }
    let first = try await fixture.send("GET", ServerFixture.configMaps, "limit=2").value
    #expect(first[path: "metadata", "remainingItemCount"] == 4)
    let token = try #require(first[path: "metadata", "continue"]?.string)
    for index in 0..<40 { try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("z\(index)")) }
    let gone = try await fixture.send("GET", ServerFixture.configMaps, "limit=2&continue=\(token)")
    #expect(gone.status == 410 && gone.value["reason"] == "Expired")
    let next = try #require(gone.value[path: "metadata", "continue"]?.string)
    let rest = try await fixture.send("GET", ServerFixture.configMaps, "limit=100&continue=\(next)")
    #expect(rest.status == 200)
    #expect(rest.value["items"]?.array?.prefix(4).map(\.name) == ["c2", "c3", "c4", "c5"])
    #expect(rest.value["items"]?.array?.count == 44)
    #expect(rest.value[path: "metadata", "continue"] == nil)
  }

  @Test func `what remains is told only of lists without selectors`() async throws {
    let fixture = try await ServerFixture()
    for index in 0..<4 {
      try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("c\(index)", labels: ["a": "b"]))
    }
    let selected = try await fixture.send("GET", ServerFixture.configMaps, "limit=2&labelSelector=a%3Db").value
    #expect(selected[path: "metadata", "continue"] != nil && selected[path: "metadata", "remainingItemCount"] == nil)
    let token = try #require(selected[path: "metadata", "continue"]?.string)
    let both = try await fixture.send("GET", ServerFixture.configMaps, "limit=2&continue=\(token)&resourceVersion=1")
    #expect(both.status == 400 && both.value["message"] == "specifying resource version is not allowed when using continue")
  }

  @Test func `a get waits for no version and takes none that can't be`() async throws {
    let fixture = try await ServerFixture()
    try await fixture.send("POST", ServerFixture.configMaps, body: ServerFixture.configMap("a"))
    let path = ServerFixture.configMaps + "/a"
    #expect(try await fixture.send("GET", path, "resourceVersion=0").status == 200)
    #expect(try await fixture.send("GET", path, "resourceVersion=1").status == 200)
    let future = try await fixture.send("GET", path, "resourceVersion=99999")
    #expect(future.status == 504 && future.value["reason"] == "Timeout")
    #expect(future.value[path: "details", "retryAfterSeconds"] == 1 && future.headers["Retry-After"] == "1")
    #expect(future.value["message"]?.string == "Timeout: Too large resource version: 99999, current: \(fixture.store.revision)")
    let bad = try await fixture.send("GET", path, "resourceVersion=abc")
    #expect(bad.status == 400)
    #expect(bad.value["message"] == "resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax")
  }

  @Test func `selectors that make no sense are told of`() async throws {
    let fixture = try await ServerFixture()
    let pods = try await fixture.send("GET", ServerFixture.pods, "fieldSelector=spec.foo%3D1")
    #expect(pods.status == 400 && pods.value["message"] == "field label not supported: spec.foo")
    let labels = try await fixture.send("GET", ServerFixture.pods, "labelSelector=a%20in%20(")
    #expect(labels.status == 400 && labels.value["message"]?.string?.hasPrefix("unable to parse requirement: ") == true)
    #expect(try await fixture.send("GET", ServerFixture.pods, "limit=many").status == 400)
  }

  @Test func `a timeout must be one`() async throws {
    let fixture = try await ServerFixture()
    for text in ["10s", "1m30s", "0", ""] {
      #expect(try await fixture.send("GET", ServerFixture.configMaps, "timeout=" + text).status == 200, "\(text)")
    }
    for (text, problem) in [
      ("soon", "invalid duration \"soon\""), ("1p", "unknown unit \"p\" in duration \"1p\""), ("10", "missing unit in duration \"10\""),
    ] {
      let answer = try await fixture.send("GET", ServerFixture.configMaps, "timeout=" + text)
      #expect(
        answer.status == 400 && answer.value["message"]?.string == "invalid timeout specified in the request URL - time: \(problem)")
    }
  }
}
