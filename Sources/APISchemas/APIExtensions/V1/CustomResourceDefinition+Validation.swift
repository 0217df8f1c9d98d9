import APIMachinery

extension CustomResourceDefinitionRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if object.name != (spec["names"]?.text("plural") ?? "") + "." + spec.text("group") {
      list.invalid("metadata.name", .string(object.name), "must be spec.names.plural+\".\"+spec.group")
    }
    validate(spec: spec, "spec", &list)
    validate(status: object, &list)
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    if subresource == "status" {
      validate(status: object, &list)
      return list.errors
    }
    func immutable(_ path: String...) {
      list.immutable(object[path: ["spec"] + path], old[path: ["spec"] + path], FieldPath((["spec"] + path).joined(separator: ".")))
    }
    if Self.isEstablished(old) {
      immutable("scope")
      immutable("names", "kind")
    }
    immutable("group")
    immutable("names", "plural")
    return list.errors
  }

  private func validate(spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let group = spec.text("group")
    if group.isEmpty {
      list.required(path.child("group"))
    } else if let message = NameFormat.dns1123Subdomain(group).first {
      list.invalid(path.child("group"), .string(group), message)
    } else if !group.contains(".") {
      list.invalid(path.child("group"), .string(group), "should be a domain with at least one dot")
    }
    list.oneOf(spec, "scope", ["Cluster", "Namespaced"], at: path, isRequired: true)
    if spec["preserveUnknownFields"]?.bool == true {
      list.invalid(
        path.child("preserveUnknownFields"), true,
        "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")
    }
    validate(versions: spec.list("versions"), path.child("versions"), &list)
    let names = spec["names"] ?? [:]
    for key in ["plural", "singular", "kind", "listKind"] { _ = list.requiredText(names, key, path.child("names")) }
    validate(names: names, path.child("names"), &list)
    validate(conversion: spec["conversion"] ?? [:], path.child("conversion"), &list)
  }

  private func validate(names: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    func label(_ text: String, _ path: FieldPath) {
      if let message = NameFormat.dns1035Label(text).first, !text.isEmpty { list.invalid(path, .string(text), message) }
    }
    for key in ["plural", "singular"] { label(names.text(key), path.child(key)) }
    for (position, name) in names.list("shortNames").enumerated() { label(name.string ?? "", path.child("shortNames").index(position)) }
    for key in ["kind", "listKind"] {
      let kind = names.text(key)
      guard !kind.isEmpty, let message = NameFormat.dns1035Label(kind.lowercased()).first else { continue }
      list.invalid(path.child(key), .string(kind), "may have mixed case, but should otherwise match: " + message)
    }
    if !names.isUnset("kind"), names["kind"] == names["listKind"] {
      list.invalid(path.child("listKind"), .string(names.text("listKind")), "kind and listKind may not be the same")
    }
    for (position, name) in names.list("categories").enumerated() { label(name.string ?? "", path.child("categories").index(position)) }
  }

  private func validate(conversion: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.oneOf(conversion, "strategy", ["None", "Webhook"], at: path, isRequired: true)
    let webhook = conversion["webhook"]
    guard conversion["strategy"] == "Webhook" else {
      if webhook != nil { list.forbidden(path.child("webhookClientConfig"), "should not be set when strategy is not set to Webhook") }
      return
    }
    if let config = webhook?["clientConfig"] {
      WebhookClientValidation.validate(config, path.child("webhookClientConfig"), &list)
    } else {
      list.required(path.child("webhookClientConfig"), "required when strategy is set to Webhook")
    }
    validate(reviewVersions: webhook?.list("conversionReviewVersions") ?? [], path.child("conversionReviewVersions"), &list)
  }

  private func validate(reviewVersions versions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if versions.isEmpty { return list.required(path) }
    var seen = Set<String>()
    for (position, version) in versions.enumerated() {
      let text = version.string ?? ""
      if let message = NameFormat.dns1035Label(text).first { list.invalid(path.index(position), version, message) }
      if !seen.insert(text).inserted { list.invalid(path.index(position), version, "duplicate version") }
    }
    if seen.isDisjoint(with: ["v1", "v1beta1"]) {
      list.invalid(path, .array(versions), "must include at least one of v1, v1beta1")
    }
  }

  private func validate(status object: Value, _ list: inout FieldErrorList) {
    guard let status = object["status"], status.object?.isEmpty == false else { return }
    if let names = status["acceptedNames"] { validate(names: names, "status.acceptedNames", &list) }
    let path: FieldPath = "status.storedVersions"
    let stored = status.list("storedVersions")
    if stored.isEmpty {
      list.invalid(path, [], "must have at least one stored version")
      return
    }
    let versions = (object["spec"]?.list("versions") ?? []).map { $0.text("name") }
    for (position, version) in stored.enumerated() where !versions.contains(version.string ?? "") {
      let name = version.string ?? ""
      list.invalid(
        path.index(position), version,
        "missing from spec.versions; \(name) was previously a storage version, and must remain in spec.versions until a storage "
          + "migration ensures no data remains persisted in \(name) and removes \(name) from status.storedVersions")
    }
    if let version = Self.storageVersion(object), !stored.contains(.string(version)) {
      list.invalid(path, .array(stored), "must have the storage version \(version)")
    }
  }
}
