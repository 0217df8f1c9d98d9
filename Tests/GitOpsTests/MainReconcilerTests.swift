import APIMachinery
import Basics
import Client
import GitOps
import Logging
import Synchronization
import Testing

/// Which tips of `main` are taken in, and which the store has made itself.
@Suite struct MainReconcilerTests {
  /// A store and its `main`: what the store writes itself is at the tip before it is adopted.
  final class Cluster: CommitSource, APIClient, BatchClient {
    struct State {
      var tip: String?
      var adopted: String?
      /// What happens while somebody waits for the store to settle, in order; an error is that it can't.
      var events: [(tip: String, adopted: String)?] = []
      var batches: [Batch] = []
      /// What the object says at a commit, where that isn't the commit's own name.
      var texts: [String: String] = [:]
      /// The files of the next commit, by the name of their object; nil is gone.
      var files: [String: String?]?
      /// It doesn't tell at once that it has adopted a commit.
      var isSlow = false
      /// Nothing can be applied or deleted.
      var fails = false
    }
    let state: Mutex<State>
    init(tip: String, adopted: String, then events: [(tip: String, adopted: String)?] = []) {
      state = Mutex(State(tip: tip, adopted: adopted, events: events))
    }

    var adopted: String? { state.withLock { $0.adopted } }
    var taken: [String?] { state.withLock { $0.batches.map(\.adopting) } }

    func settled() throws -> String? {
      try state.withLock { state in
        guard !state.events.isEmpty else { return state.adopted }
        guard let event = state.events.removeFirst() else { throw StatusError.internalError("git can't be written") }
        (state.tip, state.adopted) = (event.tip, event.adopted)
        return state.adopted
      }
    }

    func mainTip() -> String? { state.withLock { $0.tip } }
    func commit(_ id: String) -> CommitSummary { CommitSummary(message: "an edit\n\nKctl-Edit: 1.0\n", authorName: "pat", authorEmail: "") }
    func commits(from: String?, to: String) -> [String] { [to] }
    func history(from: String?, to: String) -> [JudgedCommit] { [] }
    func changedFiles(from: String?, to: String) -> [ChangedFile] {
      let (files, text) = state.withLock { ($0.files ?? ["a.yaml": "a"], $0.texts[to] ?? to) }
      return files.map { path, name in
        let content = name.map { "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \($0)}\ndata: {commit: \"\(text)\"}\n" }
        return ChangedFile(path: path, content: content.map { Array($0.utf8) })
      }
    }

    func apply(_ batch: Batch) -> BatchResult {
      return state.withLock { state in
        state.batches.append(batch)
        if !state.isSlow { state.adopted = batch.adopting }
        return BatchResult(outcomes: batch.operations.map { _ in state.fails ? .failed(.badRequest("no")) : .absent })
      }
    }

