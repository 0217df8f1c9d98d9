import APIMachinery
import Basics
import Client
import Manifests

/// What taking changes of `main` in would do, found out by a dry run: nothing is changed.
public struct Proposal: Sendable {
  public var operations: [Batch.Operation] = []
  /// In the order of the operations.
  public var outcomes: [BatchResult.Outcome] = []
  /// What can't be read or opened, with its place.
  public var problems: [String] = []
  public init() {}

  /// Why it can't be done; empty when it can.
  public var refusals: [String] {
    problems + zip(operations, outcomes).compactMap { operation, outcome in
      guard case .failed(let error) = outcome else { return nil }
      return "\(MainReconciler.place(operation)): \(error.message)"
    }
  }
}

extension MainReconciler {
  /// The dry run of changes that aren't on `main` yet.
  public func propose(_ changes: DesiredChanges) async throws -> Proposal {
    try await propose(changes.operations, problems: changes.problems.map(\.description), skipsFailures: false)
  }

  /// The dry run of everything that is on `main` and taken in: what it would change is where the cluster has drifted away.
  public func proposeAll() async throws -> Proposal {
    guard let adopted = adopted() else { return Proposal() }
    try await turn.pass { try await follow(adopted) }
    let all = DesiredChanges(from: ManifestIndex(), changing: try await files(at: adopted))
    return try await propose(all.operations, problems: all.problems.map(\.description), skipsFailures: true)
  }

  private func files(at commit: String) async throws -> [ChangedFile] {
    let source = source
    return try await onOwnThread { try source.changedFiles(from: nil, to: commit) }
  }

  private func propose(_ operations: [Batch.Operation], problems: [String], skipsFailures: Bool) async throws -> Proposal {
    var proposal = Proposal()
    let (opened, failures) = try await open(operations)
    proposal.operations = opened
    proposal.problems = problems + failures.map { "\($0.place): \($0.message)" }
    let batch = Batch(proposal.operations, fieldManager: "main", dryRun: true, skipsFailures: skipsFailures)
    proposal.outcomes = try await client.apply(batch).outcomes
    return proposal
  }
}
