import APIMachinery

/// Where a cluster is kept on this host.
struct LocalRepository {
  let path: String
  /// What the names of its keys are appended to.
  let keys: String
}

extension ClusterSession {
  /// Nil where the cluster is kept on another host, or in no repository.
  func localRepository() async throws -> LocalRepository? {
    let place = try await call("GET", "/apis/kctl.dev/v1alpha1/repository")
    guard let path = place["repository"]?.string, await environment.files.kind(path) == .directory else { return nil }
    return LocalRepository(path: path, keys: place["keys"]?.string ?? "")
  }
}
