import APIMachinery

/// By what a manifest is known, wherever it is kept: group, kind, namespace and name. The version isn't part of it.
///
/// A manifest that names no namespace means `default`, so the two are one and the same here: writing the namespace out
/// must not look like deleting one object and creating another.
public struct ManifestIdentity: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var group: String
  public var kind: String
  /// Empty for `default` and for cluster-scoped objects.
  public let namespace: String
  public var name: String

  public init(group: String, kind: String, namespace: String, name: String) {
    (self.group, self.kind, self.namespace, self.name) = (group, kind, namespace == "default" ? "" : namespace, name)
  }

  /// nil when the value isn't an object with apiVersion, kind and a name.
  public init?(_ object: Value) {
    guard let gvk = object.groupVersionKind, !object.name.isEmpty else { return nil }
    self.init(group: gvk.group, kind: gvk.kind, namespace: object.namespace, name: object.name)
  }

  /// `Deployment.apps shop/web`; the default namespace is left out.
  public var description: String {
    (group.isEmpty ? kind : kind + "." + group) + " " + (namespace.isEmpty ? name : namespace + "/" + name)
  }

  public static func < (a: Self, b: Self) -> Bool {
    (a.group, a.kind, a.namespace, a.name) < (b.group, b.kind, b.namespace, b.name)
  }
}
