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
      [ChangedFile(path: "a.yaml", content: Array("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {commit: \"\(to)\"}\n".utf8))]
    }

    func apply(_ batch: Batch) -> BatchResult {
      state.withLock { state in
        state.batches.append(batch)
        state.adopted = batch.adopting
      }
      return BatchResult(outcomes: batch.operations.map { _ in .absent })
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

  @Test func `while git can't be written nothing is taken in`() async throws {
    let cluster = Cluster(tip: "2", adopted: "1", then: [nil])
    let reconciler = reconciler(cluster)
    await #expect(throws: StatusError.self) { try await reconciler.reconcile() }
    #expect(cluster.taken == [])
    try await reconciler.reconcile()
    #expect(cluster.taken == ["2"])
  }
}
