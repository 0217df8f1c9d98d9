import APIMachinery
import Basics
import Client
import Logging
import Manifests
import Synchronization
import Testing

@testable import GitOps

@Suite struct DriftPolicyTests {
  private func index(_ files: [String: String]) -> ManifestIndex {
    var index = ManifestIndex()
    for (path, text) in files { index.update(path, Array(text.utf8)) }
    return index
  }

  @Test func `the object's own word counts, then its namespace's, and anything else is a report`() {
    let cases: [(own: String?, namespace: String?, DriftPolicy)] = [
      (nil, nil, .report), ("correct", nil, .correct), (nil, "correct", .correct), ("report", "correct", .report), ("correct", "report", .correct),
      ("fix it", "correct", .report), ("", "correct", .report),
    ]
    for (own, home, expected) in cases {
      func manifest(_ kind: String, _ name: String, _ namespace: String?, _ policy: String?) -> Value {
        var value: Value = ["apiVersion": "v1", "kind": .string(kind), "metadata": ["name": .string(name)]]
        if let namespace { value[path: "metadata", "namespace"] = .string(namespace) }
        if let policy { value[path: "metadata", "annotations"] = ["kctl.dev/drift": .string(policy)] }
        return value
      }
      let index = index(["ns.yaml": String(decoding: YAML.encode(manifest("Namespace", "shop", nil, home)), as: UTF8.self)])
      #expect(DriftPolicy(manifest("ConfigMap", "a", "shop", own), in: index) == expected, "\(own ?? "-") \(home ?? "-")")
    }
  }

  @Test func `who keeps changing an object back is answered ever more slowly, and forgotten after a while`() {
    var backoff = DriftBackoff()
    var now = Timestamp(secondsSinceEpoch: 1_000)
    var corrections = 0
    for _ in 0..<1_200 {
      if backoff.allows("a", now: now) {
        backoff.corrected("a", now: now)
        corrections += 1
      }
      now = now + .seconds(1)
    }
    #expect((9...13).contains(corrections), "\(corrections)")
    #expect(backoff.allows("b", now: now))
    now = now + .seconds(601)
    backoff.corrected("b", now: now)
    #expect(backoff.allows("a", now: now))
    backoff.corrected("a", now: now)
    #expect(backoff.allows("a", now: now + .seconds(1)) && !backoff.allows("a", now: now))
    #expect(backoff.allows("a", now: now - .seconds(50)), "a clock that was set back stops nothing")
  }
}

@Suite struct DriftCorrectorTests {
  /// One object on `main` that a machine has changed.
  private final class Cluster: CommitSource, APIClient, BatchClient {
    struct State {
      var live = "machine's"
      var version = 5
      var main = "1"
      /// What happens when the corrector looks whether all is in git, in order; nil: nothing.
      var events: [@Sendable (inout State) -> Void] = []
      var written: [Value] = []
      var messages: [String] = []
    }
    let state = Mutex(State())

    func mainTip() -> String? { state.withLock { $0.main } }
    func commit(_ id: String) -> CommitSummary { CommitSummary(message: "x", authorName: "pat", authorEmail: "") }
    func commits(from: String?, to: String) -> [String] { [to] }
    func history(from: String?, to: String) -> [JudgedCommit] { [] }
    func changedFiles(from: String?, to: String) -> [ChangedFile] {
      let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {kctl.dev/drift: correct}}\ndata: {k: \"\(to)\"}\n"
      return from == to ? [] : [ChangedFile(path: "a.yaml", content: Array(text.utf8))]
    }

    func flushed() -> String? {
      state.withLock { state in
        if !state.events.isEmpty { state.events.removeFirst()(&state) }
        return state.main
      }
    }

    func apply(_ batch: Batch) -> BatchResult {
      state.withLock { state in
        BatchResult(outcomes: batch.operations.map { operation in
          guard case .apply(let document) = operation, let wanted = document.object[path: "data", "k"]?.string else { return .absent }
          let asked = document.object[path: "metadata", "resourceVersion"]?.string
          if let asked, asked != "\(state.version)" { return .failed(StatusError(409, .conflict, "the object has been modified")) }
          var result = document.object
          result[path: "metadata", "resourceVersion"] = .string("\(state.version)")
          guard wanted != state.live else { return .unchanged(result) }
          if !batch.dryRun {
            (state.live, state.version) = (wanted, state.version + 1)
            state.written.append(document.object)
          }
          return .configured(result)
        })
      }
    }

    func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) throws -> Value {
      state.withLock { $0.messages.append(object["reason"]?.string ?? "") }
      return object
    }

    private static let unasked = StatusError.internalError("not asked for here")
    func get(_ resource: ResourcePath, name: String, options: GetOptions) throws -> Value { throw Self.unasked }
    func list(_ resource: ResourcePath, options: ListOptions) throws -> ObjectList { throw Self.unasked }
    func watch(_ resource: ResourcePath, options: ListOptions) throws -> AsyncThrowingStream<WatchEvent, any Error> { throw Self.unasked }
    func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) throws -> Value { throw Self.unasked }
    func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) throws -> Value { throw Self.unasked }
    func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) throws -> Value { throw Self.unasked }
    func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) throws { throw Self.unasked }
  }

  private func corrector(_ cluster: Cluster) -> DriftCorrector {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let main = MainReconciler(
      source: cluster, client: cluster, adopted: { cluster.mainTip() }, settled: { cluster.mainTip() }, openSecrets: { $0 }, clock: SystemClock(),
      logger: logger)
    return DriftCorrector(main: main, client: cluster, flushed: { cluster.flushed() }, clock: SystemClock(), logger: logger)
  }

  @Test func `what a machine changed is put back at the version that was looked at, and an Event tells of it`() async throws {
    let cluster = Cluster()
    #expect(try await corrector(cluster).correct() == false)
    let state = cluster.state.withLock { $0 }
    #expect(state.live == "1" && state.written.first?.resourceVersion == "5" && state.messages == ["DriftCorrected"])
  }

  @Test func `a person's change that reaches main between the two looks is not put back`() async throws {
    let cluster = Cluster()
    cluster.state.withLock { $0.events = [{ _ in }, { $0.main = "machine's" }] }
    let corrector = corrector(cluster)
    #expect(try await corrector.correct() == true)
    #expect(cluster.state.withLock { $0.written.isEmpty && $0.live == "machine's" })
    #expect(try await corrector.correct() == false)
    #expect(cluster.state.withLock { $0.written.isEmpty })
  }

  @Test func `a change after the second look is not overwritten: the object is another version then`() async throws {
    let cluster = Cluster()
    cluster.state.withLock { $0.events = [{ _ in }, { ($0.version, $0.live) = ($0.version + 1, "person's") }] }
    #expect(try await corrector(cluster).correct() == true)
    #expect(cluster.state.withLock { $0.live == "person's" && $0.messages.isEmpty })
  }
}
