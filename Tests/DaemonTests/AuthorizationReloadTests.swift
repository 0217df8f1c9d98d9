import APIMachinery
import APIServer
import AccessControl
import Basics
import Client
import Glibc
import Logging
import Store
import Synchronization
import Testing

@testable import Daemon

/// Counts the errors that are logged.
private struct ErrorCounter: LogHandler {
  final class Errors: Sendable {
    private let total = Mutex(0)
    var count: Int { total.withLock { $0 } }
    func add() { total.withLock { $0 += 1 } }
  }

  let errors: Errors
  var logLevel = Logger.Level.error
  var metadata: Logger.Metadata = [:]

  init(_ errors: Errors) { self.errors = errors }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { if event.level == .error { errors.add() } }
}

/// The file of `--authorization-config`, read again while the server works.
@Suite struct AuthorizationReloadTests {
  private static func file(_ types: String...) -> String {
    "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n" + types.enumerated().map { "- {type: \($1), name: a\($0)}\n" }.joined()
  }

  @Test(.timeLimit(.minutes(1)))
  func `another file counts from its next reading on, and one that makes no sense changes nothing`() async throws {
    let path = "/tmp/kctl-authorization-\(SystemRandom().nameSuffix(10)).yaml"
    defer { unlink(path) }
    try TextFile.write(Self.file("AlwaysDeny"), to: path)
    let clock = ManualClock()
    var configuration = Configuration()
    configuration.authorizationSteps = try AuthorizationChoice.steps(ofFile: path)
    let server = APIServer(store: MemoryStore(), clock: clock, configuration: configuration)
    try await server.bootstrap()
    let eve = server.client(as: UserInfo(name: "eve", groups: ["system:authenticated"]), userAgent: "test")
    let pods = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "pods"), namespace: "default")
    func isLetIn() async -> Bool { (try? await eve.list(pods, options: ListOptions())) != nil }
    /// Advances until the answer is this one.
    func wait(for answer: Bool) async {
      while await isLetIn() != answer {
        clock.advance(by: .seconds(10))
        await Task.yield()
      }
    }
    let errors = ErrorCounter.Errors()
    let reload = AuthorizationReload(path: path, server: server, clock: clock, logger: Logger(label: "test") { _ in ErrorCounter(errors) })
    let running = Task { await reload.run() }
    #expect(await !isLetIn())
    try TextFile.write(Self.file("AlwaysDeny", "AlwaysAllow"), to: path)
    await wait(for: true)
    for bad in ["nonsense", Self.file("Magic"), Self.file("Node", "Node"), ""] {
      let before = errors.count
      try TextFile.write(bad, to: path)
      while errors.count == before {
        clock.advance(by: .seconds(10))
        await Task.yield()
      }
      #expect(await isLetIn())
    }
    try TextFile.write(Self.file("RBAC"), to: path)
    await wait(for: false)
    running.cancel()
    await running.value
  }

  @Test(.timeLimit(.minutes(1)))
  func `issuers of tokens follow their file too`() async throws {
    func file(_ issuers: String...) -> String {
      let entries = issuers.map { "- {issuer: {url: 'https://\($0)', audiences: [me]}, claimMappings: {username: {claim: sub, prefix: ''}}}\n" }
      return "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n" + entries.joined()
    }
    let path = "/tmp/kctl-authentication-\(SystemRandom().nameSuffix(10)).yaml"
    defer { unlink(path) }
    try TextFile.write(file("a.example"), to: path)
    let clock = ManualClock()
    let errors = ErrorCounter.Errors()
    let logger = Logger(label: "test") { _ in ErrorCounter(errors) }
    let issuers = ReplaceableAuthenticator(try AuthenticationReload.authenticators(ofFile: path, ownIssuers: [], logger).authenticators)
    let reload = AuthenticationReload(path: path, ownIssuers: ["https://own.example"], issuers: issuers, clock: clock, logger: logger)
    /// A token that is over is refused by who knows its issuer, and is nobody's business otherwise.
    func isKnown(_ issuer: String) -> Bool {
      func part(_ text: String) -> String { Base64.encode(text.utf8).filter { $0 != "=" }.replacing("+", with: "-").replacing("/", with: "_") }
      let token = part(#"{"alg":"RS256"}"#) + "." + part(#"{"iss":"https://\#(issuer)","exp":1}"#) + "." + part("x")
      do { return try issuers.authenticate(Credentials(bearerToken: token)) != nil } catch { return true }
    }
    func wait(until holds: () -> Bool) async {
      while !holds() {
        clock.advance(by: .seconds(10))
        await Task.yield()
      }
    }
    #expect(isKnown("a.example") && !isKnown("b.example"))
    let running = Task { await reload.run() }
    try TextFile.write(file("b.example"), to: path)
    await wait { isKnown("b.example") }
    #expect(!isKnown("a.example"))
    for bad in ["nonsense", file("c.example", "c.example"), file("own.example")] {
      let before = errors.count
      try TextFile.write(bad, to: path)
      await wait { errors.count > before }
      #expect(isKnown("b.example") && !isKnown("c.example") && !isKnown("own.example"))
    }
    running.cancel()
    await running.value
  }
}
