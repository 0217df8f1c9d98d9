import APIMachinery
import AccessControl
import Basics
import CZlib
import Glibc
import Synchronization
import Testing

@testable import Daemon

struct AuditLogTests {
  /// A directory of its own, gone when the test is done.
  private final class Directory: Sendable {
    let path: String
    init() throws {
      path = "/tmp/kctl-audit-\(SystemRandom().nameSuffix(10))"
      try TextFile.makeDirectories(path)
    }
    var names: [String] {
      (DirectoryListing.names(path) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
    deinit {
      for name in names { unlink(path + "/" + name) }
      rmdir(path)
    }
  }

  private let clock = ManualClock(Timestamp(rfc3339: "2026-01-02T03:04:05Z") ?? Timestamp(secondsSinceEpoch: 0))

  @Test func `events are whole lines, however many requests write at once`() async throws {
    let directory = try Directory()
    let log = try AuditLogFile(path: directory.path + "/audit.log", terms: .init(), clock: clock) { Issue.record("\($0)") }
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<200 { group.addTask { await log.record(["auditID": .string("\(index)"), "text": "a\nb"]) } }
    }
    let lines = try TextFile.read(directory.path + "/audit.log").split(separator: "\n")
    #expect(try Set(lines.map { try JSON.decode(String($0))["auditID"]?.string }).count == 200)
    #expect(lines.count == 200)
  }

  @Test func `a log that would grow too large is put aside, and old ones go by number and age`() async throws {
    let directory = try Directory()
    let path = directory.path + "/audit.log"
    var terms = AuditLogFile.Terms()
    (terms.bytesMax, terms.backupsMax, terms.ageMax) = (64, 2, .seconds(3_600))
    let log = try AuditLogFile(path: path, terms: terms, clock: clock) { Issue.record("\($0)") }
    let event: Value = ["text": .string(String(repeating: "x", count: 40))]
    for _ in 0..<4 {
      await log.record(event)
      clock.advance(by: .seconds(1))
    }
    #expect(directory.names == ["audit-2026-01-02T03-04-07.000.log", "audit-2026-01-02T03-04-08.000.log", "audit.log"])
    clock.advance(by: .seconds(7_200))
    await log.record(event)
    #expect(directory.names == ["audit-2026-01-02T05-04-09.000.log", "audit.log"])
  }

  /// What a packed file holds.
  private func unpacked(_ path: String) -> String {
    guard let file = gzopen(path, "rb") else { return "" }
    defer { _ = gzclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = gzread(file, &bytes, UInt32(bytes.count))
    return String(decoding: bytes.prefix(Int(max(0, count))), as: UTF8.self)
  }

  @Test func `logs that were put aside are compressed where that is asked for, those of before too, and go like others`() async throws {
    let directory = try Directory()
    let path = directory.path + "/audit.log"
    var terms = AuditLogFile.Terms()
    (terms.bytesMax, terms.backupsMax, terms.isCompressed) = (64, 2, true)
    try TextFile.write("before\n", to: directory.path + "/audit-2026-01-01T00-00-00.000.log")
    let log = try AuditLogFile(path: path, terms: terms, clock: clock) { Issue.record("\($0)") }
    await log.settle()
    #expect(directory.names == ["audit-2026-01-01T00-00-00.000.log.gz", "audit.log"])
    #expect(unpacked(directory.path + "/audit-2026-01-01T00-00-00.000.log.gz") == "before\n")
    let event: Value = ["text": .string(String(repeating: "x", count: 40))]
    for _ in 0..<4 {
      await log.record(event)
      await log.settle()
      clock.advance(by: .seconds(1))
    }
    #expect(directory.names == ["audit-2026-01-02T03-04-07.000.log.gz", "audit-2026-01-02T03-04-08.000.log.gz", "audit.log"])
    #expect(unpacked(directory.path + "/audit-2026-01-02T03-04-08.000.log.gz") == JSON.text(event) + "\n")
  }

  @Test func `an event in the old form is one line, whatever a client has put into it`() throws {
    let event: Value = [
      "auditID": "i", "stage": "ResponseComplete", "verb": "get", "sourceIPs": ["192.0.2.7"], "userAgent": "a\"b\nc\u{1}d\u{2028}é",
      "user": ["username": "eve", "groups": ["g", "h"]], "requestURI": "/x?y=\\z", "objectRef": ["namespace": "n"],
      "responseStatus": ["code": 200], "requestReceivedTimestamp": "2026-01-02T03:04:05.120000Z",
    ]
    let line = String(decoding: AuditLogFormat.legacy.line(event), as: UTF8.self)
    #expect(
      line
        == #"2026-01-02T03:04:05.12Z AUDIT: id="i" stage="ResponseComplete" ip="192.0.2.7" method="get" user="eve" groups="\"g\",\"h\"" as="<self>" asgroups="<lookup>" user-agent="a\"b\nc\x01d\u2028é" namespace="n" uri="/x?y=\\z" response="200""#
        + "\n")
    let short: Value = ["impersonatedUser": ["username": "bob", "groups": []], "requestReceivedTimestamp": "2026-01-02T03:04:05.000000Z"]
    #expect(
      String(decoding: AuditLogFormat.legacy.line(short), as: UTF8.self)
        == #"2026-01-02T03:04:05Z AUDIT: id="" stage="" ip="<unknown>" method="" user="<none>" groups="<none>" as="bob" asgroups="" user-agent="" namespace="<none>" uri="" response="<deferred>""#
        + "\n")
    #expect(AuditLogFormat.json.line(short) == JSON.encode(short) + [10])
  }

