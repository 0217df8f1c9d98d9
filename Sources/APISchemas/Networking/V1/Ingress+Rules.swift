import APIMachinery
import Basics

struct IngressRules: KindRules {
  static let classAnnotation = "kubernetes.io/ingress.class"
  private static let shownHostsMax = 3

  var tracksGeneration: Bool { true }

  func prepareForCreate(_ object: inout Value) { object["status"] = ["loadBalancer": [:]] }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [
      .string(object.name), Cell.text(spec["ingressClassName"]), .string(Self.hosts(spec.list("rules"))),
      .string(Self.addresses(object[path: "status", "loadBalancer"] ?? [:])), .string(spec.list("tls").isEmpty ? "80" : "80, 443"),
      Cell.age(object, now),
    ]
  }

  private static func hosts(_ rules: [Value]) -> String {
    let named = rules.map { $0.text("host") }.filter { !$0.isEmpty }
    if named.isEmpty { return "*" }
    let shown = named.prefix(shownHostsMax).joined(separator: ",")
    return named.count > shownHostsMax ? "\(shown) + \(rules.count - shownHostsMax) more..." : shown
  }

  private static func addresses(_ status: Value) -> String {
    status.list("ingress").map { $0.isUnset("ip") ? $0.text("hostname") : $0.text("ip") }.filter { !$0.isEmpty }.joined(separator: ",")
  }
}

struct IngressClassRules: KindRules {
  static let controllerBytesMax = 250

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in spec.edit("parameters") { if $0["scope"] == nil { $0["scope"] = "Cluster" } } }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let controller = spec.text("controller")
    let path: FieldPath = "spec.controller"
    if controller.utf8.count > Self.controllerBytesMax { list.tooLong(path, bytes: Self.controllerBytesMax) }
    if controller.isEmpty { list.required(path) } else { list.check(NameFormat.domainPrefixedPath(controller), path, controller) }
    if let parameters = spec["parameters"] { validate(parameters: parameters, "spec.parameters", &list) }
    return list.errors
  }

  private func validate(parameters: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    IngressValidation.object(parameters, path, &list)
    let scope = parameters.text("scope")
    if scope.isEmpty {
      list.required(path.child("scope"))
    } else if !["Cluster", "Namespace"].contains(scope) {
      list.notSupported(path.child("scope"), .string(scope), ["Cluster", "Namespace"])
    }
    let namespace = parameters["namespace"]?.string
    if scope == "Namespace" {
      if let namespace, !namespace.isEmpty {
        list.check(NameFormat.dns1123Label(namespace), path.child("namespace"), namespace)
      } else {
        list.required(path.child("namespace"), "`parameters.scope` is set to 'Namespace'")
      }
    } else if scope == "Cluster", namespace != nil {
      list.forbidden(path.child("namespace"), "`parameters.scope` is set to 'Cluster'")
    }
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    var list = FieldErrorList()
    list.immutable(object["spec"]?["controller"], old["spec"]?["controller"], "spec.controller")
    return list.errors
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    var parameters = Cell.none
    if let reference = object["spec"]?["parameters"] {
      let group = reference.text("apiGroup")
      parameters = .string(reference.text("kind") + (group.isEmpty ? "" : "." + group) + "/" + reference.text("name"))
    }
    return [.string(object.name), .string(object["spec"]?.text("controller") ?? ""), parameters, Cell.age(object, now)]
  }
}
