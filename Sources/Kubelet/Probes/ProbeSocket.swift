import Basics
import Glibc

/// A TCP connection with one deadline for everything done on it. The calls block.
final class ProbeSocket {
  private let descriptor: Int32
  private let deadline: Timestamp
  private let clock = SystemClock()

  struct Failure: Error, Sendable, CustomStringConvertible {
    var description: String
    var isTimeout = false
  }

  init(host: String, port: Int, timeout: Duration) throws(Failure) {
    deadline = clock.now + timeout
    let place = "dial tcp \(host.contains(":") ? "[\(host)]" : host):\(port)"
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
      throw Failure(description: "dial tcp: lookup \(host): no such host")
    }
    defer { freeaddrinfo(found) }
    descriptor = socket(address.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(description: "\(place): socket: \(FileError.text(errno))") }
    // Doesn't linger in TIME_WAIT: a node probes a lot.
    var linger = linger(l_onoff: 1, l_linger: 1)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    if connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) != 0 {
      guard errno == EINPROGRESS else { throw Failure(description: "\(place): connect: \(FileError.text(errno))") }
      guard wait(for: Int16(POLLOUT)) else { throw Failure(description: "\(place): i/o timeout", isTimeout: true) }
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
      guard code == 0 else { throw Failure(description: "\(place): connect: \(FileError.text(code))") }
    }
  }

  deinit { close(descriptor) }

  private func wait(for events: Int16) -> Bool {
    while true {
      let milliseconds = (deadline - clock.now).nanoseconds / 1_000_000
      guard milliseconds > 0 else { return false }
      var poll = pollfd(fd: descriptor, events: events, revents: 0)
      let count = Glibc.poll(&poll, 1, Int32(min(milliseconds + 1, 60_000)))
      if count > 0 { return true }
      if count < 0, errno != EINTR { return false }
    }
  }

  func send(_ bytes: [UInt8]) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        offset += count
      } else if errno == EAGAIN {
        guard wait(for: Int16(POLLOUT)) else { throw Failure(description: "write: i/o timeout", isTimeout: true) }
      } else if errno != EINTR {
        throw Failure(description: "write: \(FileError.text(errno))")
      }
    }
  }

  /// What has come; empty at the end.
  func receive() throws(Failure) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count >= 0 { return Array(buffer[..<count]) }
      if errno == EAGAIN {
        guard wait(for: Int16(POLLIN)) else { throw Failure(description: "context deadline exceeded", isTimeout: true) }
      } else if errno != EINTR {
        throw Failure(description: "read: \(FileError.text(errno))")
      }
    }
  }
}
