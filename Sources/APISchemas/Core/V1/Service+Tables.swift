import APIMachinery
import Basics

extension ServiceRules {
  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    return [
      .string(object.name), .string(spec.text("type")), Self.clusterIP(spec), .string(Self.externalIP(object)),
      Self.ports(spec), Cell.age(object, now), Cell.labels(spec["selector"]),
    ]
  }

  private static func clusterIP(_ spec: Value) -> Value {
    Cell.text(spec["clusterIPs"]?[0] ?? spec["clusterIP"])
  }

  private static func ports(_ spec: Value) -> Value {
    let ports = spec.list("ports").map { port in
      let number = port["port"]?.int ?? 0
      let node = port["nodePort"]?.int ?? 0
      return "\(number)" + (node > 0 ? ":\(node)" : "") + "/" + port.text("protocol")
    }
    return ports.isEmpty ? Cell.none : .string(ports.joined(separator: ","))
  }

  private static func externalIP(_ object: Value) -> String {
    let spec = object["spec"] ?? [:]
    let external = spec.list("externalIPs").compactMap(\.string)
    switch spec.text("type") {
    case "ExternalName": return spec.text("externalName")
    case "LoadBalancer":
      let ingress = object["status"]?["loadBalancer"]?.list("ingress") ?? []
      let balancer = ingress.map { $0.text("ip").isEmpty ? $0.text("hostname") : $0.text("ip") }.filter { !$0.isEmpty }
      let all = balancer + external
      return all.isEmpty ? "<pending>" : all.joined(separator: ",")
    default: return external.isEmpty ? "<none>" : external.joined(separator: ",")
    }
  }
}
