import APIMachinery
import APISchemas
import Client
import Streaming

extension APIServer {
  /// Runs a command in a container, or joins the one that runs, over a WebSocket or SPDY.
  func answerExec(_ resource: ResourceRequest, _ query: QueryParameters, _ request: HTTPRequest) async throws(StatusError) -> HTTPResponse {
    let isExec = resource.subresource == "exec"
    let options = try ExecOptions(query, isExec: isExec)
    let connection = try connect(resource, container: query["container"] ?? "")
    let exec = ExecRequest(
      namespace: resource.namespace, pod: resource.name, container: connection.container, command: options.command, tty: options.tty)
    switch connection.node {
    case .local(let node):
      return try RemoteCommandUpgrade(options, clock: clock).answer(request) { streams in
        if isExec { return try await node.exec(exec, streams) }
        // Whoever attaches has started nothing whose end could be reported.
        _ = try await node.attach(exec, streams)
        return 0
      }
    case .remote(let kubelet):
      _ = try UpgradeRequest(request)
      let (path, query) = KubeletPath.command(exec, isExec: isExec, options)
      return try await kubelet.pass(request, to: path, query: query)
    }
  }
}

extension ExecOptions {
  /// As pods' subresources have them.
  init(_ query: QueryParameters, isExec: Bool) throws(StatusError) {
    try self.init(
      isExec: isExec, command: query.all("command"), stdin: query.bool("stdin") ?? false, stdout: query.bool("stdout") ?? !isExec,
      stderr: query.bool("stderr") ?? !isExec, tty: query.bool("tty") ?? false)
  }
}
