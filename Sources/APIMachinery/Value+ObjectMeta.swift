import Basics

/// Object metadata (API reference: ObjectMeta), read straight from the tree.
extension Value {
  public var apiVersion: String { self["apiVersion"]?.string ?? "" }
  public var kind: String { self["kind"]?.string ?? "" }

  public var groupVersionKind: GroupVersionKind? {
    guard let groupVersion = GroupVersion(apiVersion), !kind.isEmpty else { return nil }
    return GroupVersionKind(group: groupVersion.group, version: groupVersion.version, kind: kind)
  }

  public var metadata: Value { self["metadata"] ?? .object(Object()) }
  public var name: String { self["metadata"]?["name"]?.string ?? "" }
  public var namespace: String { self["metadata"]?["namespace"]?.string ?? "" }
  public var uid: String { self["metadata"]?["uid"]?.string ?? "" }
  public var resourceVersion: String { self["metadata"]?["resourceVersion"]?.string ?? "" }
  public var generation: Int64 { self["metadata"]?["generation"]?.int ?? 0 }
  public var creationTimestamp: Timestamp? { self["metadata"]?["creationTimestamp"]?.timestamp }
  public var deletionTimestamp: Timestamp? { self["metadata"]?["deletionTimestamp"]?.timestamp }
  public var isBeingDeleted: Bool { self["metadata"]?["deletionTimestamp"]?.string != nil }
  public var finalizers: [String] { self["metadata"]?["finalizers"]?.array?.compactMap(\.string) ?? [] }
  public var labels: [String: String] { self["metadata"]?["labels"]?.stringMap ?? [:] }
  public var annotations: [String: String] { self["metadata"]?["annotations"]?.stringMap ?? [:] }
  public var ownerReferences: [OwnerReference] {
    self["metadata"]?["ownerReferences"]?.array?.map { OwnerReference($0) } ?? []
  }
  /// The one owner reference whose `controller` is true.
  public var controllerReference: OwnerReference? { ownerReferences.first { $0.isController } }

  public var timestamp: Timestamp? { string.flatMap { Timestamp(rfc3339: $0) } }

  /// The string-valued fields of an object; fields of other types are left out.
  public var stringMap: [String: String]? {
    guard let object else { return nil }
    var map = [String: String](minimumCapacity: object.count)
    for field in object { map[field.key] = field.value.string }
    return map
  }
}

/// One entry of `metadata.ownerReferences`.
public struct OwnerReference: Hashable, Sendable {
  public var apiVersion: String
  public var kind: String
  public var name: String
  public var uid: String
  public var isController: Bool
  public var blocksOwnerDeletion: Bool

  public init(_ value: Value) {
    apiVersion = value["apiVersion"]?.string ?? ""
    kind = value["kind"]?.string ?? ""
    name = value["name"]?.string ?? ""
    uid = value["uid"]?.string ?? ""
    isController = value["controller"]?.bool ?? false
    blocksOwnerDeletion = value["blockOwnerDeletion"]?.bool ?? false
  }

  /// A controller reference to `owner`, as controllers put on what they create.
  public init(controller owner: Value) {
    (apiVersion, kind, name, uid) = (owner.apiVersion, owner.kind, owner.name, owner.uid)
    (isController, blocksOwnerDeletion) = (true, true)
  }

  public var value: Value {
    var value: Value = ["apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name), "uid": .string(uid)]
    if isController { value["controller"] = true }
    if blocksOwnerDeletion { value["blockOwnerDeletion"] = true }
    return value
  }
}
