import APISchemas
import ControllerKit

/// The controllers of a cluster, to be run each by a `ControllerRunner`.
public enum ControllerSet {
  public static var reconcilers: [any Reconciler] {
    let resources = Scheme.builtIn.resources
    return [
      DeploymentController(), ReplicaSetController(), JobController(), EndpointSliceController(), EndpointsController(),
      ServiceAccountController(), NodeLifecycleController(), TaintEvictionController(), PodGarbageCollector(),
      ClusterRoleAggregationController(),
      NamespaceController(resources: resources), GarbageCollector(resources: resources),
    ]
  }
}
