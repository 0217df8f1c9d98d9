import CLI
import Daemon

#if canImport(Glibc)
  import Glibc
#endif

// Before anything else starts a thread: every thread inherits the mask.
if CommandLine.arguments.dropFirst().first == "daemon" { TerminationSignals.block() }

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
