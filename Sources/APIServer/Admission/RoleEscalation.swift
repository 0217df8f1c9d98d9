import APIMachinery
import AccessControl

/// Refuses roles and bindings that would give more than their writer holds (`EscalationCheck`).
struct RoleEscalation: AdmissionPlugin {
  let check: EscalationCheck

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.operation == .create || attributes.operation == .update else { return }
    try check.check(
      attributes.request.caller.user, writing: object, old: attributes.old, resource: attributes.request.groupResource,
      staged: EscalationCheck.roleResources.flatMap { unit.stagedObjects(of: $0).compactMap(\.value) })
  }
}
