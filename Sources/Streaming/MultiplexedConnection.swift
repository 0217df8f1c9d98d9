import Basics
import Client
import SPDY
import Synchronization

/// Many streams over one byte connection, by SPDY/3.1.
///
/// `run` carries the bytes and must run for anything else to go on. What a stream's reader doesn't take is kept up to a limit. A peer
/// that heeds windows stops long before it, and loses the stream if it doesn't; from one without windows nothing more is read.
public final class MultiplexedConnection: Sendable {
  struct Buffer {
    var chunks: [[UInt8]] = []
    var first = 0
    var count = 0
    var hasEnded = false
    var isReset = false
    var isReplied = false
  }
  struct State: ~Copyable {
    var session: SPDYSession
    var buffers: [UInt32: Buffer] = [:]
    /// Streams of the peer's that nobody has accepted yet.
    var opened: [(id: UInt32, headers: SPDYHeaders)] = []
    var openedBytes = 0
    var isOver = false
    /// The peer takes no more streams.
    var isLeaving = false
  }

  static let outputBytesMax = 256 << 10
  static let bufferBytesMax = 256 << 10
  /// Of a stream whose peer claims to heed windows of 64 KiB.
  static let windowedBytesMax = 1 << 20
  /// About what the streams that wait to be accepted may take; more are refused.
  static let openedBytesMax = 1 << 20
  /// For the peer to close after a good-bye.
  static let lingering = Duration.seconds(5)

  let state: Mutex<State>
  let changed = ChangeSignal()
  private let bytes: any ByteConnection
  private let clock: any WallClock
  private let closing = CloseSignal()

  public init(_ bytes: any ByteConnection, role: SPDYSession.Role, clock: any WallClock = SystemClock()) throws(SPDYError) {
    (self.bytes, self.clock) = (bytes, clock)
    state = Mutex(State(session: try SPDYSession(role)))
  }

  /// Until the peer closes, breaks the protocol or `close` is called. Every stream has ended afterwards.
  public func run() async {
    await withTaskCancellationHandler {
      await withTaskGroup(of: Part.self) { group in
        group.addTask { await self.readAll() }
        group.addTask { await self.writeAll() }
        let first = await group.next()
        if first == .protocolError {
          // The GOAWAY that says so still goes out.
          _ = await group.next()
        } else if first == .goodbye {
          // To close with input unread would take back what was sent last: the peer is given a moment to close first.
          await bytes.finishWriting()
          group.addTask { [clock] in
            try? await clock.sleep(for: Self.lingering)
            return .goodbye
          }
          _ = await group.next()
        }
        end()
        group.cancelAll()
      }
    } onCancel: {
      bytes.close()
    }
  }

  private enum Part { case peerClosed, protocolError, goodbye, writeFailed }

  private func end() {
    bytes.close()
    state.withLock { state in
      state.isOver = true
      for id in state.buffers.keys { state.buffers[id]?.hasEnded = true }
    }
    closing.close()
    changed.notify()
  }

  private func readAll() async -> Part {
    while let chunk = try? await bytes.read() {
      let isOver = state.withLock { state in
        for event in state.session.receive(chunk) { Self.take(event, &state) }
        return state.session.hasFailed
      }
      changed.notify()
      if isOver {
        closing.close()
        changed.notify()
        return .protocolError
      }
      do { try await waitForRoom() } catch { return .peerClosed }
    }
    return .peerClosed
  }

  private func writeAll() async -> Part {
    while true {
      let version = changed.version
      let isClosing = closing.isClosed
      let output = state.withLock { $0.session.takeOutput() }
      do {
        if output.isEmpty {
          if isClosing { return .goodbye }
          try await changed.wait(after: version)
        } else {
          try await bytes.write(output)
          changed.notify()
        }
      } catch {
        return .writeFailed
      }
    }
  }

