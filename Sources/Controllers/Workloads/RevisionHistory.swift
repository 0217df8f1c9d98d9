import APIMachinery
import Client
import ControllerKit

/// The ControllerRevisions of a workload (API reference: ControllerRevision): every pod template it has had, each once, numbered in
/// the order in which they were last chosen.
struct RevisionHistory {
  let owner: Value
  /// Oldest first.
  let revisions: [Value]

  static let hashLabel = "controller.kubernetes.io/hash"
  static let podLabel = "controller-revision-hash"

  init(owner: Value, _ revisions: [Value]) {
    self.owner = owner
    self.revisions = revisions.sorted { (Self.number($0), $0.name) < (Self.number($1), $1.name) }
  }

  /// The revision of the owner's template now, and what makes it so.
  struct Choice {
    /// With the number it is to have; perhaps not created yet.
    var revision: Value
    var orders: [Order] = []
    /// Another object has the name that a new revision would get.
    var collides = false
  }

  /// `named` gives the ControllerRevision of a name in the namespace. A template that was used before gets the newest number again. One
  /// of the name that a new revision would get, and of the same template, is taken as it is: it will be adopted.
  func choose(labels: [String: String], hashLabel: String = hashLabel, collisionCount: Int64?, named: (String) -> Value?) -> Choice {
    let template = owner["spec"]?["template"] ?? [:]
    let next = (revisions.last.map { Self.number($0) } ?? 0) + 1
    if var known = revisions.last(where: { Self.template(of: $0) == template }) {
      if known.name == revisions.last?.name { return Choice(revision: known) }
      known["revision"] = .int(next)
      return Choice(revision: known, orders: [.update(path, known)])
    }
    let hash = PodTemplateHash.of(template, collisionCount: collisionCount)
    let name = String(owner.name.prefix(223)) + "-" + hash
    let other = named(name)
    if let other, Self.template(of: other) == template { return Choice(revision: other) }
    var data = template
    data["$patch"] = "replace"
    var allLabels = labels
    allLabels[hashLabel] = hash
    var revision: Value = [
      "apiVersion": "apps/v1", "kind": "ControllerRevision",
      "metadata": [
        "name": .string(name), "namespace": .string(owner.namespace), "labels": .object(Self.map(allLabels)),
        "ownerReferences": [OwnerReference(controller: owner).value],
      ],
      "data": ["spec": ["template": data]], "revision": .int(next),
    ]
    // Why the template was changed (`kubernetes.io/change-cause`) is told by the history.
    if let annotations = owner["metadata"]?["annotations"] { revision[path: "metadata", "annotations"] = annotations }
    return Choice(revision: revision, orders: [.create(path, revision)], collides: other != nil)
  }

  /// The patches that adopt the orphans among `revisions` that the selector matches; empty when there are none. What was chosen
  /// before an owner was deleted and created again stays known, so its pods aren't replaced.
  static func adoptions(
    by owner: Value, of resource: GroupVersionResource, selector: LabelMatcher, orphans: [Value]
  ) -> [Step] {
    Claim(owner: owner, of: resource, selector: selector, controlled: [], orphans: orphans, resource: WellKnown.controllerRevisions).steps
  }

  /// Deletes the oldest beyond `limit` that no pod and no status refers to.
  func cleanUp(keeping live: Set<String>, limit: Int) -> [Order] {
    let unused = revisions.filter { !live.contains($0.name) && !$0.isBeingDeleted }
    return unused.prefix(max(unused.count - limit, 0)).map { .delete(path, name: $0.name, DeleteOptions(uid: $0.uid)) }
  }

  private var path: ResourcePath { ResourcePath(WellKnown.controllerRevisions, namespace: owner.namespace) }

  static func number(_ revision: Value) -> Int64 { revision["revision"]?.int ?? 0 }

  /// The pod template that a revision holds.
  static func template(of revision: Value) -> Value {
    var template = revision[path: "data", "spec", "template"] ?? [:]
    template["$patch"] = nil
    return template
  }

  private static func map(_ labels: [String: String]) -> Object {
    Object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
  }
}
