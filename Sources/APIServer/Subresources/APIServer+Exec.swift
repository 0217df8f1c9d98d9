import APIMachinery
import APISchemas
import Client

extension APIServer {
  /// Runs a command in a container, or joins the one that runs, over a WebSocket.
  func answerExec(_ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest) throws(StatusError) -> HTTPResponse {
    let options = try ExecOptions(query, isExec: resource.subresource == "exec")
    let connection = try connect(resource, container: query["container"] ?? "")
    let upgrade = request.headers["Upgrade"]?.lowercased() ?? ""
    guard upgrade == "websocket" else {
      throw .badRequest(
        upgrade.hasPrefix("spdy") ? "SPDY is not supported by this server: use a client that speaks WebSocket (kubectl 1.31 or newer)"
          : "Upgrade request required")
    }
    let offered = request.headers.all("Sec-WebSocket-Protocol")
      .flatMap { header in header.split(separator: ",").map { part in String(part.filter { $0 != " " }) } }
    guard let chosen = RemoteCommandChannel.choose(offered: offered) else {
      throw .badRequest("unable to negotiate a subprotocol: the server speaks \(RemoteCommandChannel.subprotocols.joined(separator: ", "))")
    }
    let exec = ExecRequest(
      namespace: resource.namespace, pod: resource.name, container: connection.container, command: options.command, tty: options.tty)
    let isExec = resource.subresource == "exec"
    return HTTPResponse(101, body: .webSocket(subprotocol: chosen) { socket in
      let session = RemoteCommandSession(socket: socket, options: options)
      await session.run { streams in
        isExec ? try await connection.node.exec(exec, streams) : try await connection.node.attach(exec, streams)
      }
    })
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
