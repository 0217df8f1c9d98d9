import APIMachinery
import Basics

struct NamespaceRules: KindRules {
  var nameRule: NameRule { .dnsLabel }

  /// The label that selects a namespace by its name; it can't be changed (KEP-2161).
  private static let nameLabel = "kubernetes.io/metadata.name"

  func applyDefaults(to object: inout Value) {
    if !object.name.isEmpty { object[path: "metadata", "labels", Self.nameLabel] = .string(object.name) }
    if object["status"]?.isUnset("phase") ?? true { object[path: "status", "phase"] = "Active" }
  }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = ["phase": "Active"]
    var finalizers = object["spec"]?.list("finalizers") ?? []
    if !finalizers.contains("kubernetes") { finalizers.append("kubernetes") }
    object[path: "spec", "finalizers"] = .array(finalizers)
    if !object.name.isEmpty { object[path: "metadata", "labels", Self.nameLabel] = .string(object.name) }
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    if subresource != "finalize" { object["spec"] = old["spec"] }
    if !object.name.isEmpty { object[path: "metadata", "labels", Self.nameLabel] = .string(object.name) }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), Cell.text(object["status"]?["phase"], otherwise: ""), Cell.age(object, now)]
  }

  func selectableFields(_ object: Value) -> [String: String] { ["status.phase": object["status"]?.text("phase") ?? ""] }
}
