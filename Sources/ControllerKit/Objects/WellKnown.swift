import APIMachinery

/// The built-in resources that controllers work with.
public enum WellKnown {
  public static let pods = core("pods")
  public static let nodes = core("nodes")
  public static let namespaces = core("namespaces")
  public static let services = core("services")
  public static let endpoints = core("endpoints")
  public static let events = core("events")
  public static let secrets = core("secrets")
  public static let configMaps = core("configmaps")
  public static let serviceAccounts = core("serviceaccounts")
  public static let bindings = core("bindings")
  public static let replicationControllers = core("replicationcontrollers")
  public static let persistentVolumeClaims = core("persistentvolumeclaims")
  public static let resourceQuotas = core("resourcequotas")
  public static let deployments = GroupVersionResource(group: "apps", version: "v1", resource: "deployments")
  public static let replicaSets = GroupVersionResource(group: "apps", version: "v1", resource: "replicasets")
  public static let statefulSets = GroupVersionResource(group: "apps", version: "v1", resource: "statefulsets")
  public static let daemonSets = GroupVersionResource(group: "apps", version: "v1", resource: "daemonsets")
  public static let controllerRevisions = GroupVersionResource(group: "apps", version: "v1", resource: "controllerrevisions")
  public static let cronJobs = GroupVersionResource(group: "batch", version: "v1", resource: "cronjobs")
  public static let podDisruptionBudgets = GroupVersionResource(group: "policy", version: "v1", resource: "poddisruptionbudgets")
  public static let jobs = GroupVersionResource(group: "batch", version: "v1", resource: "jobs")
  public static let leases = GroupVersionResource(group: "coordination.k8s.io", version: "v1", resource: "leases")
  public static let certificateSigningRequests = GroupVersionResource(
    group: "certificates.k8s.io", version: "v1", resource: "certificatesigningrequests")
  public static let clusterTrustBundles = GroupVersionResource(
    group: "certificates.k8s.io", version: "v1beta1", resource: "clustertrustbundles")
  public static let endpointSlices = GroupVersionResource(group: "discovery.k8s.io", version: "v1", resource: "endpointslices")

  private static func core(_ resource: String) -> GroupVersionResource {
    GroupVersionResource(group: "", version: "v1", resource: resource)
  }
}
