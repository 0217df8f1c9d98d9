import APIMachinery

/// What has to be done so that the API shows exactly the node's static pods.
struct MirrorPlan: Sendable, Equatable {
  /// Static pods without a mirror.
  var creations: [Pod] = []
  /// Mirrors of no static pod, of an older one, or that somebody has deleted.
  var deletions: [Value] = []

  /// `mirrors` are the API's mirror pods on this node.
  init(_ pods: [Pod], mirrors: [Value]) {
    for pod in pods {
      let same = mirrors.filter { $0.name == pod.name && $0.namespace == pod.namespace }
      if same.isEmpty { creations.append(pod) }
    }
    for mirror in mirrors {
      let pod = pods.first { $0.name == mirror.name && $0.namespace == mirror.namespace }
      if pod == nil || mirror.annotations[StaticPod.mirrorAnnotation] != pod?.uid || mirror.isBeingDeleted { deletions.append(mirror) }
    }
  }
}
