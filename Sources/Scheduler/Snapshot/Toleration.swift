import APIMachinery

/// A node's taint (API reference: Taint).
public struct Taint: Hashable, Sendable {
  public var key: String
  public var value: String
  public var effect: String

  public init(key: String, value: String = "", effect: String) { (self.key, self.value, self.effect) = (key, value, effect) }

  public init(_ value: Value) {
    self.init(key: value["key"]?.string ?? "", value: value["value"]?.string ?? "", effect: value["effect"]?.string ?? "")
  }
}

/// A pod's toleration (API reference: Toleration).
public struct Toleration: Hashable, Sendable {
  public var key: String
  public var isExists: Bool
  public var value: String
  /// Empty: all effects.
  public var effect: String

  public init(_ value: Value) {
    key = value["key"]?.string ?? ""
    isExists = value["operator"]?.string == "Exists"
    self.value = value["value"]?.string ?? ""
    effect = value["effect"]?.string ?? ""
  }

  public func tolerates(_ taint: Taint) -> Bool {
    if !effect.isEmpty, effect != taint.effect { return false }
    if !key.isEmpty, key != taint.key { return false }
    return isExists || (!key.isEmpty && value == taint.value)
  }
}
