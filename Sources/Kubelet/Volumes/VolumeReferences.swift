import APIMachinery

/// A ConfigMap or Secret in the pod's namespace.
struct ObjectReference: Hashable, Sendable {
  enum Kind: String, Sendable { case configMap = "configmaps", secret = "secrets" }
  var kind: Kind
  var namespace: String
  var name: String
}

extension Pod {
  /// Every ConfigMap and Secret that the pod's volumes and environments read.
  var references: Set<ObjectReference> {
    var found: Set<ObjectReference> = []
    func add(_ kind: ObjectReference.Kind, _ name: String?) {
      if let name, !name.isEmpty { found.insert(ObjectReference(kind: kind, namespace: namespace, name: name)) }
    }
    for volume in spec["volumes"]?.array ?? [] {
      add(.configMap, volume["configMap"]?["name"]?.string)
      add(.secret, volume["secret"]?["secretName"]?.string)
      for source in volume["projected"]?["sources"]?.array ?? [] {
        add(.configMap, source["configMap"]?["name"]?.string)
        add(.secret, source["secret"]?["name"]?.string)
      }
    }
    for container in allContainers {
      for source in container.value["envFrom"]?.array ?? [] {
        add(.configMap, source["configMapRef"]?["name"]?.string)
        add(.secret, source["secretRef"]?["name"]?.string)
      }
      for entry in container.value["env"]?.array ?? [] {
        add(.configMap, entry["valueFrom"]?["configMapKeyRef"]?["name"]?.string)
        add(.secret, entry["valueFrom"]?["secretKeyRef"]?["name"]?.string)
      }
    }
    return found
  }

  /// The tokens its projected volumes ask for.
  var tokenRequests: [TokenRequest] {
    (spec["volumes"]?.array ?? []).flatMap { $0["projected"]?["sources"]?.array ?? [] }.compactMap { source in
      source["serviceAccountToken"].flatMap { $0.isNull ? nil : tokenRequest($0) }
    }
  }

  func tokenRequest(_ projection: Value) -> TokenRequest {
    TokenRequest(
      namespace: namespace, serviceAccount: serviceAccountName, podName: name, podUID: uid,
      audience: projection["audience"]?.string ?? "", expirationSeconds: Int(projection["expirationSeconds"]?.int ?? 3_600))
  }
}
