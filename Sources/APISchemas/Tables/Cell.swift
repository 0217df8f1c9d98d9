import APIMachinery
import Basics

/// The cells that many kinds' tables share.
enum Cell {
  /// What kubectl shows where there is nothing.
  static let none: Value = "<none>"
  static let unknown: Value = "<unknown>"

  static func age(_ object: Value, _ now: Timestamp) -> Value { since(object.creationTimestamp, now) }

  static func since(_ time: Timestamp?, _ now: Timestamp) -> Value {
    time.map { .string(HumanDuration.text(now - $0)) } ?? unknown
  }

  /// The cells of the kinds that have no columns of their own.
  static func nameAndCreation(_ object: Value) -> [Value] {
    [.string(object.name), object.creationTimestamp.map { .string($0.rfc3339) } ?? unknown]
  }

  static func text(_ value: Value?, otherwise: Value = none) -> Value {
    guard let text = value?.string, !text.isEmpty else { return otherwise }
    return .string(text)
  }

  static func flag(_ value: Value?) -> Value { value?.bool.map { $0 ? "True" : "False" } ?? "<unset>" }

  static func int(_ value: Value?) -> Value { .int(value?.int ?? 0) }

  /// `a=b,c=d`, keys in order.
  static func labels(_ map: Value?) -> Value {
    let pairs = (map?.stringMap ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return pairs.isEmpty ? none : .string(pairs.joined(separator: ","))
  }
}
