import APIMachinery
import Basics
import Client
import ControllerKit

/// Deletes finished Jobs when the time is over that they were to be kept for (kubernetes.io, "Automatic Cleanup for Finished Jobs").
public struct FinishedJobController: Reconciler {
  public let name = "ttl-after-finished-controller"

  public init() {}

  public var watches: [Watch] { [.object(WellKnown.jobs)] }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let object = world.get(WellKnown.jobs, key), !object.isBeingDeleted else { return .done }
    let job = JobView(object)
    guard job.isFinished, let seconds = job.ttlSecondsAfterFinished else { return .done }
    let conditions = Conditions(of: object)
    guard let finished = conditions.lastTransition(conditions.isTrue("Complete") ? "Complete" : "Failed") else { return .done }
    let remaining = finished + .seconds(seconds) - world.now
    guard remaining <= .zero else { return Plan(requeueAfter: remaining) }
    let options = DeleteOptions(propagation: .foreground, uid: object.uid, resourceVersion: object.resourceVersion)
    return Plan([.one(.delete(ResourcePath(WellKnown.jobs, namespace: object.namespace), name: object.name, options))])
  }
}
