import APIMachinery

/// Reads the objects that a description needs beside its own. What can't be read (no permission, no such resource) is left out.
struct ObjectRelations {
  let session: ClusterSession
  let showsEvents: Bool

  func related(to located: LocatedObject) async throws -> ObjectDescription.Related {
    var related = ObjectDescription.Related()
    let object = located.object
    let namespace = located.address.namespace
    related.tellsEvents = showsEvents
    if showsEvents { related.events = await events(of: located) }
    switch (located.address.resource.group, located.address.resource.kind) {
    case ("apps", "Deployment"):
      related.replicaSets = await list("replicasets.apps", namespace, labels: SelectorText.text(object[path: "spec", "selector"]))
    case ("apps", "ReplicaSet"), ("apps", "StatefulSet"), ("apps", "DaemonSet"):
      related.pods = await list("pods", namespace, labels: SelectorText.text(object[path: "spec", "selector"]))
    case ("", "ReplicationController"):
      related.pods = await list("pods", namespace, labels: LabelText.line(object[path: "spec", "selector"]?.stringMap ?? [:]))
    case ("", "PersistentVolumeClaim"): related.pods = await list("pods", namespace)
    case ("", "Service"):
      related.endpointSlices = await list("endpointslices.discovery.k8s.io", namespace, labels: "kubernetes.io/service-name=\(object.name)")
    case ("", "Node"):
      related.pods = await list("pods", nil, fields: "spec.nodeName=\(object.name)")
      related.leases = await list("leases.coordination.k8s.io", "kube-node-lease", fields: "metadata.name=\(object.name)")
    case ("", "Namespace"):
      related.quotas = await list("resourcequotas", object.name)
      related.limitRanges = await list("limitranges", object.name)
    default: break
    }
    return related
  }

  private func events(of located: LocatedObject) async -> [Value] {
    var selector = "involvedObject.name=\(located.object.name)"
    if let namespace = located.address.namespace { selector += ",involvedObject.namespace=\(namespace)" }
    // A node's events carry its name as uid, as the kubelet doesn't know the other.
    if located.object.kind != "Node", !located.object.uid.isEmpty { selector += ",involvedObject.uid=\(located.object.uid)" }
    return await list("events", located.address.namespace, fields: selector)
  }

  private func list(_ type: String, _ namespace: String?, labels: String = "", fields: String = "") async -> [Value] {
    guard let resource = try? await session.catalog().resource(named: type) else { return [] }
    return (try? await session.list(resource, namespace: namespace, labelSelector: labels, fieldSelector: fields)) ?? []
  }
}