  /// A peer that neither reads answers nor heeds windows is not read from: nothing grows without bound.
  private func waitForRoom() async throws {
    while true {
      let version = changed.version
      let hasRoom = state.withLock { state in
        // Not to read from a peer with windows would be not to hear when its windows open: both ends would wait for ever.
        let isBounded = state.session.peerHasWindows || state.buffers.values.allSatisfy { $0.count < Self.bufferBytesMax }
        return state.session.outputCount < Self.outputBytesMax * 2 && isBounded
      }
      if hasRoom { return }
      try await changed.wait(after: version)
    }
  }

  private static func take(_ event: SPDYSession.Event, _ state: inout State) {
    switch event {
    case .opened(let id, let headers):
      guard state.openedBytes + headers.byteCount <= openedBytesMax else { return state.session.reset(id, .refusedStream) }
      state.buffers[id] = Buffer()
      state.opened.append((id, headers))
      state.openedBytes += headers.byteCount
    case .replied(let id, _): state.buffers[id]?.isReplied = true
    case .data(let id, let bytes):
      if state.buffers[id] == nil { return state.session.consumed(id, bytes.count) }
      state.buffers[id]?.chunks.append(bytes)
      state.buffers[id]?.count += bytes.count
      guard state.session.peerHasWindows, state.buffers[id]?.count ?? 0 > Self.windowedBytesMax else { return }
      state.session.reset(id, .flowControlError)
      state.buffers[id] = Buffer(hasEnded: true, isReset: true)
    case .ended(let id): state.buffers[id]?.hasEnded = true
    case .reset(let id, _):
      if let waiting = state.opened.firstIndex(where: { $0.id == id }) {
        // What its opener has given up nobody needs to accept.
        state.openedBytes -= state.opened.remove(at: waiting).headers.byteCount
        state.buffers[id] = nil
      }
      state.buffers[id]?.hasEnded = true
      state.buffers[id]?.isReset = true
    case .goneAway: state.isLeaving = true
    case .roomToSend, .failed: return
    }
  }

  /// The next stream that the peer opens, accepted; nil when there are no more.
  public func accept() async -> MultiplexedStream? {
    while true {
      let version = changed.version
      let (next, isOver) = state.withLock { state -> ((id: UInt32, headers: SPDYHeaders)?, Bool) in
        guard !state.opened.isEmpty else { return (nil, state.isOver || state.isLeaving) }
        let next = state.opened.removeFirst()
        state.openedBytes -= next.headers.byteCount
        state.session.reply(next.id)
        return (next, false)
      }
      if let next {
        changed.notify()
        return MultiplexedStream(connection: self, id: next.id, headers: next.headers)
      }
      if isOver { return nil }
      do { try await changed.wait(after: version) } catch { return nil }
    }
  }

  /// Opens a stream; returns once the peer has accepted it.
  public func open(_ headers: SPDYHeaders) async throws -> MultiplexedStream {
    let id = state.withLock { state -> UInt32? in
      guard !state.isOver, let id = state.session.open(headers) else { return nil }
      state.buffers[id] = Buffer()
      return id
    }
    guard let id else { throw StreamEnded() }
    changed.notify()
    let stream = MultiplexedStream(connection: self, id: id, headers: headers)
    while true {
      let version = changed.version
      let buffer = state.withLock { $0.buffers[id] ?? Buffer(hasEnded: true, isReset: true) }
      if buffer.isReplied { return stream }
      if buffer.isReset || state.withLock({ $0.isOver }) { throw StreamEnded() }
      try await changed.wait(after: version)
    }
  }

  /// Says good-bye, sends what is waiting, and ends.
  public func close() {
    state.withLock { $0.session.goAway() }
    closing.close()
    changed.notify()
  }

  /// When every stream has ended, whoever ended them.
  public func waitUntilClosed() async {
    while true {
      let version = changed.version
      if state.withLock({ $0.isOver }) { return }
      do { try await changed.wait(after: version) } catch { return }
    }
  }
}

extension SPDYHeaders {
  /// About what a stream with these headers takes while it waits.
  fileprivate var byteCount: Int { fields.reduce(256) { $0 + $1.name.utf8.count + $1.value.utf8.count + 64 } }
}
