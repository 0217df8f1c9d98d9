import APIMachinery
import AccessControl

/// Keeps a node to its own business (kubernetes.io, "Admission Controllers": NodeRestriction): its own Node, Lease, CSINode
/// and ResourceSlices, the pods bound to it, and tokens for them.
struct NodeRestriction: AdmissionPlugin {
  private static let leaseNamespace = "kube-node-lease"

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard let node = attributes.request.caller.user.nodeName else { return }
    let resource = attributes.request.groupResource
    guard !node.isEmpty else {
      throw .forbidden(resource, object.name, "could not determine node from user \"\(attributes.request.caller.user.name)\"")
    }
    let problem: String? =
      switch (resource.group, resource.resource) {
      case ("", "pods"): PodRules(node: node, unit: unit).problem(object, attributes)
      case ("", "nodes"): NodeObjectRules(node: node).problem(object, attributes)
      case ("", "persistentvolumeclaims"): claimProblem(node, object, attributes)
      case ("coordination.k8s.io", "leases"): leaseProblem(node, object, attributes)
      case ("storage.k8s.io", "csinodes"):
        name(object, attributes) == node ? nil : "can only access CSINode with the same name as the requesting node"
      case ("resource.k8s.io", "resourceslices"): sliceProblem(node, object, attributes)
      default: nil
      }
    if let problem { throw .forbidden(resource, name(object, attributes), problem) }
  }

  /// A token request isn't written and passes no admission: whoever issues tokens asks here. `spec`: of the request.
  static func checkToken(
    _ spec: Value, _ request: ResourceRequest, authorizer: AuthorizerChain, in unit: UnitOfWork
  ) throws(StatusError) {
    guard let node = request.caller.user.nodeName else { return }
    func forbidden(_ problem: String) -> StatusError { .forbidden(request.groupResource, request.name, problem) }
    guard let reference = spec["boundObjectRef"], reference.apiVersion == "v1", reference.kind == "Pod",
      let name = reference["name"]?.string, !name.isEmpty
    else { throw forbidden("node requested token not bound to a pod") }
    guard let uid = reference["uid"]?.string, !uid.isEmpty else {
      throw forbidden("node requested token with a pod binding without a uid")
    }
    guard let pod = unit.get(ObjectKey(AdmissionAttributes.pods, namespace: request.namespace, name: name)) else { throw .notFound(AdmissionAttributes.pods, name) }
    guard pod.uid == uid else { throw forbidden("node requested token bound to a pod that has another uid") }
    guard pod[path: "spec", "nodeName"]?.string == node else {
      throw forbidden("node requested token bound to a pod scheduled on a different node")
    }
    let audiences = (spec["audiences"]?.array ?? []).compactMap(\.string)
    guard audiences.count <= 1 else { throw forbidden("node may only request 0 or 1 audiences") }
    let audience = audiences.first ?? ""
    guard !PodAudiences(pod: pod, unit: unit).contains(audience) else { return }
    let attributes = AuthorizationAttributes(
      user: request.caller.user, verb: "request-serviceaccounts-token-audience", apiGroup: "", apiVersion: "v1", resource: audience,
      namespace: request.namespace, name: request.name)
    guard authorizer.review(attributes).isAllowed else {
      let name = request.caller.user.name
      throw forbidden(
        "audience \"\(audience)\" not found in pod spec volume, \(name) is not authorized to request tokens for this audience")
    }
  }

  private func name(_ object: Value, _ attributes: AdmissionAttributes) -> String {
    attributes.request.name.isEmpty ? object.name : attributes.request.name
  }

  private func leaseProblem(_ node: String, _ object: Value, _ attributes: AdmissionAttributes) -> String? {
    guard attributes.request.namespace == Self.leaseNamespace else {
      return "can only access leases in the \"\(Self.leaseNamespace)\" system namespace"
    }
    return name(object, attributes) == node ? nil : "can only access node lease with the same name as the requesting node"
  }

  private func sliceProblem(_ node: String, _ object: Value, _ attributes: AdmissionAttributes) -> String? {
    let verb = attributes.operation.rawValue.lowercased()
    for state in [object, attributes.old ?? object] where state[path: "spec", "nodeName"]?.string != node {
      return "can only \(verb) ResourceSlices with the same NodeName as the requesting node"
    }
    return nil
  }

  /// How far a claim's volume has grown, and nothing else.
  private func claimProblem(_ node: String, _ object: Value, _ attributes: AdmissionAttributes) -> String? {
    guard attributes.request.subresource == "status" else { return "may only update PVC status" }
    guard attributes.operation == .update, let old = attributes.old else {
      return "unexpected operation \"\(attributes.operation.rawValue)\""
    }
    func rest(_ claim: Value) -> Value {
      var claim = claim
      for key in ["capacity", "conditions", "allocatedResources", "allocatedResourceStatuses"] { claim[path: "status", key] = nil }
      for key in ["managedFields", "resourceVersion"] { claim[path: "metadata", key] = nil }
      if claim["status"]?.object?.isEmpty == true { claim["status"] = nil }
      return claim
    }
    return rest(old) == rest(object)
      ? nil : "node \"\(node)\" is not allowed to update fields other than status.quantity and status.conditions"
  }
}
