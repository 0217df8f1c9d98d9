import APIMachinery
import Basics
import Client
import Logging
import Manifests

/// Puts objects back to what `main` says, where their policy asks for it (`DriftPolicy`).
///
/// Level-triggered: after changes of the store it compares, by a dry run, what `main` says of these objects with what is there. A person's
/// change is on the way to `main` for a moment, and never taken for drift: it looks only when everything acknowledged is in git, looks again
/// before it acts, and acts only on the very version that it has looked at.
public actor DriftCorrector {
  /// The shortest time between two looks, and how many times as long as one took the rest after it is.
  private static let rest = Duration.seconds(1)
  private static let restFactor = 10

  private let main: MainReconciler
  private let client: any APIClient & BatchClient
  private let flushed: @Sendable () async throws -> String?
  private let clock: any WallClock
  private let logger: Logger
  private var backoff = DriftBackoff()

  /// `flushed` waits until everything acknowledged is in git, and tells the commit of `main` that the store holds then; nil where there is
  /// none, or while persons' changes are held back from `main`.
  public init(
    main: MainReconciler, client: any APIClient & BatchClient, flushed: @escaping @Sendable () async throws -> String?,
    clock: any WallClock, logger: Logger
  ) {
    (self.main, self.client, self.flushed, self.clock, self.logger) = (main, client, flushed, clock, logger)
  }

  /// Looks after every hint that something may have changed, until cancelled.
  public func run(_ hints: AsyncStream<Void>) async {
    for await _ in hints {
      var isLeft = true
      while isLeft, !Task.isCancelled {
        let begin = clock.now
        do { isLeft = try await correct() } catch {
          logger.warning("drift could not be corrected; trying again", metadata: ["error": "\(error)"])
        }
        do { try await clock.sleep(for: max(Self.rest, min((clock.now - begin) * Self.restFactor, .seconds(60)))) } catch { return }
      }
    }
  }

  /// One look. True when something has to be looked at again, whether or not anything changes.
  func correct() async throws -> Bool {
    // Before anybody is hurried: most clusters ask for nothing of the kind.
    guard try await main.mayCorrect(), let commit = try await flushed() else { return false }
    let operations = try await main.correctable(at: commit)
    guard !operations.isEmpty else { return false }
    var batch = Batch(operations, fieldManager: "main", dryRun: true, skipsFailures: true)
    let found = try await client.apply(batch)
    let now = clock.now
    var isLeft = false
    var corrections: [Batch.Operation] = []
    for (operation, outcome) in zip(operations, found.outcomes) {
      guard case .apply(var document) = operation else { continue }
      switch outcome {
      case .created: break
      // The dry run leaves the version that it has looked at.
      case .configured(let object): document.object[path: "metadata", "resourceVersion"] = .string(object.resourceVersion)
      default: continue
      }
      if backoff.allows(Self.name(document), now: now) { corrections.append(.apply(document)) } else { isLeft = true }
    }
    guard !corrections.isEmpty else { return isLeft }
    guard try await flushed() == commit else { return true }
    batch = Batch(corrections, fieldManager: "main", skipsFailures: true)
    let result = try await client.apply(batch)
    for (operation, outcome) in zip(corrections, result.outcomes) {
      guard case .apply(let document) = operation else { continue }
      switch outcome {
      case .created, .configured:
        backoff.corrected(Self.name(document), now: now)
        logger.notice("put an object back to what main says", metadata: ["object": "\(Self.name(document))", "manifest": "\(document.place)"])
        await main.report(document, reason: "DriftCorrected", message: "put back to what main says (\(document.place))", type: "Normal")
      case .failed(let error):
        isLeft = true
        backoff.corrected(Self.name(document), now: now)
        logger.warning("an object could not be put back", metadata: ["object": "\(Self.name(document))", "error": "\(error.message)"])
      default: break
      }
    }
    return isLeft
  }

  private static func name(_ document: Batch.Document) -> String {
    "\(document.object.kind) \(document.object.namespace)/\(document.object.name)"
  }
}

extension MainReconciler {
  /// False when no manifest so much as mentions a policy. Looks at each file's bytes once.
  func mayCorrect() async throws -> Bool {
    guard let commit = adopted() else { return false }
    guard commit != mentioned.commit else { return mentioned.isThere }
    let (source, from) = (source, mentioned.commit)
    let isThere = try await onOwnThread {
      try source.changedFiles(from: from, to: commit).contains { $0.content.map { Self.mentionsPolicy($0) } ?? false }
    }
    mentioned = (commit, mentioned.isThere || isThere)
    return mentioned.isThere
  }

  private static func mentionsPolicy(_ content: [UInt8]) -> Bool {
    String(decoding: content, as: UTF8.self).contains(DriftPolicy.annotation)
  }

  /// The manifests of a commit whose objects are put back when they drift away.
  func correctable(at commit: String) async throws -> [Batch.Operation] {
    try await turn.pass { try await follow(commit) }
    let manifests = indexed.index.manifests.filter { DriftPolicy($0.object, in: indexed.index) == .correct }
    if manifests.isEmpty { mentioned = (commit, false) }
    // What can't be opened is told where it is taken in.
    return try await open(manifests.map { .apply(Batch.Document(object: $0.object, path: $0.path, place: $0.place)) }).operations
  }

  /// What is done about each object of these operations.
  public func policies(of operations: [Batch.Operation]) -> [DriftPolicy] {
    operations.map { operation in
      guard case .apply(let document) = operation else { return .report }
      return DriftPolicy(document.object, in: indexed.index)
    }
  }
}
