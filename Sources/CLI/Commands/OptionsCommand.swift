import ArgumentParser

/// kctl options: the options that every command has.
struct OptionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "options", abstract: "Lists the options that all commands have.", discussion: "kctl options")

  func run() async throws {
    try await Console(CommandEnvironment.current).write("""
      The following options can be passed to any command that talks to a cluster:

        -C, --repository <dir>          the kctl repository to work in, with or without a daemon (KCTL_REPOSITORY)
            --kubeconfig <file>         the kubeconfig file to use (KUBECONFIG, then ~/.kube/config)
            --context <name>            the context of the kubeconfig to use
            --cluster <name>            the cluster of the kubeconfig to use, whatever the context says
            --user <name>               the user of the kubeconfig to use, whatever the context says
        -s, --server <url>              the API server: a URL, or unix:// and the path of a socket
        -n, --namespace <name>          the namespace to work in
            --request-timeout <time>    how long to wait for one answer of the server; 0 means as long as it takes
            --token <token>             the bearer token to show the server
            --client-certificate <file> the client certificate to show the server, and its key
            --client-key <file>
            --certificate-authority <file>  the authority that the server's certificate must be of
            --tls-server-name <name>    the name that the server's certificate must have
            --insecure-skip-tls-verify  trust any certificate of the server
            --as <user>                 act as this user, if that is allowed; with --as-group, --as-uid and --as-user-extra
        -h, --help                      shows the help of the command

      """)
  }
}
