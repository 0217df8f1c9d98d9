import APIMachinery

/// In v1beta1 what all versions of a resource have in common may be said once, schemas may say nothing, and what they don't name is
/// kept unless the definition says otherwise.
enum CustomResourceDefinitionV1beta1 {
  static let conversion = KindConversion(
    toStored: { object in object.edit("spec", toStored) },
    fromStored: { object in object.edit("spec", fromStored) })

  /// What may stand for all versions, and where each version has it.
  private static let shared = [
    (all: "validation", each: "schema"), (all: "subresources", each: "subresources"),
    (all: "additionalPrinterColumns", each: "additionalPrinterColumns"), (all: "selectableFields", each: "selectableFields"),
  ]

  private static func toStored(_ spec: inout Value) {
    if spec.list("versions").isEmpty, let name = spec["version"]?.string {
      spec["versions"] = [["name": .string(name), "served": true, "storage": true]]
    }
    spec["version"] = nil
    let keepsUnknownFields = spec["preserveUnknownFields"]?.bool ?? true
    spec["preserveUnknownFields"] = nil
    let common = shared.map { spec[$0.all] }
    for key in shared { spec[key.all] = nil }
    spec.editEach("versions") { version in
      for (key, value) in zip(shared, common) where version[key.each] == nil { version[key.each] = value }
      version.editEach("additionalPrinterColumns") { rename("JSONPath", to: "jsonPath", in: &$0) }
      if version[path: "schema", "openAPIV3Schema"] == nil { version["schema"] = ["openAPIV3Schema": ["type": "object"]] }
      version.edit("schema") { schema in
        schema.edit("openAPIV3Schema") { root in
          if root["type"] == nil { root["type"] = "object" }
          if keepsUnknownFields { keepUnknownFields(&root) }
        }
      }
    }
    spec.edit("conversion") { conversion in
      guard let config = conversion["webhookClientConfig"] else { return conversion["conversionReviewVersions"] = nil }
      conversion["webhook"] = [
        "clientConfig": config, "conversionReviewVersions": conversion["conversionReviewVersions"] ?? ["v1beta1"],
      ]
      (conversion["webhookClientConfig"], conversion["conversionReviewVersions"]) = (nil, nil)
    }
  }

  private static func fromStored(_ spec: inout Value) {
    spec.editEach("versions") { version in
      version.editEach("additionalPrinterColumns") { rename("jsonPath", to: "JSONPath", in: &$0) }
    }
    let versions = spec.list("versions")
    for key in shared {
      guard let first = versions.first?[key.each], versions.allSatisfy({ $0[key.each] == first }) else { continue }
      spec[key.all] = first
      spec.editEach("versions") { $0[key.each] = nil }
    }
    spec["version"] = versions.first?["name"]
    spec["preserveUnknownFields"] = false
    spec.edit("conversion") { conversion in
      guard let webhook = conversion["webhook"] else { return }
      conversion["webhook"] = nil
      conversion["webhookClientConfig"] = webhook["clientConfig"]
      conversion["conversionReviewVersions"] = webhook["conversionReviewVersions"]
    }
  }

  private static func rename(_ old: String, to new: String, in value: inout Value) {
    guard let moved = value[old] else { return }
    value[old] = nil
    value[new] = moved
  }

  /// In structural schemas this is said of each object.
  private static func keepUnknownFields(_ schema: inout Value) {
    for key in ["items", "additionalProperties"] where schema[key]?.object != nil { schema.edit(key, keepUnknownFields) }
    if let properties = schema["properties"]?.object {
      schema["properties"] = .object(properties.mapValues { property in
        var property = property
        keepUnknownFields(&property)
        return property
      })
    }
    let isMap = schema["additionalProperties"]?.object != nil
    if schema["type"] == "object", !isMap { schema["x-kubernetes-preserve-unknown-fields"] = true }
  }
}
