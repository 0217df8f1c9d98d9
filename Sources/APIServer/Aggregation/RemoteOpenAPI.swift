import APIMachinery

/// What another server says of its API's forms, as it was last asked.
struct RemoteOpenAPI: Sendable, Hashable {
  var groupVersion: GroupVersion
  /// The whole document of version 2; nil where there is none.
  var version2: Value?
  /// Where the version's document of version 3 is: a path and query of that server's, which is one of this server's, too.
  var version3URL: String?

  var name: String { "apis/\(groupVersion)" }

  /// This server's document of version 2 with the other's paths, and the definitions that these need.
  func merged(into document: Value) -> Value {
    guard let version2 else { return document }
    var paths = document["paths"]?.object ?? Object()
    for path in version2["paths"]?.object ?? Object() where paths[path.key] == nil && isOwn(path.key) { paths[path.key] = path.value }
    var definitions = document["definitions"]?.object ?? Object()
    for definition in version2["definitions"]?.object ?? Object() where definitions[definition.key] == nil {
      definitions[definition.key] = definition.value
    }
    var result = document
    (result["paths"], result["definitions"]) = (.object(paths.sortedByKey()), .object(definitions.sortedByKey()))
    return result
  }

  private func isOwn(_ path: String) -> Bool {
    path == "/apis/\(groupVersion.group)/" || path == "/\(name)" || path.hasPrefix("/\(name)/")
  }
}