  @Test func `a log that can't be put aside goes on, and loses nothing`() async throws {
    let directory = try Directory()
    let path = directory.path + "/audit.log"
    var terms = AuditLogFile.Terms()
    terms.bytesMax = 64
    let log = try AuditLogFile(path: path, terms: terms, clock: clock) { Issue.record("\($0)") }
    // Nothing can be renamed onto a directory.
    let obstacle = AuditLogNames(path: path).backup(at: clock.now)
    try TextFile.makeDirectories(obstacle)
    for index in 0..<4 { await log.record(["auditID": .string("\(index)"), "text": .string(String(repeating: "x", count: 40))]) }
    #expect(try TextFile.read(path).split(separator: "\n").count == 4)
    clock.advance(by: .seconds(1))
    await log.record(["auditID": "4", "text": .string(String(repeating: "x", count: 40))])
    rmdir(obstacle)
    #expect(directory.names.count == 2)
    #expect(try TextFile.read(path).split(separator: "\n").count == 1)
  }

  @Test func `names of other files are never taken for old logs`() throws {
    let names = AuditLogNames(path: "/var/log/audit.log")
    var terms = AuditLogFile.Terms()
    terms.backupsMax = 1
    let found = names.superseded(
      ["audit.log", "audit-notes.log", "audit-2026-01-02T03-04-05.000.txt", "audit-2026-01-02T03-04-05.000.log", "audit-2026-01-03T03-04-05.000.log", "audit-.log"],
      terms, now: clock.now)
    #expect(found == ["audit-2026-01-02T03-04-05.000.log"])
  }

  private final class Receiver: ReviewEndpoint {
    private let lists = Mutex<[Value]>([])
    private let failures: Mutex<Int>
    init(failures: Int = 0) { self.failures = Mutex(failures) }
    var received: [Value] { lists.withLock { $0 } }
    func answer(_ review: Value) async throws(ReviewFailure) -> Value {
      let fails = failures.withLock { count in
        count -= 1
        return count >= 0
      }
      if fails { throw ReviewFailure("busy", isTransient: true) }
      lists.withLock { $0.append(review) }
      return [:]
    }
  }

