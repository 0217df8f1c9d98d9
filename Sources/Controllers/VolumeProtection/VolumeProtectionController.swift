import APIMachinery
import Client
import ControllerKit

/// Lets a volume that is being deleted go once no claim is bound to it any more (kubernetes.io, "Persistent Volumes": storage object in
/// use protection).
public struct VolumeProtectionController: Reconciler {
  static let finalizer = "kubernetes.io/pv-protection"
  static let volumes = GroupVersionResource(group: "", version: "v1", resource: "persistentvolumes")

  public let name = "pv-protection-controller"

  public init() {}

  public var watches: [Watch] {
    [Watch(Self.volumes) { delta, _ in delta.new?.isBeingDeleted == true ? [delta.key] : [] }]
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let volume = world.get(Self.volumes, key), volume.isBeingDeleted, volume[path: "status", "phase"]?.string != "Bound",
      let released = volume.releasing(Self.finalizer)
    else { return .done }
    return Plan([.one(.update(ResourcePath(Self.volumes), released))])
  }
}
