import CLI
import Daemon

#if canImport(Glibc)
  import Glibc
#endif

// A reader that goes away (kctl get | head) is an error of the write.
signal(SIGPIPE, SIG_IGN)
let variables = Kctl.environment()
let connector = ClusterConnector(variables: variables)
let environment = CommandEnvironment.host(
  version: Kctl.version, connect: { try await connector.connect($0) },
  initialiseRepository: { try await LocalCluster.initialise($0) })
let status = await CommandLineInterface.run(
  Kctl.self, arguments: Array(CommandLine.arguments.dropFirst()), environment: environment)
// A daemonless write is acknowledged when it is in the journal; letting go of the repository also puts it into git.
await LocalCluster.closeAll()
exit(status)