    private static let unasked = StatusError.internalError("not asked for here")
    func get(_ resource: ResourcePath, name: String, options: GetOptions) throws -> Value { throw Self.unasked }
    func list(_ resource: ResourcePath, options: ListOptions) throws -> ObjectList { throw Self.unasked }
    func watch(_ resource: ResourcePath, options: ListOptions) throws -> AsyncThrowingStream<WatchEvent, any Error> { throw Self.unasked }
    func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) throws -> Value { throw Self.unasked }
    func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) throws -> Value { throw Self.unasked }
    func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) throws -> Value { throw Self.unasked }
    func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) throws -> Value { throw Self.unasked }
    func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) throws { throw Self.unasked }
  }

  private func reconciler(_ cluster: Cluster) -> MainReconciler {
    MainReconciler(
      source: cluster, client: cluster, adopted: { cluster.adopted }, settled: { try cluster.settled() }, openSecrets: { $0 },
      clock: SystemClock(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func `somebody's commit is taken in, whatever its message says`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1")
    try await reconciler(cluster).reconcile()
    #expect(cluster.taken == ["2"])
  }

  @Test func `a commit of the store's own is waited for, not taken in, however late it is and however many follow it`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1", then: [("3", "2"), ("4", "3"), ("4", "4")])
    let reconciler = reconciler(cluster)
    try await reconciler.reconcile()
    #expect(cluster.taken == [])
    #expect(await reconciler.status.tip == "4")
  }

  @Test func `somebody's commit on top of one of the store's own is taken in once that is adopted`() async throws {
    let cluster = Cluster(tip: "3", adopted: "1", then: [("3", "2")])
    try await reconciler(cluster).reconcile()
    #expect(cluster.taken == ["3"])
  }

  @Test func `a push is compared with what the store has put on main itself since the last look, so that taking that back counts`() async throws {
    // The store told of 1 when this began, has put 2 there itself meanwhile, and 3 says again what 1 said.
    let cluster = Cluster(tip: "2", adopted: "1")
    let reconciler = reconciler(cluster)
    try await reconciler.reconcile()
    cluster.state.withLock { ($0.tip, $0.adopted, $0.texts) = ("4", "3", ["4": "2"]) }
    try await reconciler.reconcile()
    #expect(cluster.taken == ["2", "4"])
    #expect(cluster.state.withLock { $0.batches.map(\.operations.count) } == [1, 1])
  }

  @Test func `the store may tell for a moment of what was adopted before`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1")
    cluster.state.withLock { $0.isSlow = true }
    let reconciler = reconciler(cluster)
    try await reconciler.reconcile()
    try await reconciler.reconcile()
    #expect(cluster.taken == ["2"])
    cluster.state.withLock { ($0.tip, $0.texts) = ("3", ["3": "1"]) }
    try await reconciler.reconcile()
    // What 2 changed is changed back, though the store still tells of 1.
    #expect(cluster.taken == ["2", "3"])
    #expect(cluster.state.withLock { $0.batches.map(\.operations.count) } == [1, 1])
    cluster.state.withLock { $0.adopted = "3" }
    try await reconciler.reconcile()
    #expect(cluster.taken == ["2", "3"])
  }

  @Test func `of two that look at the same time one takes a commit in`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1")
    let reconciler = reconciler(cluster)
    async let first: Void = reconciler.reconcile()
    async let second: Void = reconciler.reconcile()
    _ = try await (first, second)
    #expect(cluster.taken == ["2"])
  }

  @Test func `what could not be deleted is told until the object is wanted again, and a path may hold colons`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1")
    cluster.state.withLock { ($0.files, $0.fails) = (["system:a.yaml": "a", "gone.yaml": "gone"], true) }
    let reconciler = reconciler(cluster)
    try await reconciler.reconcile()
    #expect(await reconciler.status.failures.map(\.place).sorted() == ["gone.yaml:1", "system:a.yaml:1"])
    cluster.state.withLock { ($0.tip, $0.files) = ("3", ["gone.yaml": nil]) }
    try await reconciler.reconcile()
    #expect(await reconciler.status.failures.map(\.place).sorted() == ["ConfigMap gone", "system:a.yaml:1"])
    cluster.state.withLock { ($0.tip, $0.files, $0.fails) = ("4", ["other.yaml": "other"], false) }
    try await reconciler.reconcile()
    #expect(await reconciler.status.failures.map(\.place).sorted() == ["ConfigMap gone", "system:a.yaml:1"])
    cluster.state.withLock { ($0.tip, $0.files) = ("5", ["gone.yaml": "gone", "system:a.yaml": "a2"]) }
    try await reconciler.reconcile()
    #expect(await reconciler.status.failures.isEmpty)
  }

  @Test func `where references can't be watched they are looked at every few seconds`() async throws {
    let clock = ManualClock()
    var reasons: [String] = []
    let hints = RefWatcher.hints(gitDirectory: "/does/not/exist", clock: clock) { reasons.append("\($0)") }
    #expect(reasons.count == 1 && reasons[0].contains("/does/not/exist"))
    let begin = clock.now
    let waiting = Task { await hints.first { _ in true } != nil }
    let ticking = Task {
      while !Task.isCancelled {
        clock.advance(by: .seconds(1))
        await Task.yield()
      }
    }
    #expect(await waiting.value)
    #expect(clock.now >= begin + RefWatcher.pollPause)
    ticking.cancel()
  }

  @Test func `while git can't be written nothing is taken in`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1", then: [nil])
    let reconciler = reconciler(cluster)
    await #expect(throws: StatusError.self) { try await reconciler.reconcile() }
    #expect(cluster.taken == [])
    try await reconciler.reconcile()
    #expect(cluster.taken == ["2"])
  }
}
