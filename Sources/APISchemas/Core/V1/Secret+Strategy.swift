import APIMachinery
import Basics

struct SecretRules: KindRules {
  func applyDefaults(to object: inout Value) { object.setDefault("type", "Opaque") }

  func prepareForCreate(_ object: inout Value) { Self.mergeStringData(&object) }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    Self.mergeStringData(&object)
    object.setDefault("type", old["type"] ?? "Opaque")
  }

  /// `stringData` is write-only: its entries win over those of `data`.
  private static func mergeStringData(_ object: inout Value) {
    guard let strings = object["stringData"]?.object else { return }
    for (key, value) in strings { object[path: "data", key] = .string(Base64.encode((value.string ?? "").utf8)) }
    object["stringData"] = nil
    if let data = object["data"]?.object { object["data"] = .object(data.sortedByKey()) }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [
      .string(object.name), Cell.text(object["type"], otherwise: ""), .int(Int64(object["data"]?.object?.count ?? 0)),
      Cell.age(object, now),
    ]
  }

  func selectableFields(_ object: Value) -> [String: String] { ["type": object.text("type")] }
}
