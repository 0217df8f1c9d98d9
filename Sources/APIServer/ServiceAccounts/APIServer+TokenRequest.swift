import APIMachinery
import APISchemas
import AccessControl
import Basics

extension APIServer {
  /// Issues a token of a service account, bound to a pod, secret or node where asked (API reference: TokenRequest).
  func issueToken(
    _ request: ResourceRequest, _ body: RequestBody, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> WriteResult {
    guard let tokens = configuration.serviceAccounts else { throw .notImplemented("the subresource serviceaccounts/token") }
    var object = try decodeObject(body, as: request.bodyKind, parameters, warnings: &unit.warnings)
    guard let account = unit.get(request.key) else { throw .notFound(request.groupResource, request.name) }
    try checkPlace(&object, request)
    try checkRestriction(of: object, request, in: unit)
    let terms = TokenRequestTerms(object["spec"], defaultAudiences: tokens.audiences)
    guard terms.errors.isEmpty else { throw .invalid(request.bodyKind, request.name, terms.errors) }
    var claims = ServiceAccountClaims(
      namespace: account.namespace, account: .init(name: account.name, uid: account.uid), audiences: terms.audiences, id: random.uuid(),
      issuedAt: unit.time, expiresAt: unit.time + .seconds(terms.seconds))
    let requestedEnd = claims.expiresAt
    if let binding = terms.binding { try bind(&claims, to: binding, request, in: unit) }
    (claims.expiresAt, claims.warnAfter) = terms.validity(
      from: unit.time, isForPod: claims.pod != nil, apiAudiences: tokens.audiences)
    let token: String
    do { token = try tokens.issue(claims) } catch { throw .internalError("the token could not be signed") }
    object[path: "metadata", "creationTimestamp"] = .string(unit.time.rfc3339)
    object[path: "spec", "audiences"] = .array(terms.audiences.map { .string($0) })
    object[path: "spec", "expirationSeconds"] = .int(terms.seconds)
    object["status"] = ["token": .string(token), "expirationTimestamp": .string(requestedEnd.rfc3339)]
    return .value(object, status: 201)
  }

  private func checkRestriction(of object: Value, _ request: ResourceRequest, in unit: UnitOfWork) throws(StatusError) {
    guard configuration.admission.isOn(.nodeRestriction) else { return }
    try NodeRestriction.checkToken(object["spec"] ?? [:], request, authorizer: authorizer, in: unit)
  }

  private func checkPlace(_ object: inout Value, _ request: ResourceRequest) throws(StatusError) {
    var errors: [FieldError] = []
    if object.name.isEmpty { object[path: "metadata", "name"] = .string(request.name) }
    if object.namespace.isEmpty { object[path: "metadata", "namespace"] = .string(request.namespace) }
    if object.name != request.name {
      errors.append(.invalid("metadata.name", .string(object.name), "must match the service account name"))
    }
    if object.namespace != request.namespace {
      errors.append(.invalid("metadata.namespace", .string(object.namespace), "must match the service account namespace"))
    }
    guard errors.isEmpty else { throw .invalid(request.bodyKind, request.name, errors) }
  }

  private func bind(
    _ claims: inout ServiceAccountClaims, to reference: Value, _ request: ResourceRequest, in unit: UnitOfWork
  ) throws(StatusError) {
    let (apiVersion, kind, name) = (reference.apiVersion, reference.kind, reference["name"]?.string ?? "")
    guard apiVersion == "v1", let resource = ["Pod": "pods", "Secret": "secrets", "Node": "nodes"][kind] else {
      throw .badRequest("cannot bind token to object of type \(apiVersion), Kind=\(kind)")
    }
    let groupResource = GroupResource(group: "", resource: resource)
    let key = ObjectKey(groupResource, namespace: kind == "Node" ? "" : request.namespace, name: name)
    guard let bound = unit.get(key) else { throw .notFound(groupResource, name) }
    if let uid = reference["uid"]?.string, !uid.isEmpty, uid != bound.uid {
      throw .conflict(
        GroupResource(group: "", resource: kind), name,
        "the UID in the bound object reference (\(uid)) does not match the UID in record. The object might have been deleted and then recreated")
    }
    let target = ServiceAccountClaims.Reference(name: bound.name, uid: bound.uid)
    switch kind {
    case "Secret": claims.secret = target
    case "Node": claims.node = target
    default:
      guard bound[path: "spec", "serviceAccountName"]?.string == request.name else {
        throw .badRequest("cannot bind token for serviceaccount \"\(request.name)\" to pod running with different serviceaccount name.")
      }
      claims.pod = target
      guard let node = bound[path: "spec", "nodeName"]?.string, !node.isEmpty else { return }
      let nodes = GroupResource(group: "", resource: "nodes")
      claims.node = .init(name: node, uid: unit.get(ObjectKey(nodes, name: node))?.uid ?? "")
    }
  }
}
