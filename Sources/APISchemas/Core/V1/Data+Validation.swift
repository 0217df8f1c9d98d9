import APIMachinery
import Basics

/// What ConfigMaps and Secrets have in common: keys, size, and that an immutable one can't be changed.
enum DataValidation {
  static let bytes = 1 << 20

  static func keys(_ data: Value?, _ path: FieldPath, _ list: inout FieldErrorList) {
    for (key, _) in data?.object ?? Object() { list.check(NameFormat.configMapKey(key), path.key(key), key) }
  }

  static func immutability(_ new: Value, _ old: Value, _ keys: [String], _ list: inout FieldErrorList) {
    guard old["immutable"]?.bool == true else { return }
    let detail = "field is immutable when `immutable` is set"
    if new["immutable"]?.bool != true { list.forbidden("immutable", detail) }
    for key in keys where (new[key] ?? [:]) != (old[key] ?? [:]) { list.forbidden(FieldPath(key), detail) }
  }
}

extension ConfigMapRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    DataValidation.keys(object["data"], "data", &list)
    var size = 0
    for (key, value) in object["data"]?.object ?? Object() {
      size += value.string?.utf8.count ?? 0
      if object["binaryData"]?[key] != nil {
        list.invalid(FieldPath("data").key(key), .string(key), "duplicate of key present in binaryData")
      }
    }
    DataValidation.keys(object["binaryData"], "binaryData", &list)
    for (_, value) in object["binaryData"]?.object ?? Object() { size += Base64.decodedCount(value.string ?? "") }
    if size > DataValidation.bytes { list.tooLong("", bytes: DataValidation.bytes) }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    DataValidation.immutability(object, old, ["data", "binaryData"], &list)
    return list.errors
  }
}

extension SecretRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    DataValidation.keys(object["data"], "data", &list)
    let size = (object["data"]?.object ?? Object()).values.reduce(0) { $0 + Base64.decodedCount($1.string ?? "") }
    if size > DataValidation.bytes { list.tooLong("data", bytes: DataValidation.bytes) }
    type(object, &list)
    return list.errors
  }

  private func type(_ object: Value, _ list: inout FieldErrorList) {
    let data = object["data"] ?? [:]
    func needs(_ keys: [String]) { for key in keys where data[key] == nil { list.required(FieldPath("data").key(key)) } }
    switch object.text("type") {
    case "kubernetes.io/service-account-token":
      let name = "kubernetes.io/service-account.name"
      if (object.annotations[name] ?? "").isEmpty { list.required(FieldPath("metadata.annotations").key(name)) }
    case "kubernetes.io/dockercfg": json(data, ".dockercfg", &list)
    case "kubernetes.io/dockerconfigjson": json(data, ".dockerconfigjson", &list)
    case "kubernetes.io/basic-auth": if data["username"] == nil, data["password"] == nil { needs(["username", "password"]) }
    case "kubernetes.io/ssh-auth": if data.isUnset("ssh-privatekey") { list.required(FieldPath("data").key("ssh-privatekey")) }
    case "kubernetes.io/tls": needs(["tls.crt", "tls.key"])
    default: break
    }
  }

  private func json(_ data: Value, _ key: String, _ list: inout FieldErrorList) {
    guard let text = data[key]?.string else {
      list.required(FieldPath("data").key(key))
      return
    }
    do {
      _ = try JSON.decode(Base64.decode(text) ?? [])
    } catch {
      list.invalid(FieldPath("data").key(key), "<secret contents redacted>", error.message)
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["type"], old["type"], "type")
    DataValidation.immutability(object, old, ["data"], &list)
    return list.errors
  }
}
