import APIMachinery
import APISchemas
import Client
import Streaming

extension APIServer {
  /// Runs a command in a container, or joins the one that runs, over a WebSocket or SPDY.
  func answerExec(_ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    let isExec = resource.subresource == "exec"
    let options = try ExecOptions(query, isExec: isExec)
    let connection = try connect(resource, container: query["container"] ?? "")
    let exec = ExecRequest(
      namespace: resource.namespace, pod: resource.name, container: connection.container, command: options.command, tty: options.tty)
    let session = RemoteCommandSession(options: options, clock: clock) { streams in
      if isExec { return try await connection.node.exec(exec, streams) }
      // Whoever attaches has started nothing whose end could be reported.
      _ = try await connection.node.attach(exec, streams)
      return 0
    }
    switch try UpgradeRequest(request) {
    case .webSocket(let offered):
      guard let chosen = ChannelSubprotocol.negotiate(offered: offered, ChannelSubprotocol.remoteCommand) else {
        throw .badRequest(
          "unable to negotiate a subprotocol: client offers \(offered.joined(separator: ", ")), server accepts "
            + ChannelSubprotocol.remoteCommand.map(\.name).joined(separator: ", "))
      }
      return HTTPResponse(101, body: .webSocket(subprotocol: chosen.name) { await session.run(WebSocketCommandWire($0, chosen, options)) })
    case .spdy(let offered):
      guard let version = RemoteCommandVersion.negotiate(offered: offered) else {
        return UpgradeRequest.refusal(offered: offered, served: RemoteCommandVersion.spdy.map(\.name))
      }
      return UpgradeRequest.accept(version.name) { await session.run(overSPDY: $0, version) }
    }
  }
}

/// Which streams the client wants (API reference: PodExecOptions).
struct ExecOptions: Sendable {
  var command: [String]
  var stdin: Bool
  var stdout: Bool
  var stderr: Bool
  var tty: Bool

  init(_ query: QueryParameters, isExec: Bool) throws(StatusError) {
    command = query.all("command")
    stdin = query.bool("stdin") ?? false
    stdout = query.bool("stdout") ?? !isExec
    stderr = query.bool("stderr") ?? !isExec
    tty = query.bool("tty") ?? false
    if isExec, command.isEmpty || command == [""] { throw .badRequest("you must specify at least one command for the container") }
    // On a terminal both outputs are one.
    if tty { stderr = false }
    guard stdin || stdout || stderr else { throw .badRequest("you must specify at least 1 of stdin, stdout, stderr") }
  }
}
