import APIMachinery
import Basics

/// What holds for every definition; whether its schemas are structural, and what becomes of it, is judged where custom
/// resources are served.
struct CustomResourceDefinitionRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["scope"] == nil { spec["scope"] = "Namespaced" }
      if spec["names"] == nil { spec["names"] = [:] }
      spec.edit("names") { names in
        let kind = names.text("kind")
        if !kind.isEmpty {
          names.setDefault("singular", .string(kind.lowercased()))
          names.setDefault("listKind", .string(kind + "List"))
        }
      }
      if spec["conversion"] == nil { spec["conversion"] = ["strategy": "None"] }
      spec.edit("conversion") { conversion in
        conversion.setDefault("strategy", "None")
        conversion.edit("webhook") { webhook in
          webhook.edit("clientConfig") { config in config.edit("service") { if $0["port"] == nil { $0["port"] = 443 } } }
        }
      }
    }
    guard object["status"]?.list("storedVersions").isEmpty ?? false, let version = Self.storageVersion(object) else { return }
    object[path: "status", "storedVersions"] = [.string(version)]
  }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = [:]
    if let version = Self.storageVersion(object) { object[path: "status", "storedVersions"] = [.string(version)] }
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    guard subresource == nil, let version = Self.storageVersion(object) else { return }
    var stored = object["status"]?.list("storedVersions") ?? []
    guard !stored.contains(.string(version)) else { return }
    stored.append(.string(version))
    object[path: "status", "storedVersions"] = .array(stored)
  }

  /// The version that is stored; nil when none is marked.
  static func storageVersion(_ object: Value) -> String? {
    object["spec"]?.list("versions").first { $0["storage"]?.bool == true }?.text("name")
  }

  static func isEstablished(_ object: Value) -> Bool {
    (object["status"]?.list("conditions") ?? []).contains { $0["type"] == "Established" && $0["status"] == "True" }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] { Cell.nameAndCreation(object) }
}
