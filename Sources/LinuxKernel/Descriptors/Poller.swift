import Basics
import CShims
import Glibc
import Synchronization

/// Tells tasks when descriptors are ready: one thread waits in epoll for all of them, so that no task's thread blocks.
///
/// A descriptor may be waited for by one task at a time; to read and write at once, duplicate it.
public final class Poller: Sendable {
  private struct Waiter {
    let descriptor: Int32
    let continuation: CheckedContinuation<Void, any Error>
  }
  private struct State {
    var waiters: [UInt64: Waiter] = [:]
    var cancelled: Set<UInt64> = []
    var next: UInt64 = 1
  }

  public static let shared = Poller()

  private let epoll: Int32
  private let state = Mutex(State())

  private init() {
    epoll = kctl_epoll_create()
    var thread = pthread_t()
    let poller = Unmanaged.passRetained(self)
    pthread_create(&thread, nil, { argument in
      guard let argument else { return nil }
      Unmanaged<Poller>.fromOpaque(argument).takeRetainedValue().loop()
      return nil
    }, poller.toOpaque())
    pthread_detach(thread)
  }

  private func loop() {
    var tokens = [UInt64](repeating: 0, count: 64)
    while true {
      let count = kctl_epoll_wait(epoll, &tokens, Int32(tokens.count))
      guard count > 0 else { continue }
      for token in tokens[..<Int(count)] { take(token)?.continuation.resume() }
    }
  }

  private func take(_ token: UInt64) -> Waiter? {
    state.withLock { state in
      guard let waiter = state.waiters.removeValue(forKey: token) else { return nil }
      kctl_epoll_remove(epoll, waiter.descriptor)
      return waiter
    }
  }

  /// Returns when the descriptor can be read, or has ended; throws `CancellationError` when the task is cancelled.
  public func readable(_ descriptor: Descriptor) async throws { try await wait(descriptor, writable: false) }
  public func writable(_ descriptor: Descriptor) async throws { try await wait(descriptor, writable: true) }

  private func wait(_ descriptor: Descriptor, writable: Bool) async throws {
    let token = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(token) != nil { return .failure(CancellationError()) }
          if kctl_epoll_add(epoll, descriptor.raw, writable ? 1 : 0, token) != 0 {
            // Regular files can't be polled: they are always ready.
            return errno == EPERM ? .success(()) : .failure(SystemError("epoll", ""))
          }
          state.waiters[token] = Waiter(descriptor: descriptor.raw, continuation: continuation)
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      if let waiter = take(token) {
        waiter.continuation.resume(throwing: CancellationError())
      } else {
        state.withLock { _ = $0.cancelled.insert(token) }
      }
    }
    state.withLock { _ = $0.cancelled.remove(token) }
    withExtendedLifetime(descriptor) {}
  }
}

extension Poller {
  /// Reads what is there, waiting for something; empty at the end. A terminal whose other side is closed has ended.
  public func read(_ descriptor: Descriptor, upTo limit: Int = 32 << 10) async throws -> [UInt8] {
    while true {
      var failure: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        let result = Glibc.read(descriptor.raw, buffer.baseAddress, limit)
        failure = result < 0 ? errno : 0
        count = max(0, result)
      }
      switch failure {
      case 0: return bytes
      case EINTR: continue
      case EIO, ECONNRESET: return []
      case EAGAIN: try await readable(descriptor)
      default: throw SystemError("read", "", code: failure)
      }
    }
  }

  /// Writes everything; `packet` limits the size of one write, for sockets that keep message boundaries.
  public func write(_ descriptor: Descriptor, _ bytes: [UInt8], packet: Int = .max) async throws {
    var offset = 0
    while offset < bytes.count {
      let length = min(bytes.count - offset, packet)
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor.raw, $0.baseAddress.map { $0 + offset }, length) }
      if count >= 0 { offset += count; continue }
      switch errno {
      case EINTR: continue
      case EAGAIN: try await writable(descriptor)
      case let code: throw SystemError("write", "", code: code)
      }
    }
  }
}
