import APIMachinery
import Client

/// What a deletion asks for (API reference: DeleteOptions).
struct DeletionFlags: Sendable {
  var isServerDryRun = false
  var gracePeriodSeconds: Int?
  var propagation: DeleteOptions.Propagation?

  var body: Value {
    var body: Value = ["kind": "DeleteOptions", "apiVersion": "v1"]
    if let gracePeriodSeconds { body["gracePeriodSeconds"] = .int(Int64(gracePeriodSeconds)) }
    if let propagation { body["propagationPolicy"] = .string(propagation.rawValue) }
    if isServerDryRun { body["dryRun"] = ["All"] }
    return body
  }
}

extension ClusterSession {
  @discardableResult
  func delete(_ address: ObjectAddress, _ flags: DeletionFlags) async throws -> Value {
    try await call("DELETE", address.path(), body: flags.body)
  }
}
