import CLI
import GitObjects

/// Which repository a command works on that needs git itself, not the API.
enum RepositoryChoice {
  static func path(_ given: String?, _ variables: [String: String]) -> String {
    if let given { return given }
    if let named = variables["KCTL_REPOSITORY"], !named.isEmpty { return named }
    return (try? Repository.open(".")) != nil ? "." : ClusterConnector.systemRepository
  }

  static func open(_ given: String?, _ variables: [String: String]) throws -> Repository {
    let path = path(given, variables)
    do { return try Repository.open(path) } catch .notFound { throw missing(path) }
  }

  static func missing(_ path: String) -> CommandFailure {
    CommandFailure("there is no repository at \"\(path)\": make one with 'kctl init \(path)', or name another with --repository or KCTL_REPOSITORY")
  }
}
