import APIMachinery
import APISchemas
import Client

/// What a delete asks for (API reference: DeleteOptions), from the query, the body or in process.
struct DeleteParameters: Sendable {
  var gracePeriodSeconds: Int?
  var propagation: DeleteOptions.Propagation?
  /// The deprecated form of `propagation`.
  var orphanDependents: Bool?
  var uid: String?
  var resourceVersion: String?
  var isDryRun = false

  init() {}

  init(_ options: DeleteOptions) {
    (gracePeriodSeconds, propagation) = (options.gracePeriodSeconds, options.propagation)
    (uid, resourceVersion, isDryRun) = (options.uid, options.resourceVersion, options.dryRun)
  }

  /// A body, when there is one, replaces the query.
  init(_ query: QueryParameters, body: Value?) throws(StatusError) {
    gracePeriodSeconds = try query.int("gracePeriodSeconds")
    orphanDependents = query.bool("orphanDependents")
    isDryRun = try WriteParameters.dryRun(query.all("dryRun"), verb: "delete")
    var policy = query["propagationPolicy"]
    if let body, body.object?.isEmpty == false {
      guard body.kind.isEmpty || body.kind == "DeleteOptions" else {
        throw .badRequest("decoded object cannot be converted to DeleteOptions")
      }
      gracePeriodSeconds = try Self.integer(body, "gracePeriodSeconds")
      orphanDependents = body["orphanDependents"]?.bool
      policy = body["propagationPolicy"]?.string
      uid = body["preconditions"]?["uid"]?.string
      resourceVersion = body["preconditions"]?["resourceVersion"]?.string
      isDryRun = try WriteParameters.dryRun(body["dryRun"]?.array?.compactMap(\.string) ?? [], verb: "delete")
    }
    try read(policy: policy)
  }

  private static func integer(_ body: Value, _ name: String) throws(StatusError) -> Int? {
    guard let value = body[name], !value.isNull else { return nil }
    guard let number = value.int, let result = Int(exactly: number) else {
      throw .badRequest("json: cannot unmarshal \(value.typeName) into Go struct field DeleteOptions.\(name) of type int64")
    }
    return result
  }

  private mutating func read(policy: String?) throws(StatusError) {
    guard let policy, !policy.isEmpty else { return }
    guard let propagation = DeleteOptions.Propagation(rawValue: policy) else {
      throw Self.invalid(.notSupported("propagationPolicy", .string(policy), ["Foreground", "Background", "Orphan", "nil"]))
    }
    guard orphanDependents == nil else {
      throw Self.invalid(.invalid("propagationPolicy", .string(policy), "orphanDependents and deletionPropagation cannot be both set"))
    }
    self.propagation = propagation
  }

  private static func invalid(_ error: FieldError) -> StatusError {
    .invalid(GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "DeleteOptions"), "", [error])
  }

  /// The finalizers that the garbage collector takes for its orders, after those on the object. `orphansByDefault`: what becomes of the
  /// dependents when nobody has said it.
  func finalizers(_ current: [String], orphansByDefault: Bool = false) -> [String] {
    let orphan = "orphan"
    let foreground = "foregroundDeletion"
    var wanted: String? = current.contains(orphan) ? orphan : (current.contains(foreground) ? foreground : nil)
    switch propagation {
    case .orphan: wanted = orphan
    case .foreground: wanted = foreground
    case .background: wanted = nil
    case nil:
      if let orphanDependents { wanted = orphanDependents ? orphan : nil } else if wanted == nil, orphansByDefault { wanted = orphan }
    }
    var result = current.filter { $0 != orphan && $0 != foreground }
    if let wanted { result.append(wanted) }
    return result
  }
}
