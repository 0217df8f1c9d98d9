import APIMachinery
import Basics

/// One entry of `status.conditions`.
public struct Condition: Sendable, Hashable {
  public var type: String
  /// `True`, `False` or `Unknown`.
  public var status: String
  public var reason: String
  public var message: String

  public init(_ type: String, _ status: String, reason: String = "", message: String = "") {
    (self.type, self.status, self.reason, self.message) = (type, status, reason, message)
  }

  public init(_ type: String, _ isTrue: Bool, reason: String = "", message: String = "") {
    self.init(type, isTrue ? "True" : "False", reason: reason, message: message)
  }

  public init(_ value: Value) {
    self.init(
      value["type"]?.string ?? "", value["status"]?.string ?? "", reason: value["reason"]?.string ?? "",
      message: value["message"]?.string ?? "")
  }
}

/// The list of conditions of an object's status: one a type, order kept.
public struct Conditions: Sendable, Hashable {
  public private(set) var values: [Value]

  public init(_ values: [Value]) { self.values = values }
  public init(of object: Value) { self.init(object["status"]?["conditions"]?.array ?? []) }

  public subscript(_ type: String) -> Condition? { value(type).map { Condition($0) } }

  public func isTrue(_ type: String) -> Bool { value(type)?["status"]?.string == "True" }

  public func value(_ type: String) -> Value? { values.first { $0["type"]?.string == type } }

  public func lastTransition(_ type: String) -> Timestamp? { value(type)?["lastTransitionTime"]?.timestamp }

  /// Adds or replaces the condition of its type. `lastTransitionTime` moves only when the status changes; fields that the condition
  /// doesn't name are kept. `stamping` names further time fields that are set to now when anything changes.
  public mutating func set(_ condition: Condition, now: Timestamp, stamping: [String] = []) {
    let time = Value.string(now.rfc3339)
    guard let position = values.firstIndex(where: { $0["type"]?.string == condition.type }) else {
      var value: Value = ["type": .string(condition.type), "status": .string(condition.status)]
      for field in stamping { value[field] = time }
      value["lastTransitionTime"] = time
      if !condition.reason.isEmpty { value["reason"] = .string(condition.reason) }
      if !condition.message.isEmpty { value["message"] = .string(condition.message) }
      values.append(value)
      return
    }
    var value = values[position]
    if Condition(value) == condition { return }
    if value["status"]?.string != condition.status { value["lastTransitionTime"] = time }
    for field in stamping { value[field] = time }
    value["status"] = .string(condition.status)
    value["reason"] = condition.reason.isEmpty ? nil : .string(condition.reason)
    value["message"] = condition.message.isEmpty ? nil : .string(condition.message)
    values[position] = value
  }

  /// Adds the condition as it is, or puts it in the place of the one of its type.
  public mutating func put(_ value: Value) {
    if let position = values.firstIndex(where: { $0["type"] == value["type"] }) { values[position] = value } else { values.append(value) }
  }

  public mutating func remove(_ type: String) { values.removeAll { $0["type"]?.string == type } }
}

extension Value {
  /// Whether the condition of that type is True in the status.
  public func hasCondition(_ type: String) -> Bool { Conditions(of: self).isTrue(type) }
}
