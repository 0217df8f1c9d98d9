import APIMachinery

/// In v1beta1 a backend names its service and port in two flat fields, a port is a number or a name in one, and how paths are
/// compared need not be said.
enum IngressV1beta1 {
  static let conversion = KindConversion(
    toStored: { object in
      object.edit("spec") { spec in
        rename("backend", to: "defaultBackend", in: &spec, nested)
        editPaths(&spec) { path in
          path.setDefault("pathType", "ImplementationSpecific")
          path.edit("backend", nested)
        }
      }
    },
    fromStored: { object in
      object.edit("spec") { spec in
        rename("defaultBackend", to: "backend", in: &spec, flat)
        editPaths(&spec) { path in path.edit("backend", flat) }
      }
    })

  private static func editPaths(_ spec: inout Value, _ change: (inout Value) -> Void) {
    spec.editEach("rules") { rule in rule.edit("http") { http in http.editEach("paths", change) } }
  }

  private static func rename(_ old: String, to new: String, in spec: inout Value, _ change: (inout Value) -> Void) {
    guard var backend = spec[old] else { return }
    spec[old] = nil
    if backend.object != nil { change(&backend) }
    spec[new] = backend
  }

  private static func nested(_ backend: inout Value) {
    let (name, port) = (backend["serviceName"], backend["servicePort"])
    (backend["serviceName"], backend["servicePort"]) = (nil, nil)
    guard name?.string?.isEmpty == false || port != nil else { return }
    var service: Value = ["name": name ?? ""]
    switch port {
    case .int?: service["port"] = ["number": port ?? 0]
    case .string(let text)?: service["port"] = ["name": .string(text)]
    default: break
    }
    backend["service"] = service
  }

  private static func flat(_ backend: inout Value) {
    guard let service = backend["service"] else { return }
    backend["service"] = nil
    backend["serviceName"] = service["name"]
    backend["servicePort"] = service["port"]?["number"] ?? service["port"]?["name"]
  }
}
