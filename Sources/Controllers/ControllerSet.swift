import APIMachinery
import APISchemas
import ControllerKit

/// The controllers of a cluster, to be run each by a `ControllerRunner`.
public enum ControllerSet {
  public static var reconcilers: [any Reconciler] {
    let resources = Scheme.builtIn.resources
    return [
      DeploymentController(), ReplicaSetController(), JobController(), FinishedJobController(),
      EndpointSliceController(), EndpointsController(), EndpointSliceMirroringController(),
      ServiceAccountController(), NodeLifecycleController(), TaintEvictionController(), PodGarbageCollector(),
      ClusterRoleAggregationController(),
      CertificateApprovalController(), ServingCertificateApprover(), CertificateCleaner(), TokenCleaner(), BootstrapSigner(),
      NamespaceController(resources: resources), GarbageCollector(resources: resources),
    ] + ofServedKinds(resources)
  }

  /// Controllers whose kinds the server may not have: an informer would wait for such a one for ever.
  private static func ofServedKinds(_ resources: [ResourceDefinition]) -> [any Reconciler] {
    let served = Set(resources.map(\.gvr))
    var controllers: [any Reconciler] = []
    if served.contains(WellKnown.replicationControllers) { controllers.append(ReplicaSetController.forReplicationControllers) }
    if served.isSuperset(of: [WellKnown.statefulSets, WellKnown.controllerRevisions]) {
      controllers.append(StatefulSetController(watchesClaims: served.contains(WellKnown.persistentVolumeClaims)))
    }
    if served.isSuperset(of: [WellKnown.daemonSets, WellKnown.controllerRevisions]) { controllers.append(DaemonSetController()) }
    if served.contains(WellKnown.cronJobs) { controllers.append(CronJobController()) }
    if served.contains(WellKnown.podDisruptionBudgets) { controllers.append(DisruptionController(served: served)) }
    if served.contains(WellKnown.persistentVolumeClaims) { controllers.append(ClaimProtectionController()) }
    if served.contains(VolumeProtectionController.volumes) { controllers.append(VolumeProtectionController()) }
    if served.contains(WellKnown.resourceQuotas) { controllers.append(ResourceQuotaController(resources: resources)) }
    return controllers
  }
}
