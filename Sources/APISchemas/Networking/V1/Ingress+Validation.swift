import APIMachinery
import Basics

/// The rules of where an ingress leads.
enum IngressValidation {
  private static let pathTypes = ["Exact", "ImplementationSpecific", "Prefix"]
  private static let forbiddenInside = ["//", "/./", "/../", "%2f", "%2F"]
  private static let forbiddenEnds = ["/..", "/."]

  static func backend(_ backend: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    switch (backend["resource"], backend["service"]) {
    case (.some, .some): list.invalid(path, "", "cannot set both resource and service backends")
    case (let resource?, nil): object(resource, path.child("resource"), &list)
    case (nil, let service?): self.service(service, path, &list)
    case (nil, nil): list.invalid(path, "", "resource or service backend is required")
    }
  }

  private static func service(_ service: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let place = path.child("service")
    if let name = list.requiredText(service, "name", place) { list.check(NameFormat.dns1035Label(name), place.child("name"), name) }
    let name = service["port"]?.text("name") ?? ""
    let number = service["port"]?["number"]?.int ?? 0
    switch (name.isEmpty, number == 0) {
    case (false, false): list.invalid(path, "", "cannot set both port name & port number")
    case (false, true): list.check(NameFormat.portName(name), place.child("port").child("name"), name)
    case (true, false): list.port(number, place.child("port").child("number"))
    case (true, true): list.required(path, "port name or number is required")
    }
  }

  /// A reference by group, kind and name.
  static func object(_ reference: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let group = reference.text("apiGroup")
    if !group.isEmpty { list.check(NameFormat.dns1123Subdomain(group), path.child("apiGroup"), group) }
    for key in ["kind", "name"] {
      let text = reference.text(key)
      if text.isEmpty {
        list.required(path.child(key), "\(key) is required")
      } else {
        list.check(NameFormat.pathSegment(text), path.child(key), text)
      }
    }
  }

  static func rule(_ rule: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let host = rule.text("host")
    if !host.isEmpty { self.host(host, path.child("host"), &list) }
    guard let http = rule["http"] else { return }
    let place = path.child("http").child("paths")
    let paths = http.list("paths")
    if paths.isEmpty { list.required(place) }
    for (position, item) in paths.enumerated() { self.path(item, place.index(position), &list) }
  }

  static func host(_ host: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    if IPAddress(host) != nil { list.invalid(path, .string(host), "must be a DNS name, not an IP address") }
    list.check(host.contains("*") ? NameFormat.wildcardDNS1123Subdomain(host) : NameFormat.dns1123Subdomain(host), path, host)
  }

  private static func path(_ item: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let text = item.text("path")
    let place = path.child("path")
    func absolute() { if !text.hasPrefix("/") { list.invalid(place, .string(text), "must be an absolute path") } }
    switch item.text("pathType") {
    case "": list.required(path.child("pathType"), "pathType must be specified")
    case "Exact", "Prefix":
      absolute()
      for part in forbiddenInside where text.contains(part) { list.invalid(place, .string(text), "must not contain '\(part)'") }
      for end in forbiddenEnds where text.hasSuffix(end) { list.invalid(place, .string(text), "cannot end with '\(end)'") }
    case "ImplementationSpecific": if !text.isEmpty { absolute() }
    case let type: list.notSupported(path.child("pathType"), .string(type), pathTypes)
    }
    backend(item["backend"] ?? [:], path.child("backend"), &list)
  }
}

extension IngressRules {
  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    let rules = spec.list("rules")
    if rules.isEmpty, spec["defaultBackend"] == nil {
      list.invalid(path, .array(rules), "either `defaultBackend` or `rules` must be specified")
    }
    if let backend = spec["defaultBackend"] { IngressValidation.backend(backend, path.child("defaultBackend"), &list) }
    for (position, rule) in rules.enumerated() { IngressValidation.rule(rule, path.child("rules").index(position), &list) }
    for (position, item) in spec.list("tls").enumerated() {
      let place = path.child("tls").index(position)
      for (at, host) in item.list("hosts").compactMap(\.string).enumerated() {
        let problems = host.contains("*") ? NameFormat.wildcardDNS1123Subdomain(host) : NameFormat.dns1123Subdomain(host)
        list.check(problems, place.child("hosts").index(at), host)
      }
      let secret = item.text("secretName")
      if !secret.isEmpty { list.check(NameFormat.dns1123Subdomain(secret), place.child("secretName"), secret) }
    }
    if let name = spec["ingressClassName"]?.string { list.check(NameFormat.dns1123Subdomain(name), path.child("ingressClassName"), name) }
    return list.errors
  }

  func validateCreate(_ object: Value) -> [FieldError] {
    guard let annotation = object.annotations[Self.classAnnotation], object["spec"]?["ingressClassName"] != nil else { return [] }
    return [
      .invalid("annotations." + Self.classAnnotation, .string(annotation), "can not be set when the class field is also set")
    ]
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == "status" else { return [] }
    var list = FieldErrorList()
    for (position, point) in (object[path: "status", "loadBalancer"]?.list("ingress") ?? []).enumerated() {
      let place = FieldPath("status.loadBalancer.ingress").index(position)
      let (address, name) = (point.text("ip"), point.text("hostname"))
      if !address.isEmpty, IPAddress(address) == nil { list.invalid(place.child("ip"), .string(address), PodSpecValidation.addressMessage) }
      guard !name.isEmpty else { continue }
      list.check(NameFormat.dns1123Subdomain(name), place.child("hostname"), name)
      if IPAddress(name) != nil { list.invalid(place.child("hostname"), .string(name), "must be a DNS name, not an IP address") }
    }
    return list.errors
  }
}
