import APIMachinery
import Basics
import Client
import SPDY
import Streaming

/// Carries connections to local ports to a pod's: SPDY inside a WebSocket (KEP-4006), one pair of streams a connection.
struct PortForwarder: Sendable {
  let session: ClusterSession
  let pod: Value

  /// Until the connection to the server is lost (which throws) or the task is cancelled.
  func run(_ ports: [(local: Int, remote: UInt16)], addresses: [String]) async throws {
    let request = HTTPRequest(
      "GET", "/api/v1/namespaces/\(pod.namespace)/pods/\(pod.name)/portforward",
      headers: ["User-Agent": "kctl/\(session.environment.version)"])
    let (socket, _) = try await session.connection.exchange.webSocket(
      request, subprotocols: [PortForwardPairing<MultiplexedStream>.tunnelName])
    let connection = try MultiplexedConnection(WebSocketBytes(socket), role: .client)
    let listeners = try await listen(ports, addresses)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await connection.run() }
      for (listener, remote) in listeners { group.addTask { await serve(listener, remote, connection) } }
      // The first to end is the session: listeners end with it alone.
      await group.next()
      group.cancelAll()
      for (listener, _) in listeners { await listener.close() }
    }
    try Task.checkCancellation()
    throw CommandFailure("lost connection to pod")
  }

  private func listen(_ ports: [(local: Int, remote: UInt16)], _ addresses: [String]) async throws -> [(LocalListener, UInt16)] {
    var listeners: [(LocalListener, UInt16)] = []
    for (local, remote) in ports {
      var port = local
      var failures: [String] = []
      for (address, isRequired) in Self.hosts(addresses) {
        do {
          let listener = try await session.environment.listen(address, port)
          // Both families get one port.
          port = listener.port
          let shown = address.contains(":") ? "[\(address)]" : address
          try await session.console.line("Forwarding from \(shown):\(port) -> \(remote)")
          listeners.append((listener, remote))
        } catch {
          let failure = "Unable to listen on port \(local): \(error)"
          if isRequired || !address.contains(":") { failures.append(failure) }
        }
      }
      if let failure = failures.first {
        for (listener, _) in listeners { await listener.close() }
        throw CommandFailure(failure)
      }
    }
    return listeners
  }

  /// `localhost` is both families, of which one may be missing.
  private static func hosts(_ addresses: [String]) -> [(String, isRequired: Bool)] {
    addresses.flatMap { address -> [(String, isRequired: Bool)] in
      address == "localhost" ? [("127.0.0.1", false), ("::1", false)] : [(address, true)]
    }
  }

  private func serve(_ listener: LocalListener, _ remote: UInt16, _ connection: MultiplexedConnection) async {
    await withDiscardingTaskGroup { group in
      var number = 0
      for await local in listener.connections {
        number += 1
        let request = "\(listener.address):\(listener.port)/\(number)"
        group.addTask {
          try? await session.console.line("Handling connection for \(listener.port)")
          await forward(local, remote, request, connection)
        }
      }
      group.cancelAll()
    }
  }

  private func forward(_ local: any ByteConnection, _ remote: UInt16, _ request: String, _ connection: MultiplexedConnection) async {
    func headers(_ type: String) -> SPDYHeaders { ["streamtype": type, "port": String(remote), "requestid": request] }
    do {
      let error = try await connection.open(headers("error"))
      await error.finishWriting()
      let data = try await connection.open(headers("data"))
      async let problem = Self.text(error)
      await local.join(data)
      let text = await problem
      if !text.isEmpty { try await session.console.error("an error occurred forwarding \(request) -> \(remote): \(text)") }
    } catch {
      local.close()
    }
  }

  private static func text(_ stream: MultiplexedStream) async -> String {
    var bytes: [UInt8] = []
    while bytes.count < 64 << 10, let chunk = (try? await stream.read()) ?? nil { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }
}
