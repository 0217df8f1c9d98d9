import APIMachinery

/// A named way to look objects up: each object stands under every value that `values` gives for it.
public struct ObjectIndex: Sendable, Hashable {
  public let name: String
  let values: @Sendable (Value) -> [String]

  /// Indexes with the same name must be the same function: caches are shared between controllers.
  public init(_ name: String, _ values: @escaping @Sendable (Value) -> [String]) {
    (self.name, self.values) = (name, values)
  }

  public static func == (a: ObjectIndex, b: ObjectIndex) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ObjectIndex {
  /// By the uid of the owner that is the controller.
  public static let controllerUID = ObjectIndex("controllerUID") { object in
    object.controllerReference.map { [$0.uid] } ?? []
  }

  /// By the uid of every owner.
  public static let ownerUID = ObjectIndex("ownerUID") { object in
    let owners = object.ownerReferences
    return owners.isEmpty ? [] : Array(Set(owners.map(\.uid)))
  }

  /// By namespace, the objects without a controller: those a selector may adopt.
  public static let orphansByNamespace = ObjectIndex("orphansByNamespace") { object in
    object.controllerReference == nil ? [object.namespace] : []
  }

  /// Pods by `spec.nodeName`.
  public static let nodeName = ObjectIndex("nodeName") { pod in
    if let node = pod["spec"]?["nodeName"]?.string, !node.isEmpty { [node] } else { [] }
  }

  /// By `metadata.uid`.
  public static let uid = ObjectIndex("uid") { [$0.uid] }
}
