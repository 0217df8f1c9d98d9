import APIMachinery
import Basics

/// The rules of metadata that hold for every kind.
struct ObjectMetaValidation {
  let nameRule: NameRule
  let isNamespaced: Bool
  /// Built-in kinds know which finalizers may be without a domain; definitions' kinds take any.
  var knowsFinalizers = true
  private static let path: FieldPath = "metadata"
  static let annotationBytes = 256 << 10

  func create(_ metadata: Value) -> [FieldError] {
    var list = FieldErrorList()
    let generateName = metadata.text("generateName")
    if !generateName.isEmpty {
      // The generated suffix will follow a trailing dash, so that one is fine here.
      let masked = generateName.hasSuffix("-") && generateName.utf8.count > 1 ? generateName.dropLast() + "a" : generateName[...]
      list.check(name(String(masked)), Self.path.child("generateName"), generateName)
    }
    let objectName = metadata.text("name")
    if objectName.isEmpty {
      list.required(Self.path.child("name"), "name or generateName is required")
    } else {
      list.check(name(objectName), Self.path.child("name"), objectName)
    }
    namespace(metadata.text("namespace"), &list)
    common(metadata, &list)
    return list.errors
  }

  func update(_ new: Value, old: Value) -> [FieldError] {
    var list = FieldErrorList()
    if !old.list("finalizers").isEmpty || !new.list("finalizers").isEmpty, old["deletionTimestamp"] != nil {
      let added = new.list("finalizers").filter { !old.list("finalizers").contains($0) }.compactMap(\.string)
      if !added.isEmpty {
        list.forbidden(
          Self.path.child("finalizers"),
          "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
            + added.map { "\"\($0)\"" }.joined(separator: ", ") + "}")
      }
    }
    for key in ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"] {
      list.immutable(new.isUnset(key) ? nil : new[key], old.isUnset(key) ? nil : old[key], Self.path.child(key))
    }
    if let generation = new["generation"]?.int, generation < old["generation"]?.int ?? 0 {
      list.invalid(Self.path.child("generation"), .int(generation), "must not be decremented")
    }
    common(new, &list)
    return list.errors
  }

  private func name(_ name: String) -> [String] {
    switch nameRule {
    case .dnsSubdomain: NameFormat.dns1123Subdomain(name)
    case .dnsLabel: NameFormat.dns1123Label(name)
    case .dnsLabel1035: NameFormat.dns1035Label(name)
    case .pathSegment: NameFormat.pathSegment(name)
    case .address: Self.address(name)
    }
  }

  private static func address(_ name: String) -> [String] {
    guard let address = IPAddress(name) else { return [PodSpecValidation.addressMessage] }
    return address.description == name ? [] : ["must be in canonical form (\"\(address)\")"]
  }

  private func namespace(_ namespace: String, _ list: inout FieldErrorList) {
    let path = Self.path.child("namespace")
    if isNamespaced {
      if namespace.isEmpty { list.required(path) } else { list.check(NameFormat.dns1123Label(namespace), path, namespace) }
    } else if !namespace.isEmpty {
      list.forbidden(path, "not allowed on this type")
    }
  }

  private func common(_ metadata: Value, _ list: inout FieldErrorList) {
    LabelsValidation.validate(metadata["labels"], Self.path.child("labels"), &list)
    annotations(metadata["annotations"], &list)
    owners(metadata.list("ownerReferences"), &list)
    finalizers(metadata.list("finalizers").compactMap(\.string), &list)
  }

  private func annotations(_ annotations: Value?, _ list: inout FieldErrorList) {
    let path = Self.path.child("annotations")
    var size = 0
    for (key, value) in annotations?.object ?? Object() {
      list.check(NameFormat.qualifiedName(key.lowercased()), path, key)
      size += key.utf8.count + (value.string?.utf8.count ?? 0)
    }
    if size > Self.annotationBytes { list.tooLong(path, bytes: Self.annotationBytes) }
  }

  private func owners(_ references: [Value], _ list: inout FieldErrorList) {
    let path = Self.path.child("ownerReferences")
    var controller: String?
    for reference in references {
      let version = reference.text("apiVersion")
      if version.isEmpty || GroupVersion(version) == nil {
        list.invalid(path.child("apiVersion"), .string(version), "version must not be empty")
      }
      for key in ["kind", "name", "uid"] where reference.isUnset(key) {
        list.invalid(path.child(key), .string(reference.text(key)), "must not be empty")
      }
      if reference["kind"] == "Event", ["v1", "events.k8s.io/v1"].contains(version) {
        list.invalid(path, reference, "\(version), Kind=Event is disallowed from being an owner")
      }
      guard reference["controller"]?.bool == true else { continue }
      if let controller {
        list.invalid(
          path, .array(references),
          "Only one reference can have Controller set to true. Found \"true\" in references for \(controller) and "
            + reference.text("name"))
      } else {
        controller = reference.text("name")
      }
    }
  }

  private func finalizers(_ names: [String], _ list: inout FieldErrorList) {
    let path = Self.path.child("finalizers")
    for (position, name) in names.enumerated() {
      list.check(NameFormat.qualifiedName(name), path, name)
      if knowsFinalizers { FinalizerValidation.checkKnown(name, path.index(position), &list) }
    }
    if names.contains("orphan"), names.contains("foregroundDeletion") {
      list.invalid(path, .array(names.map { .string($0) }), "finalizer orphan and foregroundDeletion cannot be both set")
    }
  }
}

enum FinalizerValidation {
  static func validate(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.check(NameFormat.qualifiedName(name), path, name)
    checkKnown(name, path, &list)
  }

  static func checkKnown(_ name: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if !name.contains("/"), !["kubernetes", "orphan", "foregroundDeletion"].contains(name) {
      list.invalid(path, .string(name), "name is neither a standard finalizer name nor is it fully qualified")
    }
  }
}

enum LabelsValidation {
  static func validate(_ labels: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (key, value) in labels?.object ?? Object() {
      list.check(NameFormat.qualifiedName(key), path, key)
      list.check(NameFormat.labelValue(value.string ?? ""), path, value.string ?? "")
    }
  }
}
