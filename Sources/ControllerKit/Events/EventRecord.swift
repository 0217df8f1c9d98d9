import APIMachinery

/// Something worth telling a person about an object, before it becomes an Event of the API.
public struct EventRecord: Sendable, Hashable {
  public enum EventType: String, Sendable { case normal = "Normal", warning = "Warning" }

  /// An object reference (API reference: ObjectReference).
  public var regarding: Value
  public var type: EventType
  /// One CamelCase word that programs switch on.
  public var reason: String
  public var message: String
  /// Who says so: `source.component` and `reportingComponent`.
  public var component: String
  /// `source.host`: the node, for what a kubelet says.
  public var host: String

  public init(
    _ object: Value, _ type: EventType = .normal, _ reason: String, _ message: String, component: String, host: String = ""
  ) {
    regarding = EventRecord.reference(to: object)
    (self.type, self.reason, self.message, self.component, self.host) = (type, reason, message, component, host)
  }

  /// apiVersion, kind, namespace, name, uid and resourceVersion of an object.
  public static func reference(to object: Value) -> Value {
    var reference: Value = ["kind": .string(object.kind)]
    if !object.namespace.isEmpty { reference["namespace"] = .string(object.namespace) }
    reference["name"] = .string(object.name)
    if !object.uid.isEmpty { reference["uid"] = .string(object.uid) }
    reference["apiVersion"] = .string(object.apiVersion)
    if !object.resourceVersion.isEmpty { reference["resourceVersion"] = .string(object.resourceVersion) }
    return reference
  }

  func filled(name: String = "", error: String = "") -> EventRecord {
    var copy = self
    copy.message = message.replacing("{name}", by: name).replacing("{error}", by: error)
    return copy
  }
}

extension String {
  /// Plain text replacement, without Foundation's.
  fileprivate func replacing(_ pattern: String, by text: String) -> String {
    guard let first = firstRange(of: pattern) else { return self }
    return String(self[..<first.lowerBound]) + text + String(self[first.upperBound...]).replacing(pattern, by: text)
  }

  private func firstRange(of pattern: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(pattern) { return start..<index(start, offsetBy: pattern.count) }
      start = index(after: start)
    }
    return nil
  }
}
