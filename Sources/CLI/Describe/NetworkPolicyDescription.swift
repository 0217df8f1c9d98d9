import APIMachinery

/// Network policies.
enum NetworkPolicyDescription {
  static func write(_ object: Value, into text: inout DescribeText) {
    let spec = object["spec"] ?? .null
    let types = spec["policyTypes"]?.array?.compactMap(\.string) ?? []
    text.field("Name", object.name)
    text.field("Namespace", object.namespace)
    text.field("Created on", DescribeValue.time(object["metadata"]?["creationTimestamp"]))
    text.labels("Labels", object.labels)
    text.annotations(object.annotations)
    text.line("Spec:")
    let selector = SelectorText.text(spec["podSelector"])
    let everyone = "<none> (Allowing the specific traffic to all pods in this namespace)"
    text.line("PodSelector: " + (selector.isEmpty ? everyone : selector), level: 1)
    for (type, field, peers) in [("Ingress", "ingress", "from"), ("Egress", "egress", "to")] {
      guard types.contains(type) else {
        text.line("Not affecting \(field) traffic", level: 1)
        continue
      }
      text.line("Allowing \(field) traffic:", level: 1)
      rules(spec[field]?.array ?? [], field, peers, into: &text)
    }
    text.line("Policy Types: " + types.joined(separator: ", "), level: 1)
  }

  private static func rules(_ rules: [Value], _ direction: String, _ field: String, into text: inout DescribeText) {
    if rules.isEmpty { return text.line("<none> (Selected pods are isolated for \(direction) connectivity)", level: 2) }
    for (position, rule) in rules.enumerated() {
      let ports = rule["ports"]?.array ?? []
      if ports.isEmpty { text.line("To Port: <any> (traffic allowed to all ports)", level: 2) }
      for port in ports {
        text.line("To Port: \(DescribeValue.text(port["port"], else: "<any>"))/\(port["protocol"]?.string ?? "TCP")", level: 2)
      }
      let peers = rule[field]?.array ?? []
      let title = field.prefix(1).uppercased() + field.dropFirst()
      if peers.isEmpty { text.line("\(title): <any> (traffic not restricted by \(field == "to" ? "destination" : "source"))", level: 2) }
      for peer in peers {
        text.line("\(title):", level: 2)
        if let block = peer["ipBlock"] {
          text.line("IPBlock:", level: 3)
          text.line("CIDR: \(block["cidr"]?.string ?? "")", level: 4)
          text.line("Except: \(StorageDescription.list(block["except"], separator: ", "))", level: 4)
        }
        for (name, key) in [("NamespaceSelector", "namespaceSelector"), ("PodSelector", "podSelector")] {
          guard let selector = peer[key] else { continue }
          let shown = SelectorText.text(selector)
          text.line("\(name): \(shown.isEmpty ? "<none>" : shown)", level: 3)
        }
      }
      if position < rules.count - 1 { text.line("----------", level: 2) }
    }
  }
}
