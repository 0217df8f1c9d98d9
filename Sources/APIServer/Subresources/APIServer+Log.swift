import APIMachinery
import APISchemas
import Basics
import Client
import Streaming

extension APIServer {
  /// A container's log (API reference: PodLogOptions), as the kubelet sends it.
  func answerLog(
    _ resource: ResourceRequest, _ query: QueryParameters, _ http: HTTPRequest
  ) async throws(StatusError) -> HTTPResponse {
    var request = try logRequest(resource, query)
    let connection = try connect(resource, container: query["container"] ?? "")
    request.container = connection.container
    let chunks: AsyncThrowingStream<[UInt8], any Error>
    switch connection.node {
    case .local(let node):
      do { chunks = try await node.logs(request) } catch {
        throw (error as? StatusError) ?? .badRequest("\(error)")
      }
    case .remote(let kubelet): chunks = try await kubelet.logs(request)
    }
    if case .webSocket(let offered)? = try? UpgradeRequest(http) { return try Self.webSocketLog(chunks, offered) }
    return HTTPResponse(200, headers: ["Content-Type": "text/plain"], body: .stream(chunks))
  }

  /// The log as messages of a WebSocket (upstream's `binary.k8s.io` subprotocols), for clients that can't read a response as it comes in.
  private static func webSocketLog(
    _ chunks: AsyncThrowingStream<[UInt8], any Error>, _ offered: [String]
  ) throws(StatusError) -> HTTPResponse {
    let served = ["binary.k8s.io", "base64.binary.k8s.io"]
    guard let chosen = offered.isEmpty ? "" : served.first(where: offered.contains) else {
      throw .badRequest("unable to negotiate a subprotocol: server accepts \(served.joined(separator: ", "))")
    }
    return HTTPResponse(101, body: .webSocket(subprotocol: chosen) { socket in
      let sending = Task {
        do {
          for try await chunk in chunks {
            if chosen.hasPrefix("base64") {
              try await socket.send(text: Array(Base64.encode(chunk).utf8))
            } else {
              try await socket.send(chunk)
            }
          }
        } catch {
          // A log that breaks off ends the socket as one that ends does.
        }
        await socket.close()
      }
      await socket.waitUntilClosed()
      sending.cancel()
    })
  }

  /// What is asked for, of whatever container.
  private func logRequest(_ resource: ResourceRequest, _ query: QueryParameters) throws(StatusError) -> ContainerLogRequest {
    var request = ContainerLogRequest(namespace: resource.namespace, pod: resource.name, container: "")
    request.follow = query.bool("follow") ?? false
    request.previous = query.bool("previous") ?? false
    request.timestamps = query.bool("timestamps") ?? false
    request.tailLines = try query.int("tailLines")
    request.limitBytes = try query.int("limitBytes")
    let seconds = try query.int("sinceSeconds")
    let time = query["sinceTime"].flatMap { $0.isEmpty ? nil : $0 }
    var errors: [FieldError] = []
    if let lines = request.tailLines, lines < 0 { errors.append(.invalid("tailLines", .int(Int64(lines)), "must be greater than or equal to 0")) }
    if let bytes = request.limitBytes, bytes < 1 { errors.append(.invalid("limitBytes", .int(Int64(bytes)), "must be greater than 0")) }
    if let seconds {
      if seconds < 1 { errors.append(.invalid("sinceSeconds", .int(Int64(seconds)), "must be greater than 0")) }
      if time != nil { errors.append(.forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified")) }
      request.since = clock.now - .seconds(max(0, min(seconds, 1 << 31)))
    }
    if let time {
      guard let since = Timestamp(rfc3339: time) else { throw .badRequest("invalid sinceTime \"\(time)\"") }
      request.since = since
    }
    guard errors.isEmpty else {
      throw .invalid(GroupVersionKind(group: "", version: "v1", kind: "PodLogOptions"), resource.name, errors)
    }
    return request
  }
}
