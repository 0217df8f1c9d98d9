/// The one error of the API: what a server answers with (API reference: Status) and what a client throws.
public struct StatusError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The machine-readable reason that clients switch on.
  public struct Reason: RawRepresentable, Hashable, Sendable {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let badRequest = Reason(rawValue: "BadRequest")
    public static let unauthorized = Reason(rawValue: "Unauthorized")
    public static let forbidden = Reason(rawValue: "Forbidden")
    public static let notFound = Reason(rawValue: "NotFound")
    public static let alreadyExists = Reason(rawValue: "AlreadyExists")
    public static let conflict = Reason(rawValue: "Conflict")
    public static let gone = Reason(rawValue: "Gone")
    public static let expired = Reason(rawValue: "Expired")
    public static let invalid = Reason(rawValue: "Invalid")
    public static let methodNotAllowed = Reason(rawValue: "MethodNotAllowed")
    public static let notAcceptable = Reason(rawValue: "NotAcceptable")
    public static let unsupportedMediaType = Reason(rawValue: "UnsupportedMediaType")
    public static let requestEntityTooLarge = Reason(rawValue: "RequestEntityTooLarge")
    public static let tooManyRequests = Reason(rawValue: "TooManyRequests")
    public static let timeout = Reason(rawValue: "Timeout")
    public static let serverTimeout = Reason(rawValue: "ServerTimeout")
    public static let serviceUnavailable = Reason(rawValue: "ServiceUnavailable")
    public static let internalError = Reason(rawValue: "InternalError")
    public static let unknown = Reason(rawValue: "")
  }

  /// One field that is wrong. `reason` is one of the API's cause types, such as `FieldValueInvalid`.
  public struct Cause: Hashable, Sendable {
    public var reason: String
    public var message: String
    public var field: String
    public init(reason: String, message: String, field: String) {
      (self.reason, self.message, self.field) = (reason, message, field)
    }
  }

  public var code: Int
  public var reason: Reason
  public var message: String
  /// What the error is about: name, group, kind (the resource for most reasons, as upstream does) and uid.
  public var name = ""
  public var group = ""
  public var kind = ""
  public var uid = ""
  public var causes: [Cause] = []
  public var retryAfterSeconds: Int?

  public init(_ code: Int, _ reason: Reason, _ message: String) {
    (self.code, self.reason, self.message) = (code, reason, message)
  }

  public var description: String { message }
}

// MARK: the errors that the API gives, in upstream's words

extension StatusError {
  static func about(_ code: Int, _ reason: Reason, _ resource: GroupResource, _ name: String, _ message: String) -> StatusError {
    var error = StatusError(code, reason, message)
    (error.group, error.kind, error.name) = (resource.group, resource.resource, name)
    return error
  }

  public static func notFound(_ resource: GroupResource, _ name: String) -> StatusError {
    about(404, .notFound, resource, name, "\(resource) \"\(name)\" not found")
  }

  public static func alreadyExists(_ resource: GroupResource, _ name: String) -> StatusError {
    about(409, .alreadyExists, resource, name, "\(resource) \"\(name)\" already exists")
  }

  public static func conflict(_ resource: GroupResource, _ name: String, _ problem: String) -> StatusError {
    about(409, .conflict, resource, name, "Operation cannot be fulfilled on \(resource) \"\(name)\": \(problem)")
  }

  public static func objectModified(_ resource: GroupResource, _ name: String) -> StatusError {
    conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again")
  }

  public static func forbidden(_ resource: GroupResource, _ name: String, _ problem: String) -> StatusError {
    about(403, .forbidden, resource, name,
      resource.resource.isEmpty ? "forbidden: \(problem)"
        : name.isEmpty ? "\(resource) is forbidden: \(problem)" : "\(resource) \"\(name)\" is forbidden: \(problem)")
  }

  public static func badRequest(_ message: String) -> StatusError { StatusError(400, .badRequest, message) }
  public static func unauthorized() -> StatusError { StatusError(401, .unauthorized, "Unauthorized") }
  public static func internalError(_ message: String) -> StatusError {
    var error = StatusError(500, .internalError, "Internal error occurred: \(message)")
    error.causes = [Cause(reason: "", message: message, field: "")]
    return error
  }
  public static func expired(_ message: String) -> StatusError { StatusError(410, .expired, message) }

  /// 422 with a cause for each field error; `kind` here is the object's kind, as upstream has it.
  public static func invalid(_ kind: GroupVersionKind, _ name: String, _ errors: [FieldError]) -> StatusError {
    let qualified = kind.group.isEmpty ? kind.kind : kind.kind + "." + kind.group
    let list = errors.map(\.description)
    let detail = list.count == 1 ? list[0] : "[" + list.joined(separator: ", ") + "]"
    var error = StatusError(422, .invalid, "\(qualified) \"\(name)\" is invalid" + (errors.isEmpty ? "" : ": \(detail)"))
    (error.group, error.kind, error.name) = (kind.group, kind.kind, name)
    error.causes = errors.map { Cause(reason: $0.type.rawValue, message: $0.detailMessage, field: $0.field) }
    return error
  }
}

// MARK: the wire form

extension StatusError {
  /// Those that upstream gives details with whatever there is to say: `details: {}` when nothing.
  private static let detailedReasons: Set<Reason> = [
    .notFound, .alreadyExists, .conflict, .forbidden, .invalid, .methodNotAllowed, .serverTimeout, .timeout, .internalError,
  ]

  public var value: Value {
    var details = Object()
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !kind.isEmpty { details["kind"] = .string(kind) }
    if !uid.isEmpty { details["uid"] = .string(uid) }
    if !causes.isEmpty {
      details["causes"] = .array(causes.map { cause in
        var value: Value = [:]
        if !cause.reason.isEmpty { value["reason"] = .string(cause.reason) }
        value["message"] = .string(cause.message)
        if !cause.field.isEmpty { value["field"] = .string(cause.field) }
        return value
      })
    }
    if let retryAfterSeconds { details["retryAfterSeconds"] = .int(Int64(retryAfterSeconds)) }
    var status: Value = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
    ]
    if reason != .unknown { status["reason"] = .string(reason.rawValue) }
    if !details.isEmpty || Self.detailedReasons.contains(reason) { status["details"] = .object(details) }
    status["code"] = .int(Int64(code))
    return status
  }

  /// Reads a Status object from the wire; nil when the value isn't one that tells of a failure.
  public init?(_ value: Value) {
    guard value.kind == "Status", value["status"]?.string != "Success" else { return nil }
    self.init(
      Int(value["code"]?.int ?? 500), Reason(rawValue: value["reason"]?.string ?? ""), value["message"]?.string ?? "unknown")
    let details = value["details"]
    name = details?["name"]?.string ?? ""
    group = details?["group"]?.string ?? ""
    kind = details?["kind"]?.string ?? ""
    uid = details?["uid"]?.string ?? ""
    causes = details?["causes"]?.array?.map {
      Cause(reason: $0["reason"]?.string ?? "", message: $0["message"]?.string ?? "", field: $0["field"]?.string ?? "")
    } ?? []
    retryAfterSeconds = details?["retryAfterSeconds"]?.int.map { Int($0) }
  }
}
