import APIMachinery

extension AdmissionAttributes {
  static let pods = GroupResource(group: "", resource: "pods")

  /// Creates a pod itself, not a part of one.
  var createsPod: Bool { creates(Self.pods) }

  /// Puts containers into a pod that is there.
  var addsEphemeralContainers: Bool {
    operation == .update && request.groupResource == Self.pods && request.subresource == "ephemeralcontainers"
  }

  func creates(_ resource: GroupResource) -> Bool {
    operation == .create && request.groupResource == resource && request.subresource.isEmpty
  }

  func updates(_ resource: GroupResource) -> Bool {
    operation == .update && request.groupResource == resource && request.subresource.isEmpty
  }

  /// Refused: by a rule of this name's kind, in upstream's words.
  func forbidden(_ object: Value, _ problem: String) -> StatusError { .forbidden(request.groupResource, object.name, problem) }
}

extension Value {
  /// Containers of a pod's spec of one sort.
  func containers(_ list: String) -> [Value] { self["spec"]?[list]?.array ?? [] }

  static let containerLists = ["initContainers", "containers", "ephemeralContainers"]

  /// Changes every container of these lists.
  mutating func editContainers(_ lists: [String], _ edit: (inout Value) -> Void) {
    for list in lists {
      guard var containers = self["spec"]?[list]?.array else { continue }
      for index in containers.indices { edit(&containers[index]) }
      self[path: "spec", list] = .array(containers)
    }
  }
}
