import APIMachinery

/// The rules of environment variables.
enum EnvironmentValidation {
  private static let sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"]
  static let environmentFields = [
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
    "status.hostIPs", "status.podIP", "status.podIPs",
  ]
  static let volumeFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"]
  private static let resources = [
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
  ]

  static func validate(_ container: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (position, variable) in container.list("env").enumerated() {
      let place = path.child("env").index(position)
      if let name = list.requiredText(variable, "name", place) {
        list.check(NameFormat.environmentVariableName(name), place.child("name"), name)
      }
      if let source = variable["valueFrom"] { validate(source: source, of: variable, place.child("valueFrom"), &list) }
    }
    for (position, source) in container.list("envFrom").enumerated() {
      let place = path.child("envFrom").index(position)
      let prefix = source.text("prefix")
      if !prefix.isEmpty { list.check(NameFormat.environmentVariableName(prefix), place.child("prefix"), prefix) }
      let given = ["configMapRef", "secretRef"].filter { source[$0] != nil }
      for key in given where source[key]?.isUnset("name") ?? true { list.required(place.child(key).child("name")) }
      if given.isEmpty { list.invalid(place, "", "must specify one of: `configMapRef` or `secretRef`") }
      if given.count > 1 { list.invalid(place, "", "may not have more than one field specified at a time") }
    }
  }

  private static func validate(source: Value, of variable: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let given = sources.filter { source[$0] != nil }
    if let reference = source["fieldRef"] { fieldReference(reference, environmentFields, path.child("fieldRef"), &list) }
    if let reference = source["resourceFieldRef"] { resourceReference(reference, path.child("resourceFieldRef"), &list) }
    for key in ["configMapKeyRef", "secretKeyRef"] {
      guard let reference = source[key] else { continue }
      let place = path.child(key)
      list.check(NameFormat.dns1123Subdomain(reference.text("name")), place.child("name"), reference.text("name"))
      if let name = list.requiredText(reference, "key", place) { list.check(NameFormat.configMapKey(name), place.child("key"), name) }
    }
    if given.isEmpty {
      list.invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`")
    } else if !variable.isUnset("value") {
      list.invalid(path, "", "may not be specified when `value` is not empty")
    }
    if given.count > 1 { list.invalid(path, "", "may not have more than one field specified at a time") }
  }

  static func resourceReference(_ reference: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let resource = list.requiredText(reference, "resource", path) else { return }
    let isHugePage = ["limits.hugepages-", "requests.hugepages-"].contains { resource.hasPrefix($0) }
    if !isHugePage, !resources.contains(resource) { list.notSupported(path.child("resource"), .string(resource), resources) }
  }

  static func fieldReference(_ reference: Value, _ supported: [String], _ path: FieldPath, _ list: inout FieldErrorList) {
    if reference.isUnset("apiVersion") { list.required(path.child("apiVersion")) }
    guard let text = list.requiredText(reference, "fieldPath", path) else { return }
    for map in ["metadata.annotations", "metadata.labels"] where text.hasPrefix(map + "['") && text.hasSuffix("']") {
      let key = String(text.dropFirst(map.utf8.count + 2).dropLast(2))
      list.check(NameFormat.qualifiedName(map.hasSuffix("labels") ? key : key.lowercased()), path, key)
      return
    }
    if !supported.contains(text) { list.notSupported(path.child("fieldPath"), .string(text), supported) }
  }
}
