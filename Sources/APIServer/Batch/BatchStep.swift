import APIMachinery
import Client
import Store

/// What one operation of a batch decided, before the commit.
enum BatchStep: Sendable {
  case created(ObjectKey, Value)
  case configured(ObjectKey, Value)
  case unchanged(Value)
  case deleted(ObjectKey, Value)
  case absent
  case failed(StatusError)

  var isFailure: Bool { if case .failed = self { true } else { false } }

  var word: String {
    switch self {
    case .created: "created"
    case .configured: "configured"
    case .unchanged: "unchanged"
    case .deleted: "deleted"
    case .absent: "absent"
    case .failed: "failed"
    }
  }

  var problem: String { if case .failed(let error) = self { ": " + error.message } else { "" } }

  /// With the object as the commit numbered it.
  func outcome(_ committed: Committed) -> BatchResult.Outcome {
    func current(_ key: ObjectKey, _ value: Value) -> Value { committed.objects[key]?.decoded() ?? value }
    return switch self {
    case .created(let key, let value): .created(current(key, value))
    case .configured(let key, let value): .configured(current(key, value))
    case .unchanged(let value): .unchanged(value)
    case .deleted(let key, let value): .deleted(current(key, value))
    case .absent: .absent
    case .failed(let error): .failed(error)
    }
  }
}

extension DirectClient: BatchClient {
  public func apply(_ batch: Batch) async throws -> BatchResult {
    try await server.asking { () async throws(StatusError) in try await server.apply(batch, caller) }
  }
}
