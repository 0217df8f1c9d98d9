import APIMachinery
import Client

/// One operation of a plan, and what came of its dry run.
struct PlannedChange: Sendable {
  let operation: Batch.Operation
  let outcome: BatchResult.Outcome

  init(_ operation: Batch.Operation, _ outcome: BatchResult.Outcome) { (self.operation, self.outcome) = (operation, outcome) }

  /// nil when the value is no item of a plan.
  init?(_ item: Value) {
    guard let operation = item["operation"].flatMap({ BatchWire.read($0) }), let outcome = item["outcome"] else { return nil }
    self.init(operation, BatchWire.outcome(outcome))
  }

  /// The object as the operation names it.
  var subject: Value {
    switch operation {
    case .apply(let document): document.object
    case .delete(let kind, let namespace, let name):
      [
        "apiVersion": .string(kind.groupVersion.description), "kind": .string(kind.kind),
        "metadata": ["name": .string(name), "namespace": .string(namespace)],
      ]
    }
  }

  /// The object as it would be; nil when it goes, or when the operation failed.
  var result: Value? {
    switch outcome {
    case .created(let object), .configured(let object), .unchanged(let object): object
    case .deleted, .absent, .failed: nil
    }
  }

  var changesSomething: Bool {
    switch outcome {
    case .created, .configured, .deleted: true
    case .unchanged, .absent, .failed: false
    }
  }

  var failure: String? {
    guard case .failed(let error) = outcome else { return nil }
    guard case .apply(let document) = operation, !document.place.isEmpty, !error.message.hasPrefix(document.place) else { return error.message }
    return "\(document.place): \(error.message)"
  }
}
