import APIMachinery
import Basics
import Client

/// One run's conversation with one cluster: requests, discovery (read once a run), the namespace in force.
struct ClusterSession: Sendable {
  let environment: CommandEnvironment
  let connection: ClusterConnection
  /// Where namespaced objects are looked for.
  let namespace: String
  /// True when `--namespace` was given, so that manifests may not name another.
  let namespaceIsExplicit: Bool
  /// Nil: as long as it takes.
  let requestTimeout: Duration?
  private let discovered = CatalogCache()

  init(
    _ connection: ClusterConnection, environment: CommandEnvironment, namespace: String?, requestTimeout: Duration? = nil
  ) {
    (self.environment, self.connection) = (environment, connection)
    self.namespace = namespace ?? connection.namespace
    namespaceIsExplicit = namespace != nil
    self.requestTimeout = requestTimeout
  }

  var console: Console { Console(environment) }
  var now: Timestamp { environment.clock.now }

  func catalog() async throws -> ResourceCatalog {
    try await discovered.value {
      try await Discovery { path, accept in try await call("GET", path, accept: accept) }.catalog()
    }
  }

  /// The namespace part of an object's address.
  func namespace(for resource: APIResource, _ own: String? = nil) -> String? {
    guard resource.isNamespaced else { return nil }
    if let own, !own.isEmpty { return own }
    return namespace
  }
}

/// The catalog, fetched by the first who asks.
private actor CatalogCache {
  private var task: Task<ResourceCatalog, any Error>?

  func value(_ fetch: @escaping @Sendable () async throws -> ResourceCatalog) async throws -> ResourceCatalog {
    if let task { return try await task.value }
    let task = Task { try await fetch() }
    self.task = task
    return try await task.value
  }
}