  @Test func `a service gets events in lists, what is left at the end too, and again after it was busy`() async throws {
    let receiver = Receiver(failures: 1)
    var terms = AuditWebhook.Terms()
    (terms.batchMax, terms.wait) = (3, .milliseconds(1))
    let webhook = AuditWebhook(receiver, terms: terms, clock: SystemClock()) { Issue.record("\($0)") }
    for index in 0..<7 { await webhook.record(["auditID": .string("\(index)")]) }
    let running = Task { await webhook.run() }
    while receiver.received.flatMap({ $0["items"]?.array ?? [] }).count < 7 { await Task.yield() }
    running.cancel()
    await running.value
    #expect(receiver.received.map { $0["items"]?.array?.count } == [3, 3, 1])
    #expect(receiver.received.allSatisfy { $0.kind == "EventList" && $0.apiVersion == "audit.k8s.io/v1" })
  }

  @Test func `an event that is too large loses its objects, and one that is so even then is lost`() {
    let event: Value = ["auditID": "1", "requestObject": ["a": .string(String(repeating: "x", count: 500))], "annotations": ["b": "c"]]
    #expect(AuditTruncation.cut(event, to: 1_000) == event)
    #expect(AuditTruncation.cut(event, to: 200) == ["auditID": "1", "annotations": ["b": "c", "audit.k8s.io/truncated": "true"]])
    #expect(AuditTruncation.cut(event, to: 20) == nil)
  }

  @Test func `only where it is strict, what can't be recorded goes no further`() async throws {
    for isStrict in [false, true] {
      let webhook = BlockingAuditWebhook(endpoint: Receiver(failures: 1), isStrict: isStrict) { _ in }
      #expect(await webhook.record(["auditID": "1"]) == !isStrict)
      #expect(await webhook.record(["auditID": "2"]))
      var terms = AuditLogFile.Terms()
      terms.isStrict = isStrict
      // Nothing can be written there.
      let log = try AuditLogFile(path: "/dev/full", terms: terms, clock: clock) { _ in }
      #expect(await log.record(["auditID": "1"]) == !isStrict)
    }
  }

  @Test func `a log may be written behind the requests`() async throws {
    let directory = try Directory()
    let log = try AuditLogFile(path: directory.path + "/audit.log", terms: .init(), clock: clock) { Issue.record("\($0)") }
    var terms = AuditWebhook.Terms()
    (terms.batchMax, terms.wait) = (2, .zero)
    let queue = AuditWebhook(AuditLogEndpoint(log: log), terms: terms, clock: SystemClock()) { Issue.record("\($0)") }
    for index in 0..<5 { #expect(await queue.record(["auditID": .string("\(index)")])) }
    let running = Task { await queue.run() }
    while try TextFile.read(directory.path + "/audit.log").split(separator: "\n").count < 5 { await Task.yield() }
    running.cancel()
    await running.value
  }

  @Test func `a service that is too slow loses events, and that is told`() async throws {
    let receiver = Receiver()
    let told = Mutex<[String]>([])
    var terms = AuditWebhook.Terms()
    (terms.batchMax, terms.bufferMax, terms.wait) = (10, 5, .milliseconds(1))
    let webhook = AuditWebhook(receiver, terms: terms, clock: SystemClock()) { text in told.withLock { $0.append(text) } }
    for index in 0..<8 { await webhook.record(["auditID": .string("\(index)")]) }
    let running = Task { await webhook.run() }
    while receiver.received.isEmpty { await Task.yield() }
    running.cancel()
    await running.value
    #expect(told.withLock { $0 } == ["3 audit events were lost: the service that takes them is too slow"])
  }
}

struct WebAddressTests {
  @Test(arguments: [
    ("https://a.example", "https://a.example", "/", ""), ("https://a.example:8443/x/y?z=1", "https://a.example:8443", "/x/y", "z=1"),
    ("http://[::1]:80/", "http://[::1]:80", "/", ""), ("https://a?b", "https://a", "/", "b"),
  ])
  func `a URL is taken apart`(text: String, origin: String, path: String, query: String) {
    let address = WebAddress(text)
    #expect(address?.origin == origin && address?.path == path && address?.query == query)
  }

  @Test(arguments: ["", "a.example", "ftp://a", "https://", "https:///x", "https://u:p@a", "https://a/#x", "https://a/ b", "https://a/\nHost: b"])
  func `what isn't one, or hides something, is refused`(text: String) { #expect(WebAddress(text) == nil) }
}
