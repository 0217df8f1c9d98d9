import APIMachinery

/// What a container's environment is made from, besides its own specification.
struct EnvironmentSources: Sendable {
  /// By name, in the pod's namespace; those that don't exist are missing.
  var configMaps: [String: Value] = [:]
  var secrets: [String: Value] = [:]
  /// The services of the pod's namespace, and `kubernetes` of the default one.
  var services: [Value] = []
  var downward: DownwardContext
}

/// A container's environment: envFrom, then env in its order, each able to use the ones before; services fill in what is left.
struct ContainerEnvironment: Sendable {
  private(set) var names: [String] = []
  private(set) var values: [String: String] = [:]

  var variables: [(name: String, value: String)] { names.compactMap { name in values[name].map { (name, $0) } } }

  init(_ container: ContainerSpec, _ sources: EnvironmentSources) throws(ContainerConfigError) {
    let pod = sources.downward.pod
    let services = ServiceVariables(
      sources.services, namespace: pod.namespace, linksServices: pod.spec["enableServiceLinks"]?.bool ?? true)
    for source in container.value["envFrom"]?.array ?? [] { try add(from: source, sources) }
    for entry in container.value["env"]?.array ?? [] {
      guard let name = entry["name"]?.string else { continue }
      if let reference = entry["valueFrom"], !reference.isNull {
        if let value = try Self.value(of: reference, container, sources) { set(name, value) }
      } else {
        set(name, VariableExpansion.expand(entry["value"]?.string ?? "") { values[$0] ?? services.values[$0] })
      }
    }
    for name in services.names where values[name] == nil { set(name, services.values[name] ?? "") }
  }

  private mutating func set(_ name: String, _ value: String) {
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }

  private mutating func add(from source: Value, _ sources: EnvironmentSources) throws(ContainerConfigError) {
    let prefix = source["prefix"]?.string ?? ""
    if let reference = source["configMapRef"], !reference.isNull {
      guard let map = try Self.object(reference, "configmap", sources.configMaps) else { return }
      for field in map["data"]?.object?.sortedByKey() ?? Object() { set(prefix + field.key, field.value.string ?? "") }
    } else if let reference = source["secretRef"], !reference.isNull {
      guard let secret = try Self.object(reference, "secret", sources.secrets) else { return }
      for field in secret["data"]?.object?.sortedByKey() ?? Object() {
        set(prefix + field.key, Self.text(field.value))
      }
    }
  }

  private static func object(_ reference: Value, _ kind: String, _ found: [String: Value]) throws(ContainerConfigError) -> Value? {
    let name = reference["name"]?.string ?? ""
    if let object = found[name] { return object }
    if reference["optional"]?.bool == true { return nil }
    throw ContainerConfigError("\(kind) \"\(name)\" not found")
  }

  private static func text(_ base64: Value) -> String {
    String(decoding: Base64.decode(base64.string ?? "") ?? [], as: UTF8.self)
  }

  /// nil leaves the variable out: an optional reference to something that isn't there.
  private static func value(
    of reference: Value, _ container: ContainerSpec, _ sources: EnvironmentSources
  ) throws(ContainerConfigError) -> String? {
    if let field = reference["fieldRef"], !field.isNull { return try sources.downward.field(field["fieldPath"]?.string ?? "") }
    if let resource = reference["resourceFieldRef"], !resource.isNull {
      return try sources.downward.resource(resource, container: container)
    }
    let namespace = sources.downward.pod.namespace
    if let key = reference["configMapKeyRef"], !key.isNull {
      guard let map = try object(key, "configmap", sources.configMaps) else { return nil }
      let name = key["key"]?.string ?? ""
      if let value = map["data"]?[name]?.string { return value }
      if key["optional"]?.bool == true { return nil }
      throw ContainerConfigError("couldn't find key \(name) in ConfigMap \(namespace)/\(key["name"]?.string ?? "")")
    }
    if let key = reference["secretKeyRef"], !key.isNull {
      guard let secret = try object(key, "secret", sources.secrets) else { return nil }
      let name = key["key"]?.string ?? ""
      if let value = secret["data"]?[name] { return text(value) }
      if key["optional"]?.bool == true { return nil }
      throw ContainerConfigError("couldn't find key \(name) in Secret \(namespace)/\(key["name"]?.string ?? "")")
    }
    throw ContainerConfigError("unsupported valueFrom of an environment variable")
  }
}
