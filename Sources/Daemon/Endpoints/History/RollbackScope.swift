import APIMachinery
import Manifests

/// Which objects a rollback is about: all, those of a namespace, or some by kind and name.
struct RollbackScope: Sendable {
  private struct Subject: Sendable {
    var group: String
    var kind: String
    var namespace: String
    /// Nil: all of the kind.
    var name: String?
  }

  let description: String
  let isEverything: Bool
  private let namespace: String?
  private let subjects: [Subject]
  private let isNamespaced: @Sendable (GroupVersionKind) -> Bool?

  /// `isNamespaced` tells of the kinds that are served; one that isn't is taken for what its manifest looks like.
  init(_ body: Value, isNamespaced: @escaping @Sendable (GroupVersionKind) -> Bool?) throws(StatusError) {
    self.isNamespaced = isNamespaced
    isEverything = body["all"]?.bool ?? false
    namespace = body["namespace"]?.string
    subjects = (body["objects"]?.array ?? []).map { object in
      Subject(
        group: object["group"]?.string ?? "", kind: object["kind"]?.string ?? "", namespace: object["namespace"]?.string ?? "",
        name: object["name"]?.string)
    }
    guard isEverything || namespace != nil || !subjects.isEmpty else { throw .badRequest("all, namespace or objects: one is wanted") }
    if isEverything {
      description = "everything"
    } else if let namespace {
      description = "namespace \(namespace)"
    } else {
      description = subjects.map { subject in
        let place = subject.namespace.isEmpty || subject.namespace == "default" ? "" : subject.namespace + "/"
        return subject.kind.lowercased() + " " + (subject.name.map { place + $0 } ?? "objects of \(subject.namespace)")
      }.joined(separator: ", ")
    }
  }

  func includes(_ manifest: Manifest) -> Bool {
    if isEverything { return true }
    let identity = manifest.identity
    let isNamespaced = manifest.object.groupVersionKind.flatMap(isNamespaced) ?? !identity.namespace.isEmpty
    let own = isNamespaced ? (identity.namespace.isEmpty ? "default" : identity.namespace) : ""
    if let namespace {
      return own == namespace || identity.group.isEmpty && identity.kind == "Namespace" && identity.name == namespace
    }
    return subjects.contains { subject in
      subject.group == identity.group && subject.kind == identity.kind && (!isNamespaced || subject.namespace == own)
        && (subject.name.map { $0 == identity.name } ?? true)
    }
  }
}
