import APIMachinery
import Basics

struct NetworkPolicyRules: KindRules {
  private static let directions = [("Ingress", "ingress", "from"), ("Egress", "egress", "to")]

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    if object["spec"]?.object == nil { object["spec"] = [:] }
    object.edit("spec") { spec in
      if spec["podSelector"] == nil { spec["podSelector"] = [:] }
      for (_, rules, _) in Self.directions {
        spec.editEach(rules) { rule in rule.editEach("ports") { $0.setDefault("protocol", "TCP") } }
      }
      if spec.list("policyTypes").isEmpty { spec["policyTypes"] = spec.list("egress").isEmpty ? ["Ingress"] : ["Ingress", "Egress"] }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    LabelSelectorValidation.validate(spec["podSelector"], path.child("podSelector"), &list)
    for (_, rules, peers) in Self.directions {
      for (position, rule) in spec.list(rules).enumerated() {
        let place = path.child(rules).index(position)
        for (at, port) in rule.list("ports").enumerated() { self.port(port, place.child("ports").index(at), &list) }
        for (at, peer) in rule.list(peers).enumerated() { self.peer(peer, place.child(peers).index(at), &list) }
      }
    }
    let types = spec.list("policyTypes")
    if types.count > Self.directions.count {
      list.invalid(path.child("policyTypes"), .array(types), "may not specify more than two policyTypes")
      return list.errors
    }
    for (position, type) in types.enumerated() where !Self.directions.contains(where: { $0.0 == type.string }) {
      list.notSupported(path.child("policyTypes").index(position), type, Self.directions.map(\.0))
    }
    return list.errors
  }

  private func port(_ port: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.oneOf(port, "protocol", ["SCTP", "TCP", "UDP"], at: path)
    let end = port["endPort"]?.int
    let place = path.child("endPort")
    switch IntOrString(port["port"]) {
    case .int(let number)?:
      list.port(number, path.child("port"))
      guard let end else { return }
      if end < number { list.invalid(place, .int(end), "must be greater than or equal to `port`") }
      list.port(end, place)
    case .string(let name)?:
      if let end { list.invalid(place, .int(end), "may not be specified when `port` is non-numeric") }
      list.check(NameFormat.portName(name), path.child("port"), name)
    case nil:
      if let end { list.invalid(place, .int(end), "may not be specified when `port` is not specified") }
    }
  }

  private func peer(_ peer: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let selectors = ["podSelector", "namespaceSelector"].filter { peer[$0] != nil }
    for key in selectors { LabelSelectorValidation.validate(peer[key], path.child(key), &list) }
    if let block = peer["ipBlock"] { self.block(block, path.child("ipBlock"), &list) }
    if peer["ipBlock"] == nil, selectors.isEmpty { list.required(path, "must specify a peer") }
    if peer["ipBlock"] != nil, !selectors.isEmpty { list.forbidden(path, "may not specify both ipBlock and another peer") }
  }

  private func block(_ block: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let text = block.text("cidr")
    guard !text.isEmpty else {
      list.required(path.child("cidr"))
      return
    }
    guard let range = IPPrefix(text) else {
      list.invalid(path.child("cidr"), .string(text), ServiceCIDRRules.rangeMessage)
      return
    }
    for (position, except) in block.list("except").enumerated() {
      let place = path.child("except").index(position)
      guard let inner = IPPrefix(except.string ?? "") else {
        list.invalid(place, except, ServiceCIDRRules.rangeMessage)
        continue
      }
      if !range.contains(inner.address) || range.length >= inner.length { list.invalid(place, except, "must be a strict subset of `cidr`") }
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), Cell.selector(object["spec"]?["podSelector"]), Cell.age(object, now)]
  }
}
