import APIMachinery

struct ServiceRules: KindRules {
  var nameRule: NameRule { .dnsLabel1035 }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.setDefault("sessionAffinity", "None")
      if spec["sessionAffinity"] == "None" { spec["sessionAffinityConfig"] = nil }
      if spec["sessionAffinity"] == "ClientIP", spec[path: "sessionAffinityConfig", "clientIP", "timeoutSeconds"] == nil {
        spec[path: "sessionAffinityConfig", "clientIP", "timeoutSeconds"] = 10_800
      }
      spec.setDefault("type", "ClusterIP")
      spec.editEach("ports") { port in
        port.setDefault("protocol", "TCP")
        if port.isZero("targetPort") { port["targetPort"] = port["port"] }
      }
      let type = spec.text("type")
      if ["NodePort", "LoadBalancer"].contains(type) || !spec.list("externalIPs").isEmpty {
        spec.setDefault("externalTrafficPolicy", "Cluster")
      }
      if type != "ExternalName" { spec.setDefault("internalTrafficPolicy", "Cluster") }
      if type == "LoadBalancer", spec["allocateLoadBalancerNodePorts"] == nil { spec["allocateLoadBalancerNodePorts"] = true }
    }
    guard object["spec"]?["type"] == "LoadBalancer" else { return }
    object.edit("status") { status in
      status.edit("loadBalancer") { balancer in
        balancer.editEach("ingress") { if !$0.isUnset("ip") { $0.setDefault("ipMode", "VIP") } }
      }
    }
  }

  func prepareForCreate(_ object: inout Value) {
    object["status"] = ["loadBalancer": [:]]
    Self.completeClusterIPs(&object, old: nil)
  }

  func prepareForUpdate(_ object: inout Value, old: Value, subresource: String?) {
    guard subresource == nil else { return }
    Self.dropFieldsOfOldType(&object, old: old)
    Self.keepAllocations(&object, old: old)
    Self.completeClusterIPs(&object, old: old)
  }

  /// `clusterIP` is the first of `clusterIPs`: a client that knows only one of the two fields means both.
  private static func completeClusterIPs(_ object: inout Value, old: Value?) {
    object.edit("spec") { spec in
      let first = spec.text("clusterIP")
      let all = spec.list("clusterIPs").compactMap(\.string)
      if first.isEmpty, let only = all.first {
        if old?["spec"]?.text("clusterIP").isEmpty ?? true { spec["clusterIP"] = .string(only) }
      } else if !first.isEmpty, all.isEmpty {
        spec["clusterIPs"] = [.string(first)]
      } else if let old, !first.isEmpty, first != old["spec"]?.text("clusterIP"), spec["clusterIPs"] == old["spec"]?["clusterIPs"] {
        spec["clusterIPs"] = [.string(first)]
      }
    }
  }

  private static func needsClusterIP(_ object: Value) -> Bool {
    ["ClusterIP", "NodePort", "LoadBalancer"].contains(object["spec"]?.text("type") ?? "")
  }

  private static func needsNodePort(_ object: Value) -> Bool {
    ["NodePort", "LoadBalancer"].contains(object["spec"]?.text("type") ?? "")
  }

  /// A replace (PUT) by a client that left out what the server allocated keeps it.
  private static func keepAllocations(_ object: inout Value, old: Value) {
    let bothHaveClusterIP = needsClusterIP(object) && needsClusterIP(old)
    let bothHaveNodePorts = needsNodePort(object) && needsNodePort(old)
    object.edit("spec") { spec in
      let oldSpec = old["spec"] ?? [:]
      if bothHaveClusterIP {
        if spec.isUnset("clusterIP") { spec["clusterIP"] = oldSpec["clusterIP"] }
        if spec.list("clusterIPs").isEmpty, spec["clusterIP"] == oldSpec["clusterIP"] { spec["clusterIPs"] = oldSpec["clusterIPs"] }
        for key in ["ipFamilies", "ipFamilyPolicy"] where spec[key] == nil { spec[key] = oldSpec[key] }
      }
      if bothHaveNodePorts {
        let used = Set(spec.list("ports").compactMap { $0["nodePort"]?.int })
        spec.editEach("ports") { port in
          guard port.isZero("nodePort"), let previous = samePort(as: port, in: oldSpec) else { return }
          if let number = previous["nodePort"]?.int, number != 0, !used.contains(number) { port["nodePort"] = .int(number) }
        }
        if spec.isZero("healthCheckNodePort"), spec.text("externalTrafficPolicy") == "Local" {
          spec["healthCheckNodePort"] = oldSpec["healthCheckNodePort"]
        }
      }
    }
  }

  private static func samePort(as port: Value, in spec: Value) -> Value? {
    spec.list("ports").first { $0["port"] == port["port"] && $0.text("protocol") == port.text("protocol") }
  }

  /// Fields that only the former type has go with it, unless the client has just changed them.
  private static func dropFieldsOfOldType(_ object: inout Value, old: Value) {
    let losesClusterIP = needsClusterIP(old) && !needsClusterIP(object)
    let losesNodePort = needsNodePort(old) && !needsNodePort(object)
    let losesBalancer = old["spec"]?["type"] == "LoadBalancer" && object["spec"]?["type"] != "LoadBalancer"
    let losesName = old["spec"]?["type"] == "ExternalName" && object["spec"]?["type"] != "ExternalName"
    let oldSpec = old["spec"] ?? [:]
    object.edit("spec") { spec in
      func drop(_ keys: [String]) { for key in keys where spec[key] == oldSpec[key] { spec[key] = nil } }
      if losesClusterIP { drop(["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"]) }
      if losesNodePort {
        spec.editEach("ports") { port in
          if let previous = samePort(as: port, in: oldSpec), previous["nodePort"] == port["nodePort"] { port["nodePort"] = nil }
        }
        drop(["healthCheckNodePort"])
        if spec.list("externalIPs").isEmpty { drop(["externalTrafficPolicy"]) }
      }
      if losesBalancer { drop(["allocateLoadBalancerNodePorts", "loadBalancerClass"]) }
      if losesName { drop(["externalName"]) }
    }
  }

  func selectableFields(_ object: Value) -> [String: String] {
    ["spec.clusterIP": object["spec"]?.text("clusterIP") ?? "", "spec.type": object["spec"]?.text("type") ?? ""]
  }
}
