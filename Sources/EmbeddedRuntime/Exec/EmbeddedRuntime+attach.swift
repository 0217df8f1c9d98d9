import Basics
import Glibc
import LinuxKernel
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  /// Joins the container's own streams, until it ends or the input's end closes the connection. Returns its exit code, 0
  /// while it goes on.
  public func attach(_ id: String, tty: Bool, io: ProcessIO) async throws -> Int32 {
    _ = try runningContainer(id)
    let bundle = paths.bundle(id)
    let socket = try await queue.run { try Descriptor.unixSocket(bundle + "/attach", type: Int32(SOCK_SEQPACKET.rawValue)) }
    let input = try socket.duplicate()
    let queue = self.queue
    let writer = Task {
      guard let stdin = io.stdin else { return }
      // conmon takes packets of 32 KiB at most.
      for await bytes in stdin { try await Poller.shared.write(input, bytes, packet: 8 << 10) }
      shutdown(input.raw, Int32(SHUT_WR))
    }
    let resizer = Task {
      guard let sizes = io.resize else { return }
      for await size in sizes { try? await queue.run { try Conmon.send(.resize(width: size.width, height: size.height), bundle: bundle) } }
    }
    defer {
      writer.cancel()
      resizer.cancel()
    }
    try await Self.receive(socket, io)
    _ = await waitForExit(id, seconds: 1)
    let record = state.withLock { $0.containers[id] }
    return record?.state == .exited ? record?.exitCode ?? 0 : 0
  }

  /// Packets whose first byte names the stream: 2 is output, 3 is error.
  private static func receive(_ socket: Descriptor, _ io: ProcessIO) async throws {
    while true {
      let packet = try await Poller.shared.read(socket, upTo: 64 << 10)
      guard let stream = packet.first else { return }
      let bytes = Array(packet.dropFirst())
      if stream == 3 { try await io.stderr(bytes) } else { try await io.stdout(bytes) }
    }
  }
}
