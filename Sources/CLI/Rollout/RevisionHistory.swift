import APIMachinery

/// The revisions of a deployment: its ReplicaSets, by the number in their annotation.
struct RevisionHistory: Sendable {
  static let revisionAnnotation = "deployment.kubernetes.io/revision"
  static let changeCauseAnnotation = "kubernetes.io/change-cause"

  struct Revision: Sendable {
    var number: Int64
    var replicaSet: Value
    var changeCause: String? { replicaSet.annotations[RevisionHistory.changeCauseAnnotation] }

    /// The pod template as the deployment had it: without the label that tells ReplicaSets apart.
    var template: Value {
      var template = replicaSet[path: "spec", "template"] ?? [:]
      if template[path: "metadata", "labels", "pod-template-hash"] != nil {
        template[path: "metadata", "labels", "pod-template-hash"] = nil
      }
      return template
    }
  }

  /// Oldest first.
  let revisions: [Revision]

  init(of deployment: Value, replicaSets: [Value]) {
    revisions = replicaSets.compactMap { replicaSet in
      guard replicaSet.controllerReference?.uid == deployment.uid,
        let number = replicaSet.annotations[Self.revisionAnnotation].flatMap({ Int64($0) })
      else { return nil }
      return Revision(number: number, replicaSet: replicaSet)
    }.sorted { $0.number < $1.number }
  }

  static func read(_ located: LocatedObject, _ session: ClusterSession) async throws -> RevisionHistory {
    guard located.object.kind == "Deployment" else {
      throw CommandFailure("no history viewer has been implemented for \"\(located.object.kind)\"")
    }
    let catalog = try await session.catalog()
    guard let resource = catalog.resource(named: "replicasets.apps") else {
      throw CommandFailure("the server doesn't have a resource type \"replicasets\"")
    }
    let selector = SelectorText.text(located.object[path: "spec", "selector"])
    let sets = try await session.list(resource, namespace: located.address.namespace, labelSelector: selector)
    return RevisionHistory(of: located.object, replicaSets: sets)
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
