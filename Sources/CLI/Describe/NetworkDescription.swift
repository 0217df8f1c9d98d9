import APIMachinery

/// Ingresses, their classes, endpoint slices and endpoints.
enum NetworkDescription {
  static func writeIngress(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    text.field("Name", object.name)
    text.labels("Labels", object.labels)
    text.field("Namespace", object.namespace)
    let given = object[path: "status", "loadBalancer", "ingress"]?.array ?? []
    let addresses = given.compactMap { $0["ip"]?.string ?? $0["hostname"]?.string }
    text.field("Address", addresses.joined(separator: ","))
    text.field("Ingress Class", DescribeValue.text(spec["ingressClassName"]))
    text.field("Default backend", spec["defaultBackend"].map(backend) ?? "<default>")
    if let entries = spec["tls"]?.array, !entries.isEmpty {
      text.line("TLS:")
      for entry in entries {
        let hosts = StorageDescription.list(entry["hosts"])
        let secret = entry["secretName"]?.string ?? ""
        text.line(secret.isEmpty ? "SNI routes \(hosts)" : "\(secret) terminates \(hosts)", level: 1)
      }
    }
    text.line("Rules:")
    text.line("Host\tPath\tBackends", level: 1)
    text.line("----\t----\t--------", level: 1)
    for rule in spec["rules"]?.array ?? [] {
      let host = rule["host"]?.string ?? ""
      text.line((host.isEmpty ? "*" : host) + "\t", level: 1)
      for path in rule[path: "http", "paths"]?.array ?? [] {
        text.line("\t\(path["path"]?.string ?? "") \t\(backend(path["backend"] ?? .null))", level: 1)
      }
    }
    if (spec["rules"]?.array ?? []).isEmpty { text.line("*\t*\t\(spec["defaultBackend"].map(backend) ?? "<default>")", level: 1) }
    text.annotations(object.annotations)
  }

  private static func backend(_ backend: Value) -> String {
    if let service = backend["service"] {
      let port = service["port"]?["number"] ?? service["port"]?["name"]
      return "\(service.containerName):\(DescribeValue.text(port, else: ""))"
    }
    let resource = backend["resource"]
    let (group, kind) = (resource?["apiGroup"]?.string ?? "", resource?["kind"]?.string ?? "")
    return "APIGroup: \(group), Kind: \(kind), Name: \(resource?.containerName ?? "")"
  }

  static func writeIngressClass(_ object: Value, into text: inout DescribeText) {
    text.header(object, isNamespaced: false)
    text.field("Controller", DescribeValue.text(object[path: "spec", "controller"], else: ""))
    guard let parameters = object[path: "spec", "parameters"] else { return }
    text.line("Parameters:")
    text.field("APIGroup", ifPresent: parameters["apiGroup"]?.string, level: 1)
    text.field("Kind", DescribeValue.text(parameters["kind"]), level: 1)
    text.field("Name", parameters.containerName, level: 1)
  }

  static func writeEndpointSlice(_ object: Value, into text: inout DescribeText) {
    text.header(object)
    text.field("AddressType", DescribeValue.text(object["addressType"]))
    ports(object["ports"]?.array ?? [], level: 0, into: &text)
    let endpoints = object["endpoints"]?.array ?? []
    if endpoints.isEmpty { return text.field("Endpoints", "<none>") }
    text.line("Endpoints:")
    for endpoint in endpoints {
      text.field("- Addresses", StorageDescription.list(endpoint["addresses"]), level: 1)
      text.line("  Conditions:", level: 1)
      text.field("Ready", DescribeValue.text(endpoint[path: "conditions", "ready"], else: "<unset>"), level: 3)
      text.field("  Hostname", DescribeValue.text(endpoint["hostname"], else: "<unset>"), level: 1)
      if let target = endpoint["targetRef"] {
        text.field("  TargetRef", "\(target["kind"]?.string ?? "")/\(target.containerName)", level: 1)
      }
      text.field("  NodeName", DescribeValue.text(endpoint["nodeName"], else: "<unset>"), level: 1)
      text.field("  Zone", DescribeValue.text(endpoint["zone"], else: "<unset>"), level: 1)
    }
  }

  static func writeEndpoints(_ object: Value, into text: inout DescribeText) {
    text.header(object)
    text.line("Subsets:")
    for subset in object["subsets"]?.array ?? [] {
      for (title, field) in [("Addresses", "addresses"), ("NotReadyAddresses", "notReadyAddresses")] {
        let addresses = (subset[field]?.array ?? []).compactMap { $0["ip"]?.string }
        text.field(title, addresses.isEmpty ? "<none>" : addresses.joined(separator: ","), level: 1)
      }
      ports(subset["ports"]?.array ?? [], level: 1, into: &text)
    }
  }

  private static func ports(_ ports: [Value], level: Int, into text: inout DescribeText) {
    if ports.isEmpty { return text.field("Ports", "<unset>", level: level) }
    text.line("Ports:", level: level)
    text.line("Name\tPort\tProtocol", level: level + 1)
    text.line("----\t----\t--------", level: level + 1)
    for port in ports {
      let name = port.containerName.isEmpty ? "<unset>" : port.containerName
      text.line("\(name)\t\(DescribeValue.text(port["port"], else: "<unset>"))\t\(port["protocol"]?.string ?? "TCP")", level: level + 1)
    }
  }
}
