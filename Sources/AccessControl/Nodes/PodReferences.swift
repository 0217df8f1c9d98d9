import APIMachinery

/// An object by kind, namespace and name.
public struct ObjectReference: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case secret, configMap, claim, serviceAccount, resourceClaim }
  public var kind: Kind
  public var namespace: String
  public var name: String

  public init(_ kind: Kind, _ namespace: String, _ name: String) { (self.kind, self.namespace, self.name) = (kind, namespace, name) }
}

/// What a pod needs of other objects so that it can run: all that its node may read on its account (API reference: PodSpec).
public enum PodReferences {
  public static let mirrorAnnotation = "kubernetes.io/config.mirror"

  public static func isMirror(_ pod: Value) -> Bool { pod[path: "metadata", "annotations"]?[mirrorAnnotation] != nil }

  public static func of(_ pod: Value) -> Set<ObjectReference> {
    var collector = Collector(pod)
    let spec = pod["spec"] ?? [:]
    collector.add(.serviceAccount, spec["serviceAccountName"])
    for secret in spec["imagePullSecrets"]?.array ?? [] { collector.add(.secret, secret["name"]) }
    for list in ["initContainers", "containers", "ephemeralContainers"] {
      for container in spec[list]?.array ?? [] { collector.add(container: container) }
    }
    for volume in spec["volumes"]?.array ?? [] { collector.add(volume: volume) }
    collector.addResourceClaims(spec, pod["status"] ?? [:])
    return collector.found
  }

  private struct Collector {
    var found: Set<ObjectReference> = []
    private let namespace: String
    private let podName: String

    init(_ pod: Value) { (namespace, podName) = (pod.namespace, pod.name) }

    mutating func add(_ kind: ObjectReference.Kind, _ name: Value?) {
      if let name = name?.string, !name.isEmpty { found.insert(ObjectReference(kind, namespace, name)) }
    }

    mutating func add(container: Value) {
      for source in container["envFrom"]?.array ?? [] {
        add(.secret, source["secretRef"]?["name"])
        add(.configMap, source["configMapRef"]?["name"])
      }
      for variable in container["env"]?.array ?? [] {
        add(.secret, variable["valueFrom"]?["secretKeyRef"]?["name"])
        add(.configMap, variable["valueFrom"]?["configMapKeyRef"]?["name"])
      }
    }

    mutating func add(volume: Value) {
      add(.secret, volume["secret"]?["secretName"])
      add(.configMap, volume["configMap"]?["name"])
      add(.claim, volume["persistentVolumeClaim"]?["claimName"])
      if volume["ephemeral"] != nil, let name = volume["name"]?.string { add(.claim, .string(podName + "-" + name)) }
      for source in volume["projected"]?["sources"]?.array ?? [] {
        add(.secret, source["secret"]?["name"])
        add(.configMap, source["configMap"]?["name"])
      }
      add(.secret, volume["azureFile"]?["secretName"])
      add(.secret, volume["csi"]?["nodePublishSecretRef"]?["name"])
      for driver in ["cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"] {
        add(.secret, volume[driver]?["secretRef"]?["name"])
      }
    }

    /// Claims by name, and those made from a template, whose names only the status knows.
    mutating func addResourceClaims(_ spec: Value, _ status: Value) {
      for claim in spec["resourceClaims"]?.array ?? [] { add(.resourceClaim, claim["resourceClaimName"]) }
      for claim in status["resourceClaimStatuses"]?.array ?? [] { add(.resourceClaim, claim["resourceClaimName"]) }
      add(.resourceClaim, status["extendedResourceClaimStatus"]?["resourceClaimName"])
    }
  }
}
