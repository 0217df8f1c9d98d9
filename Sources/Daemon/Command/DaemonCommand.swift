import ArgumentParser
import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// kctl daemon.
public struct DaemonCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "daemon",
    abstract: "Runs the cluster on this host: API server, scheduler, controllers, kubelet, kube-proxy, DNS.",
    discussion: """
      The repository is the store: what people want is on the branch main, what is on the branch live. SIGTERM ends the daemon within \
      seconds and leaves the pods running, unless --stop-pods is given. Without kubelet and kube-proxy (--components=apiserver,\
      scheduler,controller-manager,gitops) it needs no root and touches nothing of the host; the dns component then serves only where \
      --dns-bind-address says. Without the apiserver (--components=kubelet,kube-proxy --kubeconfig FILE) the components work for the API \
      server that the kubeconfig names, which may be any Kubernetes'.

      kctl daemon --repository cluster.git --write-kubeconfig admin.yaml
      kctl daemon --repository cluster.git --secure-port 0 --components=apiserver,scheduler,controller-manager,gitops
      """)

  @OptionGroup var options: DaemonOptions

  public init() {}

  public func run() async throws {
    let level = StderrLogHandler.level(verbosity: options.verbosity)
    LoggingSystem.bootstrap { StderrLogHandler(label: $0, logLevel: level) }
    let logger = Logger(label: "daemon")
    // What is secret gets its mode when it is made; what pods see must be theirs to read, whoever starts the daemon.
    umask(0o022)
    do {
      try await Daemon(options: options, logger: logger).run()
    } catch {
      logger.critical("\(error)")
      throw ExitCode(1)
    }
  }
}
