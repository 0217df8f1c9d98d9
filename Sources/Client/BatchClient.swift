import APIMachinery

/// Applies many manifests as one transaction (design I5): validated and admitted whole, then all of them or none.
public protocol BatchClient: Sendable {
  func apply(_ batch: Batch) async throws -> BatchResult
}

public struct Batch: Sendable {
  public enum Operation: Sendable {
    /// Server-side apply of a manifest, taking over fields that others own.
    case apply(Document)
    /// Deletes with the API's own semantics. An object that isn't there is no error.
    case delete(GroupVersionKind, namespace: String, name: String)
  }

  /// A manifest and where it was written.
  public struct Document: Sendable {
    public var object: Value
    /// The bytes as written; nil when there is no text (an object made by a program).
    public var source: [UInt8]?
    /// Relative to the top of the repository; nil when the manifest isn't kept there yet.
    public var path: String?
    /// For messages: file and line.
    public var place: String
    /// What the manifest said before: fields that it no longer says are taken away. Nil where there was none.
    public var previous: Value?
    public init(object: Value, source: [UInt8]? = nil, path: String? = nil, place: String = "", previous: Value? = nil) {
      (self.object, self.source, self.path, self.place, self.previous) = (object, source, path, place, previous)
    }
  }

  public var operations: [Operation]
  public var fieldManager: String
  public var dryRun: Bool
  /// The commit of `main` that the operations come from. Its changes then aren't written to `main` again.
  public var adopting: String?
  /// The note for that commit; the outcome of each operation is appended.
  public var note: String
  /// True: objects that fail are left as they are and reported, the others are applied (design I6). False: all or none.
  public var skipsFailures: Bool
  /// The author of the commit; nil for the caller.
  public var user: String?
  /// For each operation, the users as whom it must be allowed, and as the last of whom it is admitted; nil: as the caller. An operation
  /// that has none is refused.
  public var authors: [[String]]?

  public init(
    _ operations: [Operation], fieldManager: String, dryRun: Bool = false, adopting: String? = nil, note: String = "",
    skipsFailures: Bool = false, user: String? = nil
  ) {
    (self.operations, self.fieldManager, self.dryRun, self.adopting) = (operations, fieldManager, dryRun, adopting)
    (self.note, self.skipsFailures, self.user) = (note, skipsFailures, user)
  }
}

public struct BatchResult: Sendable {
  public enum Outcome: Sendable {
    case created(Value)
    case configured(Value)
    case unchanged(Value)
    case deleted(Value)
    case absent
    case failed(StatusError)
  }
  /// In the order of the operations.
  public var outcomes: [Outcome]
  public init(outcomes: [Outcome]) { self.outcomes = outcomes }
  public var isSuccess: Bool { !outcomes.contains { if case .failed = $0 { true } else { false } } }
}
