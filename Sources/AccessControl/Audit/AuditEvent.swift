import APIMachinery
import Basics

/// What is known of a request at one of its stages, as an event of the audit log (API reference: audit.k8s.io/v1 Event).
public struct AuditEvent: Sendable {
  public var level = AuditLevel.metadata
  public var auditID = ""
  public var requestURI = ""
  public var attributes: AuthorizationAttributes
  public var impersonated: UserInfo?
  public var sourceAddresses: [String] = []
  public var userAgent = ""
  public var receivedAt: Timestamp
  public var annotations: [String: String] = [:]
  public var requestObject: Value?
  public var responseObject: Value?
  /// The answer's status code and, when it is a Status, what that says.
  public var responseCode: Int?
  public var responseStatus: Value?
  public var omitsManagedFields = false
  /// Of the object that the request is about, once that is known.
  public var objectUID = ""
  public var objectResourceVersion = ""

  /// The longest text of an annotation or of a URI; what is longer is cut.
  private static let textMax = 16 << 10

  public init(attributes: AuthorizationAttributes, receivedAt: Timestamp) { (self.attributes, self.receivedAt) = (attributes, receivedAt) }

  public func value(_ stage: AuditStage, at now: Timestamp) -> Value {
    var event: Value = [
      "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": .string(level.rawValue), "auditID": .string(auditID),
      "stage": .string(stage.rawValue), "requestURI": .string(String(requestURI.prefix(Self.textMax))), "verb": .string(attributes.verb),
      "user": attributes.user.wire,
    ]
    event["impersonatedUser"] = impersonated?.wire
    if !sourceAddresses.isEmpty { event["sourceIPs"] = .array(sourceAddresses.map { .string($0) }) }
    if !userAgent.isEmpty { event["userAgent"] = .string(String(userAgent.prefix(1_024))) }
    if attributes.isResourceRequest { event["objectRef"] = objectReference }
    if stage != .requestReceived, let responseCode {
      var status: Value = ["metadata": [:]]
      for field in ["status", "message", "reason", "details"] { status[field] = responseStatus?[field] }
      status["code"] = .int(Int64(responseCode))
      event["responseStatus"] = status
    }
    if level >= .request { event["requestObject"] = requestObject.map(shown) }
    if level >= .requestResponse, stage == .responseComplete { event["responseObject"] = responseObject.map(shown) }
    event["requestReceivedTimestamp"] = .string(receivedAt.rfc3339Micro)
    event["stageTimestamp"] = .string(now.rfc3339Micro)
    if !annotations.isEmpty {
      event["annotations"] = .object(
        Object(annotations.sorted { $0.key < $1.key }.map { ($0.key, .string(String($0.value.prefix(Self.textMax)))) }))
    }
    return event
  }

  private var objectReference: Value {
    var reference: Value = [:]
    for (name, text) in [
      ("resource", attributes.resource), ("namespace", attributes.namespace), ("name", attributes.name), ("uid", objectUID),
      ("apiGroup", attributes.apiGroup), ("apiVersion", attributes.apiVersion), ("resourceVersion", objectResourceVersion),
      ("subresource", attributes.subresource),
    ] where !text.isEmpty { reference[name] = .string(text) }
    return reference
  }

  private func shown(_ object: Value) -> Value { AuditRedaction.shown(object, attributes, omitsManagedFields: omitsManagedFields) }
}

extension UserInfo {
  /// As answers and audit events show a user.
  public var wire: Value {
    var value: Value = [:]
    if !name.isEmpty { value["username"] = .string(name) }
    if !uid.isEmpty { value["uid"] = .string(uid) }
    if !groups.isEmpty { value["groups"] = .array(groups.map { .string($0) }) }
    if !extra.isEmpty {
      value["extra"] = .object(Object(extra.sorted { $0.key < $1.key }.map { ($0.key, .array($0.value.map { .string($0) })) }))
    }
    return value
  }
}
