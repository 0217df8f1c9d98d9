import CLI
import GitObjects

#if canImport(Glibc)
  import Glibc
#endif

/// Which repository a command works on that needs git itself, not the API.
enum RepositoryChoice {
  static func path(_ given: String?, _ variables: [String: String]) -> String {
    if let given { return given }
    if let named = variables["KCTL_REPOSITORY"], !named.isEmpty { return named }
    return enclosing() ?? ClusterConnector.systemRepository
  }

  /// The directory at or above the working directory that is a repository.
  static func enclosing() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return nil }
    var directory = Substring(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    while true {
      if (try? Repository.open(String(directory))) != nil { return String(directory) }
      guard directory.count > 1, let slash = directory.lastIndex(of: "/") else { return nil }
      directory = slash == directory.startIndex ? "/" : directory[..<slash]
    }
  }

  static func open(_ given: String?, _ variables: [String: String]) throws -> Repository {
    let path = path(given, variables)
    do { return try Repository.open(path) } catch .notFound { throw missing(path) }
  }

  static func missing(_ path: String) -> CommandFailure {
    CommandFailure("there is no repository at \"\(path)\": make one with 'kctl init \(path)', or name another with --repository or KCTL_REPOSITORY")
  }
}
