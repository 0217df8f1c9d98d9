import APIMachinery
import Basics
import Client
import Logging
import Manifests

/// Takes commits of `main` in: whatever moves the branch, its tree becomes the cluster's desired state, in one transaction.
///
/// Level-triggered: it compares the tip with what was adopted last, however many commits, pushes or resets lie between. Commits that
/// the daemon itself made for API requests are adopted already and only update the index.
public actor MainReconciler {
  let source: any CommitSource
  let client: any APIClient & BatchClient
  let adopted: @Sendable () -> String?
  private let settled: @Sendable () async throws -> String?
  private let openSecrets: @Sendable (Value) throws -> Value
  private let deletionGuard: DeletionGuard
  private let policy: @Sendable () throws -> MainPolicy
  private let clock: any WallClock
  private let logger: Logger
  var indexed: (commit: String?, index: ManifestIndex) = (nil, ManifestIndex())
  /// Whether a manifest of this commit mentions what is to be done about drift.
  var mentioned: (commit: String?, isThere: Bool) = (nil, false)
  /// Without what failed before this process began (`wholeStatus`).
  public private(set) var status = MainStatus()
  private var hasRecalled = false
  /// One commit is taken in, or compared, at a time: this actor lets others in wherever it waits.
  let turn = Turnstile(width: 1)
  /// What the store told as adopted before it was handed what is indexed: for a moment it goes on telling that.
  private var overtaken: Set<String?> = []
  /// Objects without a manifest that are left alone (`DesiredChanges.withheld`).
  private var withheld: [Manifest] = []

  /// `adopted` tells the newest commit of `main` that the store has taken in; `settled` tells the same once that is true of all that the
  /// store itself has put on `main`, and throws when it can't get there; `openSecrets` turns sealed values into clear
  /// ones, on a thread that may wait, and throws when one can't be opened.
  public init(
    source: any CommitSource, client: any APIClient & BatchClient, adopted: @escaping @Sendable () -> String?,
    settled: @escaping @Sendable () async throws -> String?, openSecrets: @escaping @Sendable (Value) throws -> Value,
    deletionGuard: DeletionGuard = DeletionGuard(), policy: @escaping @Sendable () throws -> MainPolicy = { MainPolicy() },
    clock: any WallClock, logger: Logger
  ) {
    self.policy = policy
    (self.source, self.client, self.adopted, self.settled, self.openSecrets) = (source, client, adopted, settled, openSecrets)
    (self.deletionGuard, self.clock, self.logger) = (deletionGuard, clock, logger)
  }

  /// Reconciles now and after every hint, until cancelled. A failure of the store or the server is retried with back-off.
  public func run(_ hints: AsyncStream<Void>) async {
    await reconcileUntilDone()
    for await _ in hints {
      if Task.isCancelled { return }
      await reconcileUntilDone()
    }
  }

  private func reconcileUntilDone() async {
    var delay = Duration.milliseconds(100)
    while !Task.isCancelled {
      do { return try await reconcile() } catch {
        logger.warning("main could not be taken in; trying again", metadata: ["error": "\(error)", "after": "\(delay)"])
        do { try await clock.sleep(for: delay) } catch { return }
        delay = min(delay * 2, .seconds(30))
      }
    }
  }

  /// One step: from what is indexed to the tip.
  public func reconcile() async throws { try await turn.pass { try await step() } }

  private func step() async throws {
    let source = source
    while true {
      // In this order: a tip that isn't the adopted commit then came after it, also where `main` was reset to an older one.
      let adopted = adopted()
      guard let tip = try await onOwnThread({ try source.mainTip() }) else { return }
      (status.tip, status.adopted) = (tip, adopted)
      // What was taken in before this process began is read when there is something to compare with it.
      if indexed.commit == nil, tip == adopted { return status.held = nil }
      try await follow(adopted)
      guard tip != indexed.commit else { return status.held = nil }
      // The store writes a person's change through the API to `main` first and to `live` a moment later, and only while nobody else's
      // commit is there. If it has adopted nothing of its own meanwhile, the tip is somebody else's; otherwise this looks again.
      if try await settled() == adopted { return try await adopt(tip) }
    }
  }

  /// Brings the index to what the store has taken in, its own commits too: a push is compared with that.
  func follow(_ adopted: String?) async throws {
    guard let adopted, adopted != indexed.commit, !overtaken.contains(adopted) else { return }
    try await index(adopted)
    overtaken = []
  }

  private func index(_ commit: String) async throws {
    let (source, from) = (source, indexed.commit)
    let files = try await onOwnThread { try source.changedFiles(from: from, to: commit) }
    for file in files { indexed.index.update(file.path, file.content) }
    indexed.commit = commit
  }

  private func adopt(_ tip: String) async throws {
    let (source, from) = (source, indexed.commit)
    let (files, summary) = try await onOwnThread { (try source.changedFiles(from: from, to: tip), try source.commit(tip)) }
    let (policy, commits) = try await onOwnThread { [policy] in
      let policy = try policy()
      return (policy, policy.isDemanding ? try source.history(from: from, to: tip) : [])
    }
    let refusals = policy.refusals(commits)
    guard refusals.isEmpty else { return hold(tip, refusals.joined(separator: "\n")) }
    let changes = DesiredChanges(from: indexed.index, changing: files, withheld: withheld)
    if case .hold(let reason) = deletionGuard.verdict(
      before: changes.countBefore, after: changes.countAfter, deleted: changes.deletionCount, message: summary.message)
    {
      return hold(tip, reason)
    }
    var failures = changes.problems.map { MainStatus.Failure($0) }
    let (operations, unopened) = try await open(changes.operations)
    failures += unopened
    var batch = Batch(
      operations, fieldManager: "main", adopting: tip, note: note(failures), skipsFailures: true, user: summary.authorName)
    let authors = policy.authors(commits)
    if policy.authorizesAuthors { batch.authors = operations.map { changes.authors(of: $0, authors) } }
    let result = try await client.apply(batch)
    for (operation, outcome) in zip(operations, result.outcomes) {
      guard case .failed(let error) = outcome else { continue }
      failures.append(Self.failure(operation, error.message))
    }
    overtaken.formUnion([adopted(), from])
    overtaken.remove(tip)
    (indexed, withheld) = ((tip, changes.index), changes.withheld)
    keep(failures, changed: Set(files.map(\.path)))
    (status.adopted, status.held) = (tip, nil)
    logger.info("took a commit of main in", metadata: ["commit": "\(tip)", "operations": "\(operations.count)", "failures": "\(failures.count)"])
    await report(operations, result)
  }

  private func hold(_ tip: String, _ reason: String) {
    if status.held != reason { logger.warning("a commit of main is held", metadata: ["commit": "\(tip)", "reason": "\(reason)"]) }
    status.held = reason
  }

  /// Secret data is in clear above the store and sealed on `main`; what can't be opened is a failure of that object alone. Opening may have
  /// to ask a key service.
  func open(_ operations: [Batch.Operation]) async throws -> (operations: [Batch.Operation], failures: [MainStatus.Failure]) {
    try await onOwnThread { [openSecrets] in
      var failures: [MainStatus.Failure] = []
      return (operations.compactMap { Self.open($0, openSecrets, &failures) }, failures)
    }
  }

  private static func open(
    _ operation: Batch.Operation, _ openSecrets: (Value) throws -> Value, _ failures: inout [MainStatus.Failure]
  ) -> Batch.Operation? {
    guard case .apply(var document) = operation,
      SealedSecrets.isSecret(document.object) || SealedSecrets.holdsSealedValues(document.object)
    else { return operation }
    do {
      document.object = try openSecrets(document.object)
      document.source = nil
      return .apply(document)
    } catch {
      failures.append(Self.failure(operation, "\(error)"))
      return nil
    }
  }

  private func note(_ failures: [MainStatus.Failure]) -> String {
    failures.map { "failed \($0.place): \($0.message)\n" }.joined()
  }

  /// The status with what failed before this process began, where git can tell.
  public func wholeStatus() async -> MainStatus {
    guard !hasRecalled, let adopted = adopted() else { return status }
    let source = source
    let earlier = try? await onOwnThread { try EarlierFailures(source: source).read(at: adopted) }
    if !hasRecalled, let earlier {
      hasRecalled = true
      let known = Set(status.failures.map(\.path))
      status.failures = earlier.filter { !known.contains($0.path) } + status.failures
    }
    return status
  }

  private func keep(_ failures: [MainStatus.Failure], changed: Set<String>) {
    let index = indexed.index
    status.failures.removeAll { failure in
      // What could not be deleted stays until it is wanted again.
      if let object = failure.object { return index[object] != nil }
      return index.file(failure.path) == nil || changed.contains(failure.path) || failure.otherPaths.contains(where: changed.contains)
    }
    status.failures += failures
  }

  private static func failure(_ operation: Batch.Operation, _ message: String) -> MainStatus.Failure {
    switch operation {
    case .apply(let document):
      let path = document.path ?? document.place
      let line = document.place.hasPrefix(path + ":") ? Int(document.place.dropFirst(path.count + 1)) : nil
      return MainStatus.Failure(path: path, line: line, message: message)
    case .delete(let kind, let namespace, let name):
      let object = ManifestIdentity(group: kind.group, kind: kind.kind, namespace: namespace, name: name)
      return MainStatus.Failure(path: place(operation), message: message, object: object)
    }
  }

  static func place(_ operation: Batch.Operation) -> String {
    switch operation {
    case .apply(let document): document.place
    case .delete(let kind, _, let name): "\(kind.kind) \(name)"
    }
  }

  /// An Event beside the object that could not be brought to what its manifest says.
  private func report(_ operations: [Batch.Operation], _ result: BatchResult) async {
    for (operation, outcome) in zip(operations, result.outcomes) {
      guard case .failed(let error) = outcome, case .apply(let document) = operation else { continue }
      await report(document, reason: "ManifestFailed", message: "\(document.place): \(error.message)", type: "Warning")
    }
  }

  /// An Event about the object of a manifest. One that can't be written is logged.
  func report(_ document: Batch.Document, reason: String, message: String, type: String) async {
    let now = Value.string(clock.now.rfc3339)
    let namespace = document.object.namespace.isEmpty ? "default" : document.object.namespace
    let event: Value = [
      "apiVersion": "v1", "kind": "Event",
      "metadata": ["generateName": .string(document.object.name + "."), "namespace": .string(namespace)],
      "involvedObject": [
        "apiVersion": .string(document.object.apiVersion), "kind": .string(document.object.kind), "name": .string(document.object.name),
        "namespace": .string(namespace),
      ],
      "reason": .string(reason), "message": .string(String(message.prefix(1_000))), "type": .string(type), "count": 1,
      "firstTimestamp": now, "lastTimestamp": now, "source": ["component": "gitops"], "reportingComponent": "gitops", "reportingInstance": "",
    ]
    let path = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "events"), namespace: namespace)
    do { _ = try await client.create(path, event, options: WriteOptions()) } catch {
      logger.warning("an Event could not be written", metadata: ["error": "\(error)"])
    }
  }
}
