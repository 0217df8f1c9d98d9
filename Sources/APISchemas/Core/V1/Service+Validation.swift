import APIMachinery
import Basics

extension ServiceRules {
  private static let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let type = spec.text("type")
    let isHeadless = spec["clusterIPs"]?[0] == "None"
    if spec.list("ports").isEmpty, !isHeadless, type != "ExternalName" { list.required("spec.ports") }
    byType(spec, type, isHeadless: isHeadless, &list)
    ports(spec, type, &list)
    LabelsValidation.validate(spec["selector"], "spec.selector", &list)
    affinity(spec, &list)
    clusterIPs(spec, type, &list)
    for (position, address) in spec.list("externalIPs").enumerated() {
      EndpointAddressValidation.validate(address.string ?? "", FieldPath("spec.externalIPs").index(position), &list)
    }
    families(spec, type, &list)
    list.oneOf(spec, "type", Self.types, at: "spec", isRequired: true)
    traffic(spec, type, &list)
    loadBalancer(spec, type, &list)
    return list.errors
  }

  private func byType(_ spec: Value, _ type: String, isHeadless: Bool, _ list: inout FieldErrorList) {
    switch type {
    case "LoadBalancer", "NodePort":
      if isHeadless { list.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for \(type) services") }
    case "ExternalName":
      if !spec.list("clusterIPs").isEmpty { list.forbidden("spec.clusterIPs", "may not be set when `type` is 'ExternalName'") }
      if let name = list.requiredText(spec, "externalName", "spec") {
        let text = name.hasSuffix(".") ? String(name.dropLast()) : name
        list.check(NameFormat.dns1123Subdomain(text), "spec.externalName", name)
      }
    default: break
    }
  }

  private func ports(_ spec: Value, _ type: String, _ list: inout FieldErrorList) {
    let ports = spec.list("ports")
    var names: Set<String> = []
    var claims: Set<String> = []
    var nodePorts: Set<String> = []
    for (position, port) in ports.enumerated() {
      let place = FieldPath("spec.ports").index(position)
      let name = port.text("name")
      if name.isEmpty {
        if ports.count > 1 { list.required(place.child("name")) }
      } else {
        list.check(NameFormat.dns1123Label(name), place.child("name"), name)
        if !names.insert(name).inserted { list.duplicate(place.child("name"), .string(name)) }
      }
      list.port(port["port"]?.int ?? 0, place.child("port"))
      list.oneOf(port, "protocol", ["TCP", "UDP", "SCTP"], at: place, isRequired: true)
      list.portOrName(port["targetPort"], place.child("targetPort"))
      let application = port.text("appProtocol")
      if !application.isEmpty { list.check(NameFormat.qualifiedName(application), place.child("appProtocol"), application) }
      let nodePort = port["nodePort"]?.int ?? 0
      if nodePort != 0, type == "ClusterIP" || type == "ExternalName" {
        list.forbidden(place.child("nodePort"), "may not be used when `type` is '\(type)'")
      }
      if !claims.insert("\(port.text("protocol"))/\(port["port"]?.int ?? 0)").inserted { list.duplicate(place, Self.claim(port)) }
      if nodePort != 0, !nodePorts.insert("\(port.text("protocol"))/\(nodePort)").inserted {
        list.duplicate(place.child("nodePort"), .int(nodePort))
      }
    }
  }

  private static func claim(_ port: Value) -> Value { ["port": port["port"] ?? 0, "protocol": port["protocol"] ?? ""] }

  private func affinity(_ spec: Value, _ list: inout FieldErrorList) {
    list.oneOf(spec, "sessionAffinity", ["ClientIP", "None"], at: "spec", isRequired: true)
    let timeout = spec[path: "sessionAffinityConfig", "clientIP", "timeoutSeconds"]?.int
    if spec["sessionAffinity"] == "ClientIP", let timeout, !(1...86_400).contains(timeout) {
      list.invalid(
        "spec.sessionAffinityConfig.clientIP.timeoutSeconds", .int(timeout), "must be greater than 0 and less than 86400")
    }
    if spec["sessionAffinity"] == "None", spec["sessionAffinityConfig"] != nil {
      list.forbidden("spec.sessionAffinityConfig", "must not be set when session affinity is None")
    }
  }

  private func clusterIPs(_ spec: Value, _ type: String, _ list: inout FieldErrorList) {
    guard type != "ExternalName" else { return }
    let addresses = spec.list("clusterIPs")
    let first = spec.text("clusterIP")
    if !addresses.isEmpty, first.isEmpty {
      list.required("spec.clusterIP")
    } else if let head = addresses.first?.string, head != first {
      list.invalid("spec.clusterIPs", .array(addresses), "first value must match `clusterIP`")
    }
    for (position, address) in addresses.enumerated() {
      let text = address.string ?? ""
      let place = FieldPath("spec.clusterIPs").index(position)
      if text == "None" {
        if addresses.count > 1 { list.invalid(place, address, "'None' must be the first and only value") }
      } else if !text.isEmpty, IPAddress(text) == nil {
        list.invalid(place, address, PodSpecValidation.addressMessage)
      }
    }
    if addresses.count > 2 { list.invalid("spec.clusterIPs", .array(addresses), "may only hold up to 2 values") }
    let parsed = addresses.compactMap { IPAddress($0.string ?? "") }
    if parsed.count == 2, parsed[0].isIPv6 == parsed[1].isIPv6 {
      list.invalid("spec.clusterIPs", .array(addresses), "may specify no more than one IP for each IP family")
    }
  }

  private func families(_ spec: Value, _ type: String, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.ipFamilies"
    let families = spec.list("ipFamilies")
    if type == "ExternalName" {
      if !spec.isUnset("ipFamilyPolicy") { list.forbidden("spec.ipFamilyPolicy", "may not be set when `type` is 'ExternalName'") }
      if !families.isEmpty { list.forbidden(path, "may not be set when `type` is 'ExternalName'") }
      return
    }
    var seen: Set<Value> = []
    for (position, family) in families.enumerated() {
      if family != "IPv4", family != "IPv6" { list.notSupported(path.index(position), family, ["IPv4", "IPv6"]) }
      if !seen.insert(family).inserted { list.duplicate(path.index(position), family) }
    }
    for (position, (family, address)) in zip(families, spec.list("clusterIPs")).enumerated() {
      guard let parsed = IPAddress(address.string ?? ""), parsed.isIPv6 != (family == "IPv6") else { continue }
      list.invalid(
        FieldPath("spec.clusterIPs").index(position), address,
        "expected an \(family.string ?? "") value as indicated by `ipFamilies[\(position)]`")
    }
  }

  private func traffic(_ spec: Value, _ type: String, _ list: inout FieldErrorList) {
    list.oneOf(spec, "externalTrafficPolicy", ["Cluster", "Local"], at: "spec")
    list.oneOf(spec, "internalTrafficPolicy", ["Cluster", "Local"], at: "spec")
    list.oneOf(spec, "ipFamilyPolicy", ["PreferDualStack", "RequireDualStack", "SingleStack"], at: "spec")
    list.oneOf(spec, "trafficDistribution", ["PreferClose", "PreferSameNode", "PreferSameZone"], at: "spec")
    let isExternal = ["LoadBalancer", "NodePort"].contains(type) || !spec.list("externalIPs").isEmpty
    if !isExternal, !spec.isUnset("externalTrafficPolicy") {
      list.invalid(
        "spec.externalTrafficPolicy", spec["externalTrafficPolicy"] ?? "", "may only be set for externally-accessible services")
    }
    if !spec.isZero("healthCheckNodePort"), type != "LoadBalancer" || spec["externalTrafficPolicy"] != "Local" {
      list.invalid(
        "spec.healthCheckNodePort", spec["healthCheckNodePort"] ?? 0,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")
    }
  }

  private func loadBalancer(_ spec: Value, _ type: String, _ list: inout FieldErrorList) {
    let ranges = spec.list("loadBalancerSourceRanges")
    if !ranges.isEmpty, type != "LoadBalancer" {
      list.forbidden("spec.LoadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'")
    }
    for (position, range) in ranges.enumerated() where IPPrefix((range.string ?? "").trimmed) == nil {
      list.invalid(
        FieldPath("spec.loadBalancerSourceRanges").index(position), range,
        "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")
    }
    if type == "LoadBalancer", let name = spec["loadBalancerClass"]?.string {
      list.check(NameFormat.qualifiedName(name), "spec.loadBalancerClass", name)
    }
    for key in ["allocateLoadBalancerNodePorts", "loadBalancerClass"] where spec[key] != nil && type != "LoadBalancer" {
      list.forbidden(FieldPath("spec").child(key), "may only be used when `type` is 'LoadBalancer'")
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    if subresource == "status" { return statusErrors(object, old: old) }
    guard subresource == nil, old["spec"]?["type"] != "ExternalName", object["spec"]?["type"] != "ExternalName" else { return [] }
    var list = FieldErrorList()
    if old["spec"]?["type"] == "LoadBalancer", object["spec"]?["type"] == "LoadBalancer",
      let name = object["spec"]?["loadBalancerClass"] ?? old["spec"]?["loadBalancerClass"],
      object["spec"]?["loadBalancerClass"] != old["spec"]?["loadBalancerClass"]
    {
      list.invalid("spec.loadBalancerClass", object["spec"]?["loadBalancerClass"] == nil ? .null : name, "may not change once set")
    }
    let before = old["spec"]?.list("clusterIPs") ?? []
    let after = object["spec"]?.list("clusterIPs") ?? []
    if let first = before.first {
      if after.isEmpty {
        list.invalid("spec.clusterIPs[0]", .array(after), "primary clusterIP can not be unset")
      } else if after[0] != first {
        list.invalid("spec.clusterIPs[0]", after[0], "may not change once set")
      }
    }
    return list.errors
  }

  /// Addresses of load balancers are for services that have one; what stands there from before may stay.
  private func statusErrors(_ object: Value, old: Value) -> [FieldError] {
    let ingress = object[path: "status", "loadBalancer", "ingress"]
    guard ingress?.array?.isEmpty == false, object["spec"]?["type"] != "LoadBalancer",
      ingress != old[path: "status", "loadBalancer", "ingress"]
    else { return [] }
    return [.forbidden("status.loadBalancer.ingress", "may only be used when `spec.type` is \"LoadBalancer\"")]
  }
}
