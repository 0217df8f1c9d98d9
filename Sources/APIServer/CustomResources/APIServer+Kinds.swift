import APIMachinery

extension APIServer {
  /// Whether objects of a kind live in namespaces, defined kinds too; nil for a kind that isn't served now.
  public func isNamespaced(_ kind: GroupVersionKind) -> Bool? { servedAPIs.current().scheme.resource(of: kind)?.isNamespaced }
}
