import APIMachinery

/// Which node has to do with which objects: pods by their node, what pods refer to, and what that leads to. A question costs
/// the same whatever the number of pods; a change costs what the changed object refers to.
public struct NodeGraph: StoreView {
  static let pods = GroupResource(group: "", resource: "pods")
  static let volumes = GroupResource(group: "", resource: "persistentvolumes")
  static let attachments = GroupResource(group: "storage.k8s.io", resource: "volumeattachments")
  static let slices = GroupResource(group: "resource.k8s.io", resource: "resourceslices")
  public static let resources = [pods, volumes, attachments, slices]

  private struct Pod {
    var node: String
    var references: Set<ObjectReference>
  }
  private struct Volume {
    var claim: ObjectReference
    var secrets: Set<ObjectReference>
  }
  private struct Name: Hashable { var namespace: String; var name: String }

  private var podsByName: [Name: Pod] = [:]
  /// By node: how many of its pods refer to an object.
  private var referencesByNode: [String: [ObjectReference: Int]] = [:]
  private var volumesByName: [String: Volume] = [:]
  /// The claims whose volume needs a secret, with how many volumes of each do.
  private var claimsBySecret: [ObjectReference: [ObjectReference: Int]] = [:]
  private var nodesByAttachment: [String: String] = [:]
  private var nodesBySlice: [String: String] = [:]

  public init() {}

  // MARK: questions

  public func isPod(_ name: String, _ namespace: String, on node: String) -> Bool {
    podsByName[Name(namespace: namespace, name: name)]?.node == node
  }

  /// Whether a pod of the node refers to the object, or to a claim whose volume does.
  public func refers(_ node: String, to object: ObjectReference) -> Bool {
    guard let references = referencesByNode[node] else { return false }
    if references[object] != nil { return true }
    guard object.kind == .secret, let claims = claimsBySecret[object] else { return false }
    return claims.keys.contains { references[$0] != nil }
  }

  public func uses(_ node: String, volume: String) -> Bool {
    guard let claim = volumesByName[volume]?.claim else { return false }
    return referencesByNode[node]?[claim] != nil
  }

  public func isAttachment(_ name: String, to node: String) -> Bool { nodesByAttachment[name] == node }
  public func isSlice(_ name: String, of node: String) -> Bool { nodesBySlice[name] == node }

  // MARK: changes

  public mutating func apply(_ object: Value, isDelete: Bool, of resource: GroupResource) {
    switch resource {
    case Self.pods: set(pod: object, isDelete)
    case Self.volumes: set(volume: object, isDelete)
    case Self.attachments: nodesByAttachment[object.name] = isDelete ? nil : object[path: "spec", "nodeName"]?.string
    case Self.slices: nodesBySlice[object.name] = isDelete ? nil : object[path: "spec", "nodeName"]?.string
    default: break
    }
  }

  private mutating func set(pod object: Value, _ isDelete: Bool) {
    let name = Name(namespace: object.namespace, name: object.name)
    if let old = podsByName.removeValue(forKey: name) { count(old, -1) }
    guard !isDelete, let node = object[path: "spec", "nodeName"]?.string, !node.isEmpty else { return }
    // A mirror pod is the node's own word: it opens nothing to the node.
    let pod = Pod(node: node, references: PodReferences.isMirror(object) ? [] : PodReferences.of(object))
    podsByName[name] = pod
    count(pod, 1)
  }

  private mutating func count(_ pod: Pod, _ change: Int) {
    for reference in pod.references { Self.count(reference, change, in: &referencesByNode[pod.node, default: [:]]) }
    if referencesByNode[pod.node]?.isEmpty == true { referencesByNode[pod.node] = nil }
  }

  private mutating func set(volume object: Value, _ isDelete: Bool) {
    if let old = volumesByName.removeValue(forKey: object.name) { count(old, -1) }
    guard !isDelete, let claim = object[path: "spec", "claimRef"], let name = claim["name"]?.string else { return }
    let namespace = claim["namespace"]?.string ?? ""
    let volume = Volume(
      claim: ObjectReference(.claim, namespace, name),
      secrets: Self.secrets(of: object["spec"] ?? [:], claimNamespace: namespace))
    volumesByName[object.name] = volume
    count(volume, 1)
  }

  private mutating func count(_ volume: Volume, _ change: Int) {
    for secret in volume.secrets {
      Self.count(volume.claim, change, in: &claimsBySecret[secret, default: [:]])
      if claimsBySecret[secret]?.isEmpty == true { claimsBySecret[secret] = nil }
    }
  }

  private static func count(_ object: ObjectReference, _ change: Int, in counts: inout [ObjectReference: Int]) {
    let count = (counts[object] ?? 0) + change
    counts[object] = count > 0 ? count : nil
  }

  /// The secrets of a volume that the kubelet itself needs; those of the control plane's side of a driver it doesn't.
  private static func secrets(of spec: Value, claimNamespace: String) -> Set<ObjectReference> {
    var found: Set<ObjectReference> = []
    func add(_ name: Value?, _ namespace: Value?) {
      guard let name = name?.string, !name.isEmpty else { return }
      let own = namespace?.string ?? ""
      found.insert(ObjectReference(.secret, own.isEmpty ? claimNamespace : own, name))
    }
    add(spec["azureFile"]?["secretName"], spec["azureFile"]?["secretNamespace"])
    for reference in ["nodePublishSecretRef", "nodeStageSecretRef", "nodeExpandSecretRef"] {
      add(spec["csi"]?[reference]?["name"], spec["csi"]?[reference]?["namespace"])
    }
    for driver in ["cephfs", "cinder", "flexVolume", "iscsi", "rbd", "scaleIO", "storageos"] {
      add(spec[driver]?["secretRef"]?["name"], spec[driver]?["secretRef"]?["namespace"])
    }
    return found
  }
}
