import APIMachinery
import APISchemas

/// Fills in, and holds pods and claims to, what the namespace's LimitRanges say (kubernetes.io, "Limit Ranges").
struct LimitRanger: AdmissionPlugin {
  private static let ranges = GroupResource(group: "", resource: "limitranges")
  private static let claims = GroupResource(group: "", resource: "persistentvolumeclaims")
  private static let annotation = "kubernetes.io/limit-ranger"

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod else { return }
    var notes: [String] = []
    for item in Self.items(of: "Container", attributes, in: unit) {
      for (list, word) in [("containers", "container"), ("initContainers", "init container")] {
        object.editContainers([list]) { container in notes += Self.fill(&container, from: item, word) }
      }
    }
    guard !notes.isEmpty else { return }
    object[path: "metadata", "annotations", Self.annotation] = .string("LimitRanger plugin set: " + notes.joined(separator: "; "))
  }

  func validate(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    var problems: [String] = []
    if attributes.createsPod || isResize(attributes) {
      for item in Self.items(of: "Container", attributes, in: unit) {
        for container in object.containers("containers") + object.containers("initContainers") {
          let resources = container["resources"]
          problems += LimitCheck(item, "Container").problems(
            requests: PodResources.amounts(resources?["requests"]), limits: PodResources.amounts(resources?["limits"]))
        }
      }
      let spec = object["spec"] ?? [:]
      for item in Self.items(of: "Pod", attributes, in: unit) {
        problems += LimitCheck(item, "Pod").problems(
          requests: PodResources.total(spec, "requests"), limits: PodResources.total(spec, "limits"))
      }
    } else if attributes.creates(Self.claims) || attributes.updates(Self.claims) {
      let requests = PodResources.amounts(object[path: "spec", "resources", "requests"])
      for item in Self.items(of: "PersistentVolumeClaim", attributes, in: unit) {
        problems += LimitCheck(item, "PersistentVolumeClaim").problems(ofClaim: requests)
      }
    }
    guard !problems.isEmpty else { return }
    throw attributes.forbidden(object, problems.count == 1 ? problems[0] : "[" + problems.joined(separator: ", ") + "]")
  }

  private func isResize(_ attributes: AdmissionAttributes) -> Bool {
    attributes.operation == .update && attributes.request.groupResource == AdmissionAttributes.pods
      && attributes.request.subresource == "resize"
  }

  private static func items(of type: String, _ attributes: AdmissionAttributes, in unit: UnitOfWork) -> [Value] {
    unit.list(ranges, namespace: attributes.request.namespace)
      .flatMap { $0[path: "spec", "limits"]?.array ?? [] }
      .filter { $0["type"]?.string == type }
  }

  /// Gives a container what it doesn't say, and tells what that was.
  private static func fill(_ container: inout Value, from item: Value, _ word: String) -> [String] {
    let name = container["name"]?.string ?? ""
    var notes: [String] = []
    for (list, source, noun) in [("requests", "defaultRequest", "request"), ("limits", "default", "limit")] {
      var names: [String] = []
      for (resource, amount) in item[source]?.object ?? Object() where container[path: "resources", list, resource] == nil {
        container[path: "resources", list, resource] = amount
        names.append(resource)
      }
      if !names.isEmpty { notes.append("\(names.sorted().joined(separator: ", ")) \(noun) for \(word) \(name)") }
    }
    return notes
  }
}
