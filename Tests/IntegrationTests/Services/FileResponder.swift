import Foundation
import Glibc
import Testing

/// The least of a TFTP server (RFC 1350), on an address of this host: whatever is asked for, one short text is the answer, from the socket
/// that was asked.
final class FileResponder: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init(_ address: String, _ text: String) throws {
    let descriptor = try Datagrams.socket()
    self.descriptor = descriptor
    let here = Datagrams.address(address, 0)
    let bound = Datagrams.withSocketAddress(here) { bind(descriptor, $0, $1) }
    guard bound == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var own = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &own) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &size) }
    }
    port = UInt16(bigEndian: own.sin_port)
    let answer = [0, 3, 0, 1] + Array(text.utf8)
    Thread.detachNewThread { Self.answer(descriptor, answer) }
  }

  // Wakes the thread, which closes the socket.
  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func answer(_ descriptor: Int32, _ answer: [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 1_024)
    var peer = sockaddr_in()
    while true {
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let count = withUnsafeMutablePointer(to: &peer) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { recvfrom(descriptor, &buffer, buffer.count, 0, $0, &size) }
      }
      guard count > 0 else { break }
      // A read request; acknowledgements ask for nothing.
      guard count > 1, buffer[1] == 1 else { continue }
      _ = Datagrams.withSocketAddress(peer) { sendto(descriptor, answer, answer.count, 0, $0, $1) }
    }
    close(descriptor)
  }
}

/// A client that keeps its socket, and so its port.
final class FileAsker {
  private let descriptor: Int32

  init(_ address: String, _ port: UInt16) throws {
    let descriptor = try Datagrams.socket()
    self.descriptor = descriptor
    let there = Datagrams.address(address, port)
    guard Datagrams.withSocketAddress(there, { connect(descriptor, $0, $1) }) == 0 else { throw POSIXError(.EIO) }
    var patience = timeval(tv_sec: 0, tv_usec: 500_000)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// What was answered; nil when nothing was within half a second.
  func ask() -> String? {
    let request = [0, 1] + Array("file\0octet\0".utf8)
    guard send(descriptor, request, request.count, 0) == request.count else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 4 ? String(decoding: buffer[4..<count], as: UTF8.self) : nil
  }
}

private enum Datagrams {
  static func socket() throws -> Int32 {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { throw POSIXError(.EIO) }
    return descriptor
  }

  static func address(_ text: String, _ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, text, &address.sin_addr)
    return address
  }

  static func withSocketAddress<Result>(_ address: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
