/// An API group and version; the core group is the empty string.
public struct GroupVersion: Hashable, Sendable, CustomStringConvertible {
  public var group: String
  public var version: String

  public init(group: String, version: String) { (self.group, self.version) = (group, version) }

  /// Reads `v1` or `apps/v1`; nil when there is more than one slash or an empty version.
  public init?(_ apiVersion: String) {
    let slash = UInt8(ascii: "/")
    guard let at = apiVersion.utf8.firstIndex(of: slash) else {
      if apiVersion.isEmpty { return nil }
      self.init(group: "", version: apiVersion)
      return
    }
    let (group, version) = (apiVersion[..<at], apiVersion[apiVersion.utf8.index(after: at)...])
    guard !group.isEmpty, !version.isEmpty, !version.utf8.contains(slash) else { return nil }
    self.init(group: String(group), version: String(version))
  }

  /// `v1` or `apps/v1`, the form of the apiVersion field.
  public var description: String { group.isEmpty ? version : group + "/" + version }

  public func kind(_ kind: String) -> GroupVersionKind { GroupVersionKind(group: group, version: version, kind: kind) }
  public func resource(_ resource: String) -> GroupVersionResource {
    GroupVersionResource(group: group, version: version, resource: resource)
  }
}

/// What an object says it is: `apiVersion` and `kind`.
public struct GroupVersionKind: Hashable, Sendable, CustomStringConvertible {
  public var group: String
  public var version: String
  public var kind: String

  public init(group: String, version: String, kind: String) {
    (self.group, self.version, self.kind) = (group, version, kind)
  }

  public var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  public var description: String { "\(groupVersion), Kind=\(kind)" }
}

/// What a URL addresses: `apps/v1 deployments`.
public struct GroupVersionResource: Hashable, Sendable, CustomStringConvertible {
  public var group: String
  public var version: String
  public var resource: String

  public init(group: String, version: String, resource: String) {
    (self.group, self.version, self.resource) = (group, version, resource)
  }

  public var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  public var groupResource: GroupResource { GroupResource(group: group, resource: resource) }
  public var description: String { "\(groupVersion), Resource=\(resource)" }
}

/// A resource whatever its version: what the store keeps objects by.
public struct GroupResource: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var group: String
  public var resource: String

  public init(group: String = "", resource: String) { (self.group, self.resource) = (group, resource) }

  /// `pods` or `deployments.apps`, the form of messages and of folders in the repository.
  public var description: String { group.isEmpty ? resource : resource + "." + group }

  public static func < (a: Self, b: Self) -> Bool { (a.resource, a.group) < (b.resource, b.group) }
}

/// The identity of an object in the store.
public struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  public var resource: GroupResource
  /// Empty for a cluster-scoped object.
  public var namespace: String
  public var name: String

  public init(_ resource: GroupResource, namespace: String = "", name: String) {
    (self.resource, self.namespace, self.name) = (resource, namespace, name)
  }

  public var description: String { "\(resource)/\(namespace.isEmpty ? "" : namespace + "/")\(name)" }

  public static func < (a: Self, b: Self) -> Bool {
    (a.resource, a.namespace, a.name) < (b.resource, b.namespace, b.name)
  }
}
