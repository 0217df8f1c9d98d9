/// Which cluster a command line and its environment mean: a pure rule, most explicit first.
///
/// What the command line says goes before any variable, and what belongs to a kubeconfig (`--context`, a token, a certificate) asks for one:
/// it is never dropped because a repository is nearer.
public enum ClusterChoice: Hashable, Sendable {
  /// With what the kubeconfigs, if there are any, say of the rest.
  case server(String, kubeconfigs: [String])
  case repository(String)
  /// Files that are taken together.
  case kubeconfig([String])
  /// Nothing is named, and nothing is where it is looked for.
  case nothing

  /// Where daemons keep the cluster of a host.
  public static let systemRepository = "/var/lib/kctl/cluster.git"

  /// `isReadable` tells of files, `isRepository` of directories. Throws for options that contradict each other.
  public init(
    _ options: ConnectionOptions, _ variables: [String: String], isReadable: (String) -> Bool, isRepository: (String) -> Bool
  ) throws(CommandFailure) {
    let listed = (variables["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
    let named = options.kubeconfig.map { [$0] } ?? (listed.contains(where: isReadable) ? listed : [])
    let usual = variables["HOME"].map { $0 + "/.kube/config" }.flatMap { isReadable($0) ? [$0] : nil } ?? []
    let usable = named.isEmpty ? usual : named
    let wanting = Self.wanting(options)
    if let server = options.server {
      self = .server(server, kubeconfigs: usable)
    } else if let repository = options.repository {
      if let wanting { throw CommandFailure("\(wanting) doesn't go with --repository: it belongs to a kubeconfig or a server") }
      self = .repository(repository)
    } else if options.kubeconfig != nil {
      self = .kubeconfig(named)
    } else if let wanting {
      guard !usable.isEmpty else {
        throw CommandFailure("\(wanting) belongs to a kubeconfig or a server, and there is none: name it with --kubeconfig or --server")
      }
      self = .kubeconfig(usable)
    } else if let repository = variables["KCTL_REPOSITORY"], !repository.isEmpty {
      self = .repository(repository)
    } else if !named.isEmpty {
      self = .kubeconfig(named)
    } else if let repository = [".", Self.systemRepository].first(where: isRepository) {
      self = .repository(repository)
    } else {
      self = usual.isEmpty ? .nothing : .kubeconfig(usual)
    }
  }

  /// What was given that only means something with a kubeconfig or a server.
  private static func wanting(_ options: ConnectionOptions) -> String? {
    if options.context != nil { return "--context" }
    if options.cluster != nil { return "--cluster" }
    if options.user != nil { return "--user" }
    return options.credentials == ConnectionCredentials() ? nil : "a token, a certificate or a TLS option"
  }
}
