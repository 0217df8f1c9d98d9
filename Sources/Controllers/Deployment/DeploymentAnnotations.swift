/// What a Deployment and its ReplicaSets carry in annotations (API reference: well-known annotations).
enum DeploymentAnnotations {
  static let revision = "deployment.kubernetes.io/revision"
  static let revisionHistory = "deployment.kubernetes.io/revision-history"
  static let desiredReplicas = "deployment.kubernetes.io/desired-replicas"
  static let maxReplicas = "deployment.kubernetes.io/max-replicas"
  static let podTemplateHash = "pod-template-hash"

  /// What isn't copied from a Deployment to its ReplicaSets.
  static let own: Set<String> = [
    "kubectl.kubernetes.io/last-applied-configuration", revision, revisionHistory, desiredReplicas, maxReplicas,
    "deprecated.deployment.rollback.to",
  ]
}
