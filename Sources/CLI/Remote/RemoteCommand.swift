import APIMachinery
import Client
import Streaming

/// Runs a command in a container, or joins the one that runs, over a WebSocket: the subprotocols `v5.channel.k8s.io` (KEP-4006) and
/// `v4.channel.k8s.io`.
struct RemoteCommand: Sendable {
  enum Action: Sendable {
    case exec([String])
    case attach
  }

  let session: ClusterSession
  let usesInput: Bool
  let usesTerminal: Bool
  /// Where the command's output goes instead of this process's own.
  var output: (@Sendable ([UInt8]) async throws -> Void)?
  /// What the command reads instead of this process's input.
  var input: AsyncStream<[UInt8]>?

  /// The command's exit code. Throws when it couldn't be run.
  func run(pod: Value, container: String, command: [String]) async throws -> Int32 {
    try await run(.exec(command), pod: pod, container: container)
  }

  func run(_ action: Action, pod: Value, container: String) async throws -> Int32 {
    var query = QueryString()
    var name = "attach"
    if case .exec(let command) = action {
      name = "exec"
      for word in command { query.add("command", word) }
    }
    query.add("container", container)
    if usesInput { query.add("stdin", "true") }
    query.add("stdout", "true")
    // A terminal has one output.
    if usesTerminal { query.add("tty", "true") } else { query.add("stderr", "true") }
    let request = HTTPRequest(
      "GET", "/api/v1/namespaces/\(pod.namespace)/pods/\(pod.name)/\(name)", query: query.text,
      headers: ["User-Agent": "kctl/\(session.environment.version)"])
    let (socket, subprotocol) = try await session.connection.exchange.webSocket(
      request, subprotocols: ["v5.channel.k8s.io", "v4.channel.k8s.io"])
    let restore = usesTerminal && usesInput ? session.environment.terminal.enterRawMode() : nil
    defer { restore?() }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      if usesInput { group.addTask { await sendInput(socket, closes: subprotocol.hasPrefix("v5")) } }
      if usesTerminal { group.addTask { await sendSizes(socket) } }
      defer { group.cancelAll() }
      let code = try await receive(socket)
      await socket.close()
      return code
    }
  }

  /// A connection that breaks ends the input silently: the outcome is told by the other direction.
  private func sendInput(_ socket: any WebSocketConnection, closes: Bool) async {
    for await chunk in input ?? session.environment.standardInput() {
      guard (try? await socket.send([RemoteCommandChannel.stdin.rawValue] + chunk)) != nil else { return }
    }
    if closes, !Task.isCancelled { try? await socket.send([RemoteCommandChannel.close.rawValue, RemoteCommandChannel.stdin.rawValue]) }
  }

  private func sendSizes(_ socket: any WebSocketConnection) async {
    for await size in session.environment.terminal.sizes() {
      let message = WindowSizeDecoder.encode(width: size.width, height: size.height)
      guard (try? await socket.send([RemoteCommandChannel.resize.rawValue] + message)) != nil else { return }
    }
  }

  private func receive(_ socket: any WebSocketConnection) async throws -> Int32 {
    var outcome: Int32?
    for await message in socket.messages {
      guard let first = message.first, let channel = RemoteCommandChannel(rawValue: first) else { continue }
      let content = Array(message.dropFirst())
      switch channel {
      case .stdout: if !content.isEmpty { try await (output ?? session.environment.standardOutput)(content) }
      case .stderr: if !content.isEmpty { try await session.environment.standardError(content) }
      case .error: outcome = try Self.exitCode(content)
      case .stdin, .resize, .close: continue
      }
      if outcome != nil { break }
    }
    guard let outcome else { throw CommandFailure("the connection was closed before the command ended") }
    return outcome
  }

  /// The last message of the error channel is a Status: success, or a failure whose cause `ExitCode` holds the number.
  static func exitCode(_ message: [UInt8]) throws -> Int32? {
    guard !message.isEmpty else { return nil }
    guard let status = try? JSON.decode(message) else {
      throw CommandFailure(String(decoding: message, as: UTF8.self).trimmed)
    }
    if status["status"]?.string == "Success" { return 0 }
    let causes = status[path: "details", "causes"]?.array ?? []
    if status["reason"]?.string == "NonZeroExitCode",
      let code = causes.first(where: { $0["reason"]?.string == "ExitCode" })?["message"]?.string.flatMap({ Int32($0) })
    {
      return code
    }
    throw StatusError(status) ?? CommandFailure("the command failed: \(String(decoding: message, as: UTF8.self))")
  }
}
