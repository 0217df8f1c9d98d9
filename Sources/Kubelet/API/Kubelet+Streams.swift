import APIMachinery
import Basics
import Client
import RuntimeInterface
import Streaming

/// Commands in containers and ports of pods, over the kubelet's HTTP API.
extension Kubelet {
  /// `/exec/NAMESPACE/POD/[UID/]CONTAINER?command=…&input=1&output=1&error=1&tty=1`, and the same of attach.
  func command(_ rest: [String], _ query: QueryParameters, _ request: HTTPRequest, isExec: Bool) async throws -> HTTPResponse {
    guard rest.count == 3 || rest.count == 4 else { return Self.notFound }
    if rest.count == 4 { try checkUID(rest[2], namespace: rest[0], pod: rest[1]) }
    // Upstream takes the API's own names, too.
    func wants(_ names: String...) -> Bool { names.contains { query.bool($0) ?? false } }
    let options = try ExecOptions(
      isExec: isExec, command: query.all("command"), stdin: wants("input", "stdin"), stdout: wants("output", "stdout"),
      stderr: wants("error", "stderr"), tty: wants("tty"))
    let exec = ExecRequest(namespace: rest[0], pod: rest[1], container: rest[rest.count - 1], command: options.command, tty: options.tty)
    return try RemoteCommandUpgrade(options, clock: context.clock).answer(request) { streams in
      if isExec { return try await self.exec(exec, streams) }
      _ = try await self.attach(exec, streams)
      return 0
    }
  }

  /// `/portForward/NAMESPACE/POD[/UID]`
  func forward(_ rest: [String], _ query: QueryParameters, _ request: HTTPRequest) async throws -> HTTPResponse {
    guard rest.count == 2 || rest.count == 3 else { return Self.notFound }
    if rest.count == 3 { try checkUID(rest[2], namespace: rest[0], pod: rest[1]) }
    guard workers.worker(namespace: rest[0], name: rest[1]) != nil else { throw StatusError.notFound(GroupResource(resource: "pods"), rest[1]) }
    return try PortForwardUpgrade(pod: rest[1], clock: context.clock) { port in
      try await self.portForward(PortForwardRequest(namespace: rest[0], pod: rest[1], port: port))
    }.answer(request, query)
  }

  /// `/run/NAMESPACE/POD/[UID/]CONTAINER?cmd=…`: a command without a stream; its output is the answer.
  func run(_ rest: [String], _ query: QueryParameters) async throws -> HTTPResponse {
    guard rest.count == 3 || rest.count == 4 else { return Self.notFound }
    if rest.count == 4 { try checkUID(rest[2], namespace: rest[0], pod: rest[1]) }
    let words = (query["cmd"] ?? "").split(separator: " ").map(String.init)
    guard !words.isEmpty else { throw StatusError.badRequest("query parameter \"cmd\" is required") }
    let status = try running(ExecRequest(namespace: rest[0], pod: rest[1], container: rest[rest.count - 1], command: words, tty: false))
    do {
      let result = try await context.runtime.execSync(status.id, command: words, timeoutSeconds: 0)
      guard result.exitCode == 0 else { throw StatusError.internalError("command '\(words.joined(separator: " "))' exited with \(result.exitCode): \(String(decoding: (result.stdout + result.stderr).prefix(4_096), as: UTF8.self))") }
      return HTTPResponse(200, headers: ["Content-Type": "text/plain"], body: .bytes(result.stdout + result.stderr))
    } catch let error as RuntimeError {
      throw StatusError.internalError(error.message)
    }
  }

  /// The embedded runtime can't freeze containers to disk: the answer is upstream's for a runtime that can't.
  func checkpoint(_ rest: [String]) async throws -> HTTPResponse {
    guard rest.count == 3 else { return Self.notFound }
    guard let pod = workers.worker(namespace: rest[0], name: rest[1])?.pod, pod.container(named: rest[2]) != nil else {
      return Self.text("container \(rest[2]) of pod \(rest[0])/\(rest[1]) does not exist\n", status: 404)
    }
    let name = rest.joined(separator: "/")
    throw StatusError.internalError("checkpointing of \(name) failed (the container runtime does not implement CheckpointContainer)")
  }

  private func checkUID(_ uid: String, namespace: String, pod: String) throws(StatusError) {
    guard workers.worker(namespace: namespace, name: pod)?.pod.uid == uid else { throw .notFound(GroupResource(resource: "pods"), pod) }
  }
}
