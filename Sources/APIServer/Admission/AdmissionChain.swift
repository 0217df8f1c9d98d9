import APIMachinery
import APISchemas

/// A rule between authorization and the store, beyond what a kind's own validation says.
///
/// Plugins are synchronous and see the cluster through the unit of work, so that objects of one batch see each other.
protocol AdmissionPlugin: Sendable {
  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError)
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError)
}

extension AdmissionPlugin {
  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) {}
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) {}
}

struct AdmissionAttributes: Sendable {
  enum Operation: String, Sendable { case create = "CREATE", update = "UPDATE", delete = "DELETE", connect = "CONNECT" }
  var request: ResourceRequest
  var operation: Operation
  var old: Value?

  init(_ request: ResourceRequest, _ operation: Operation, old: Value?) {
    (self.request, self.operation, self.old) = (request, operation, old)
  }
}

/// All mutating plugins in order, then (after validation) all validating ones.
struct AdmissionChain: Sendable {
  let mutating: [any AdmissionPlugin]
  let validating: [any AdmissionPlugin]

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) {
    for plugin in mutating { try plugin.mutate(&object, attributes, in: unit) }
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: UnitOfWork) throws(StatusError) {
    for plugin in validating { try plugin.validate(object, attributes, in: unit) }
  }
}
