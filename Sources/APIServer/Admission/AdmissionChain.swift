import APIMachinery
import APISchemas

/// A rule between authorization and the store, beyond what a kind's own validation says.
///
/// Plugins are synchronous and see the cluster through the unit of work, so that objects of one batch see each other.
protocol AdmissionPlugin: Sendable {
  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError)
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError)
}

extension AdmissionPlugin {
  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {}
  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {}
}

struct AdmissionAttributes: Sendable {
  enum Operation: String, Sendable { case create = "CREATE", update = "UPDATE", delete = "DELETE", connect = "CONNECT" }
  var request: ResourceRequest
  var operation: Operation
  var old: Value?
  /// CreateOptions and their like, as webhooks are shown them.
  var options: Value

  init(_ request: ResourceRequest, _ operation: Operation, old: Value?, options: Value = [:]) {
    (self.request, self.operation, self.old, self.options) = (request, operation, old, options)
  }
}

/// All plugins in order: first they change an object, then (after its kind's own validation) they judge it.
struct AdmissionChain: Sendable {
  private let plugins: [any AdmissionPlugin]

  init(_ plugins: [any AdmissionPlugin]) { self.plugins = plugins }

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    for plugin in plugins { try plugin.mutate(&object, attributes, in: &unit) }
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    for plugin in plugins { try plugin.validate(object, attributes, in: &unit) }
  }
}
