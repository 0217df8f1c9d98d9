import APIMachinery
import AccessControl
import Client

extension APIServer {
  /// Tells each operation of a transaction as the request that it stands for, so that a policy's rules about a resource hold for what is
  /// written in a transaction too. The events have the transaction's audit id; they come when it is over, and have one stage.
  func audit(_ batch: Batch, _ caller: Caller, _ result: Result<BatchResult, StatusError>) async {
    guard let audit = configuration.audit else { return }
    for (index, operation) in batch.operations.enumerated() {
      guard let attributes = attributes(of: operation, batch.authors?[index].last, caller) else { continue }
      let verdict = audit.policy.verdict(attributes)
      guard verdict.level > .none else { continue }
      var event = AuditEvent(attributes: attributes, receivedAt: clock.now)
      (event.auditID, event.userAgent, event.requestURI) = (caller.auditID, caller.userAgent, BatchWire.path)
      let trail = AuditTrail(event, verdict, sinks: audit.sinks, clock: clock)
      if case .apply(let document) = operation { trail.note(requestObject: document.object) }
      switch result {
      case .success(let result): trail.note(result.outcomes[index])
      case .failure(let error): trail.change { ($0.responseCode, $0.responseStatus) = (error.code, error.value) }
      }
      await trail.record(.responseComplete)
    }
  }

  /// nil for an operation on what isn't served: nothing can come of it.
  private func attributes(of operation: Batch.Operation, _ author: String?, _ caller: Caller) -> AuthorizationAttributes? {
    let (kind, namespace, name, verb): (GroupVersionKind?, String, String, String) =
      switch operation {
      case .apply(let document): (document.object.groupVersionKind, document.object.namespace, document.object.name, "patch")
      case .delete(let kind, let namespace, let name): (kind, namespace, name, "delete")
      }
    guard let definition = kind.flatMap({ servedAPIs.current().scheme.resource(of: $0) }) else { return nil }
    var caller = caller
    if let author { caller.user = Self.author(author) }
    let place = definition.isNamespaced ? (namespace.isEmpty ? "default" : namespace) : ""
    return ResourceRequest(caller, verb: verb, definition, scheme, namespace: place, name: name).attributes()
  }
}

extension AuditTrail {
  fileprivate func note(_ outcome: BatchResult.Outcome) {
    change { event in
      switch outcome {
      case .created(let object): (event.responseCode, event.responseObject) = (201, object)
      case .configured(let object), .unchanged(let object), .deleted(let object): (event.responseCode, event.responseObject) = (200, object)
      case .absent: event.responseCode = 404
      case .failed(let error): (event.responseCode, event.responseStatus) = (error.code, error.value)
      }
      if event.level < .requestResponse { event.responseObject = nil }
    }
  }
}
