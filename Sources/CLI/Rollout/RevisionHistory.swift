import APIMachinery

/// The revisions of a workload: a deployment's ReplicaSets, by the number in their annotation; the ControllerRevisions of a StatefulSet or
/// DaemonSet, by their own.
struct RevisionHistory: Sendable {
  static let revisionAnnotation = "deployment.kubernetes.io/revision"
  static let changeCauseAnnotation = "kubernetes.io/change-cause"

  struct Revision: Sendable {
    var number: Int64
    /// The object that keeps it.
    var source: Value
    var changeCause: String? { source.annotations[RevisionHistory.changeCauseAnnotation] }

    /// The pod template as the workload had it: without what tells ReplicaSets apart, or how a patch puts it back.
    var template: Value {
      let isRevision = source.kind == "ControllerRevision"
      var template = source[path: isRevision ? ["data", "spec", "template"] : ["spec", "template"]] ?? [:]
      if isRevision { template["$patch"] = nil }
      if template[path: "metadata", "labels", "pod-template-hash"] != nil {
        template[path: "metadata", "labels", "pod-template-hash"] = nil
      }
      return template
    }
  }

  /// Oldest first.
  let revisions: [Revision]

  init(of workload: Value, kept: [Value]) {
    revisions = kept.compactMap { object in
      guard object.controllerReference?.uid == workload.uid else { return nil }
      let number = object.kind == "ControllerRevision" ? object["revision"]?.int : object.annotations[Self.revisionAnnotation].flatMap { Int64($0) }
      return number.map { Revision(number: $0, source: object) }
    }.sorted { $0.number < $1.number }
  }

  static func read(_ located: LocatedObject, _ session: ClusterSession) async throws -> RevisionHistory {
    let type: String
    switch (located.address.resource.group, located.object.kind) {
    case ("apps", "Deployment"), ("extensions", "Deployment"): type = "replicasets.apps"
    case ("apps", "StatefulSet"), ("apps", "DaemonSet"): type = "controllerrevisions.apps"
    default: throw CommandFailure("no history viewer has been implemented for \"\(located.object.kind)\"")
    }
    guard let resource = try await session.catalog().resource(named: type) else {
      throw CommandFailure("the server doesn't have a resource type \"\(type.prefix { $0 != "." })\"")
    }
    let selector = SelectorText.text(located.object[path: "spec", "selector"])
    let kept = try await session.list(resource, namespace: located.address.namespace, labelSelector: selector)
    return RevisionHistory(of: located.object, kept: kept)
  }
}

/// A LabelSelector in the form of the `labelSelector` query parameter.
enum SelectorText {
  static func text(_ selector: Value?) -> String {
    var parts = (selector?["matchLabels"]?.stringMap ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    for expression in selector?["matchExpressions"]?.array ?? [] {
      let key = expression["key"]?.string ?? ""
      let values = (expression["values"]?.array?.compactMap(\.string) ?? []).sorted().joined(separator: ",")
      switch expression["operator"]?.string {
      case "In": parts.append("\(key) in (\(values))")
      case "NotIn": parts.append("\(key) notin (\(values))")
      case "Exists": parts.append(key)
      case "DoesNotExist": parts.append("!\(key)")
      default: continue
      }
    }
    return parts.joined(separator: ",")
  }
}
