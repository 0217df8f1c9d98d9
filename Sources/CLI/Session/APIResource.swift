import APIMachinery

/// A resource that a server offers, as discovery tells it.
struct APIResource: Sendable, Hashable {
  var group: String
  var version: String
  var kind: String
  var plural: String
  var singular: String
  var shortNames: [String] = []
  var categories: [String] = []
  var verbs: [String] = []
  var subresources: [String] = []
  var isNamespaced = true

  var groupResource: GroupResource { GroupResource(group: group, resource: plural) }
  var groupVersion: GroupVersion { GroupVersion(group: group, version: version) }
  var groupVersionKind: GroupVersionKind { GroupVersionKind(group: group, version: version, kind: kind) }

  /// `deployment.apps`, `pod`: how messages about one object name its type.
  var singularName: String {
    let name = kind.lowercased()
    return group.isEmpty ? name : name + "." + group
  }

  /// The URL path of the collection, or of one object in it.
  func path(namespace: String?, name: String? = nil, subresource: String? = nil) -> String {
    var path = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
    if isNamespaced, let namespace { path += "/namespaces/" + QueryString.encode(namespace) }
    path += "/" + plural
    if let name { path += "/" + QueryString.encode(name) }
    if let subresource { path += "/" + subresource }
    return path
  }

  /// The rest is filled in from discovery.
  init(group: String, version: String, kind: String, plural: String, singular: String = "", isNamespaced: Bool = true) {
    (self.group, self.version, self.kind, self.plural) = (group, version, kind, plural)
    self.singular = singular.isEmpty ? kind.lowercased() : singular
    self.isNamespaced = isNamespaced
  }
}

/// One object by its address.
struct ObjectAddress: Sendable, Hashable {
  var resource: APIResource
  /// nil for cluster-scoped objects.
  var namespace: String?
  var name: String

  /// `deployment.apps/web`
  var qualifiedName: String { resource.singularName + "/" + name }

  func path(subresource: String? = nil) -> String { resource.path(namespace: namespace, name: name, subresource: subresource) }
}
