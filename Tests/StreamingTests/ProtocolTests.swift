import APIMachinery
import Basics
import Client
import SPDY
import Synchronization
import Testing

@testable import Streaming

/// A socket that tells what was sent as text.
private final class ScriptedSocket: WebSocketConnection {
  let messages = AsyncStream<[UInt8]> { $0.finish() }
  let sent = Mutex<[String]>([])
  func send(_ message: [UInt8]) async throws { sent.withLock { $0.append("bytes \(message)") } }
  func send(text message: [UInt8]) async throws { sent.withLock { $0.append("text " + String(decoding: message, as: UTF8.self)) } }
  func close() async {}
}

@Suite struct ProtocolTests {
  @Test func `base64 is sent as text`() async throws {
    let socket = ScriptedSocket()
    for name in ["v4.base64.channel.k8s.io", "v4.channel.k8s.io"] {
      let chosen = try #require(ChannelSubprotocol.negotiate(offered: [name], ChannelSubprotocol.remoteCommand))
      try await chosen.send(Array("hi".utf8), on: 1, through: socket)
    }
    #expect(socket.sent.withLock { $0 } == ["text 1aGk=", "bytes [1, 104, 105]"])
  }

  @Test func `the client's first choice that is served wins`() {
    #expect(RemoteCommandVersion.negotiate(offered: ["v9", "v3.channel.k8s.io", "v4.channel.k8s.io"]) == .v3)
    #expect(RemoteCommandVersion.negotiate(offered: ["channel.k8s.io"]) == .v1)
    #expect(RemoteCommandVersion.negotiate(offered: ["v5.channel.k8s.io"]) == nil)
    #expect(ChannelSubprotocol.negotiate(offered: ["v4.channel.k8s.io", "v5.channel.k8s.io"], ChannelSubprotocol.remoteCommand)?.version == .v5)
    #expect(ChannelSubprotocol.negotiate(offered: [], ChannelSubprotocol.remoteCommand) == .unnamed)
    #expect(ChannelSubprotocol.negotiate(offered: ["v9"], ChannelSubprotocol.remoteCommand) == nil)
  }

  @Test(arguments: ChannelSubprotocol.remoteCommand)
  func `a channel's message survives its encoding`(_ subprotocol: ChannelSubprotocol) {
    for bytes in [[], [0, 255, 10], Array("text".utf8)] as [[UInt8]] {
      let decoded = subprotocol.decode(subprotocol.encode(channel: 3, bytes))
      #expect(decoded?.channel == 3)
      #expect(decoded?.bytes == bytes)
    }
    #expect(subprotocol.decode([]) == nil)
  }

  @Test func `how a command ended is told as each version's clients read it`() {
    #expect(RemoteCommandOutcome.exited(0).message(.v1).isEmpty)
    #expect(RemoteCommandOutcome.exited(3).message(.v3) == Array("command terminated with non-zero exit code: exit status 3".utf8))
    #expect(RemoteCommandOutcome.exited(0).status == ["metadata": [:], "status": "Success"])
    #expect(RemoteCommandOutcome.exited(3).status[path: "details", "causes"]?[0] == ["reason": "ExitCode", "message": "3"])
    #expect(RemoteCommandOutcome.failed(.internalError("no")).status["code"] == 500)
  }

  @Test func `window sizes are read however the stream is cut`() {
    var decoder = WindowSizeDecoder()
    var sizes: [(width: UInt16, height: UInt16)] = []
    for byte in Array("{\"Width\":80,\"Height\":24}\n{bad}{\"Width\":99999,\"Height\":1}{\"Height\":5,\"Width\":7}".utf8) {
      sizes += decoder.decode([byte])
    }
    #expect(sizes.map(\.width) == [80, 7])
    #expect(sizes.map(\.height) == [24, 5])
    #expect(decoder.decode([UInt8](repeating: 32, count: 100_000)).isEmpty)
  }

  @Test func `the two streams of a forwarded connection find each other`() {
    var pairing = PortForwardPairing<Int>()
    func headers(_ type: String, _ port: String, _ request: String) -> SPDYHeaders { ["streamtype": type, "port": port, "requestid": request] }
    guard case .waiting = pairing.add(1, headers("error", "80", "a")), case .waiting = pairing.add(2, headers("error", "81", "b")) else {
      Issue.record("half a pair is no pair")
      return
    }
    guard case .complete(let pair) = pairing.add(3, headers("data", "80", "a")) else { Issue.record("no pair"); return }
    #expect(pair.port == 80 && pair.data == 3 && pair.error == 1)
    for bad in [headers("error", "81", "b"), headers("data", "82", "b"), headers("data", "0", "c"), headers("x", "80", "d"), [:]] {
      guard case .refused = pairing.add(9, bad) else { Issue.record("\(bad)"); return }
    }
  }
}
