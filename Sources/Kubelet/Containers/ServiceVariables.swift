import APIMachinery

/// The environment variables by which a container finds the services that were there before it (Service: "Environment
/// variables"; the second set is compatible with Docker's container links).
struct ServiceVariables: Sendable {
  private(set) var names: [String] = []
  private(set) var values: [String: String] = [:]

  init(_ services: [Value], namespace: String, linksServices: Bool) {
    for service in services.sorted(by: { ($0.namespace, $0.name) < ($1.namespace, $1.name) }) {
      let isMaster = service.name == "kubernetes" && service.namespace == "default"
      guard isMaster || (linksServices && service.namespace == namespace) else { continue }
      guard let address = service["spec"]?["clusterIP"]?.string, !address.isEmpty, address != "None" else { continue }
      add(service, address)
    }
  }

  private mutating func set(_ name: String, _ value: String) {
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }

  private mutating func add(_ service: Value, _ address: String) {
    let prefix = Self.variableName(service.name)
    let ports = service["spec"]?["ports"]?.array ?? []
    set(prefix + "_SERVICE_HOST", address)
    for (index, port) in ports.enumerated() {
      let number = String(port["port"]?.int ?? 0)
      let kind = port["protocol"]?.string ?? "TCP"
      if index == 0 { set(prefix + "_SERVICE_PORT", number) }
      if let name = port["name"]?.string, !name.isEmpty { set(prefix + "_SERVICE_PORT_" + Self.variableName(name), number) }
      let url = "\(kind.lowercased())://\(address.contains(":") ? "[\(address)]" : address):\(number)"
      if index == 0 { set(prefix + "_PORT", url) }
      let portPrefix = "\(prefix)_PORT_\(number)_\(kind)"
      set(portPrefix, url)
      set(portPrefix + "_PROTO", kind.lowercased())
      set(portPrefix + "_PORT", number)
      set(portPrefix + "_ADDR", address)
    }
  }

  private static func variableName(_ name: String) -> String { String(name.uppercased().map { $0 == "-" ? "_" : $0 }) }
}
