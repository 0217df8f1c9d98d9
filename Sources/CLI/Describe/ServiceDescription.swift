import APIMachinery

/// Services and service accounts.
enum ServiceDescription {
  static func write(_ service: Value, _ related: ObjectDescription.Related, into text: inout DescribeText) {
    let spec = service["spec"] ?? .null
    text.header(service)
    let selector = spec["selector"]?.stringMap ?? [:]
    text.field("Selector", LabelText.line(selector))
    text.field("Type", DescribeValue.text(spec["type"], else: "ClusterIP"))
    text.field("IP Family Policy", ifPresent: spec["ipFamilyPolicy"]?.string)
    text.field("IP Families", ifPresent: spec["ipFamilies"]?.array?.compactMap(\.string).joined(separator: ","))
    text.line("IP:\t\(spec["clusterIP"]?.string ?? "")")
    text.field("IPs", DescribeValue.text(spec["clusterIPs"]?.array?.compactMap(\.string).joined(separator: ",").valueText))
    text.field("External IPs", ifPresent: spec["externalIPs"]?.array?.compactMap(\.string).joined(separator: ","))
    text.field("External Name", ifPresent: spec["externalName"]?.string)
    for port in spec["ports"]?.array ?? [] {
      let name = port["name"]?.string ?? ""
      let proto = port["protocol"]?.string ?? "TCP"
      text.line("Port:\t\(name.isEmpty ? "<unset>" : name)\t\(port["port"]?.int ?? 0)/\(proto)")
      text.field("TargetPort", "\(DescribeValue.text(port["targetPort"], else: "\(port["port"]?.int ?? 0)"))/\(proto)")
      if let nodePort = port["nodePort"]?.int, nodePort > 0 {
        text.line("NodePort:\t\(name.isEmpty ? "<unset>" : name)\t\(nodePort)/\(proto)")
      }
      text.field("Endpoints", endpoints(related.endpointSlices, port: name))
    }
    text.field("Session Affinity", DescribeValue.text(spec["sessionAffinity"], else: "None"))
    text.field("Internal Traffic Policy", ifPresent: spec["internalTrafficPolicy"]?.string)
  }

  private static func endpoints(_ slices: [Value], port name: String) -> String {
    var addresses: [String] = []
    for slice in slices {
      guard let port = slice["ports"]?.array?.first(where: { $0["name"]?.string ?? "" == name })?["port"]?.int else { continue }
      for endpoint in slice["endpoints"]?.array ?? [] where endpoint["conditions"]?["ready"]?.bool != false {
        for address in endpoint["addresses"]?.array?.compactMap(\.string) ?? [] {
          addresses.append(address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)")
        }
      }
    }
    if addresses.isEmpty { return "<none>" }
    let shown = addresses.sorted().prefix(3).joined(separator: ",")
    return addresses.count > 3 ? "\(shown) + \(addresses.count - 3) more..." : shown
  }

  static func writeServiceAccount(_ account: Value, into text: inout DescribeText) {
    text.header(account)
    text.list("Image pull secrets", account["imagePullSecrets"]?.array?.compactMap { $0["name"]?.string } ?? [])
    text.list("Mountable secrets", account["secrets"]?.array?.compactMap { $0["name"]?.string } ?? [])
    // Tokens are asked for when they are needed; none is kept in a Secret by itself any more.
    text.field("Tokens", "<none>")
  }
}

extension String {
  fileprivate var valueText: Value { .string(self) }
}
