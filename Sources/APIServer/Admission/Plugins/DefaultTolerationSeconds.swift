import APIMachinery

/// Pods stay five minutes on a node that isn't ready or can't be reached, unless they say otherwise.
struct DefaultTolerationSeconds: AdmissionPlugin {
  private static let keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]

  func mutate(_ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    guard attributes.createsPod else { return }
    var tolerations = object[path: "spec", "tolerations"]?.array ?? []
    let missing = Self.keys.filter { key in !tolerations.contains { Self.tolerates($0, key) } }
    guard !missing.isEmpty else { return }
    tolerations += missing.map { ["key": .string($0), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300] }
    object[path: "spec", "tolerations"] = .array(tolerations)
  }

  private static func tolerates(_ toleration: Value, _ key: String) -> Bool {
    let (own, effect) = (toleration["key"]?.string ?? "", toleration["effect"]?.string ?? "")
    return (own == key || own.isEmpty) && (effect == "NoExecute" || effect.isEmpty)
  }
}
