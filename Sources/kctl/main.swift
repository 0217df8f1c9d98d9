import ArgumentParser
import Basics
import CLI
import CShims
import Daemon
import HTTPTransport
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

// A reader that goes away (kctl get | head) is an error of the write.
signal(SIGPIPE, SIG_IGN)
// Daemon and daemonless commands have Secrets in memory. Where the kernel refuses, there is nothing more to be done about it.
_ = kctl_protect_memory()
// Whether it is granted or not, everything works.
_ = kctl_share_arenas()
let variables = Kctl.environment()
let connector = ClusterConnector(variables: variables)
var environment = CommandEnvironment.host(
  version: Kctl.version, connect: { try await connector.connect($0) },
  initialiseRepository: { try await LocalCluster.initialise($0) })
environment.listen = { address, port in
  let listener = try await TCPListener.listen(host: address, port: port, group: .singleton)
  return LocalListener(
    address: address, port: listener.port, connections: listener.connections, close: { await listener.close() })
}
environment.serve = { address, port, handler in
  let server = HTTPServer(group: .singleton, handler: handler)
  let port = try await server.listen(plainHost: address, port: port)
  return LocalServer(port: port) {
    await CloseSignal().wait()
    await server.shutdown()
  }
}
environment.serveOnSocket = { path, handler in
  let server = HTTPServer(group: .singleton, handler: handler)
  try await server.listen(unixSocket: path)
  return LocalServer(port: 0) {
    await CloseSignal().wait()
    await server.shutdown()
    unlink(path)
  }
}
let commits = CommitReader(variables: variables)
environment.readCommit = { try await commits.read($0) }
environment.judgeCommits = { try await commits.judge($0) }
environment.checkHistory = { try await HistoryChecker().check($0) }
environment.fetch = { try await URLReader().read($0) }
environment.sealKeys = { try await KeyEnvelope.seal($0, passphrase: $1) }
environment.unsealKeys = { try await KeyEnvelope.open($0, passphrase: $1) }
let arguments = Array(CommandLine.arguments.dropFirst())
let root: any ParsableCommand.Type = arguments.first == DaemonCommand.configuration.commandName ? KctlDaemon.self : Kctl.self
let status = await CommandLineInterface.run(root, arguments: arguments, environment: environment)
// A daemonless write is acknowledged when it is in the journal; letting go of the repository also puts it into git.
for problem in await LocalCluster.closeAll() { try? await environment.standardError(Array("Warning: \(problem)\n".utf8)) }
exit(status)
