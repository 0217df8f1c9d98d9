import Basics
import DNSMessage
import Foundation
import Glibc
import Synchronization

/// A DNS server for datagrams at a loopback address of its own, which knows `www.example.test` and `other.example.test`, and that nothing
/// else is there.
final class TestResolver: Sendable {
  struct NoSocket: Error { let code: Int32 }

  let address: String
  private let descriptor: Int32
  private let isOver = Atomic<Bool>(false)

  /// At port 53, as a resolv.conf can't name another.
  init() throws {
    var last: Int32 = 0
    for _ in 0..<20 {
      let bytes = [127, UInt8.random(in: 1...250), UInt8.random(in: 0...250), UInt8.random(in: 2...250)]
      let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var wait = timeval(tv_sec: 0, tv_usec: 100_000)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
      var place = Self.place(bytes, 53)
      let result = withUnsafePointer(to: &place) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
      }
      if result == 0 {
        (self.descriptor, address) = (descriptor, bytes.map { String($0) }.joined(separator: "."))
        Thread.detachNewThread { self.serve() }
        return
      }
      last = errno
      close(descriptor)
    }
    throw NoSocket(code: last)
  }

  func stop() { isOver.store(true, ordering: .relaxed) }

  private func serve() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while !isOver.load(ordering: .relaxed) {
      var sender = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let count = withUnsafeMutablePointer(to: &sender) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length) }
      }
      guard count > 0, let query = try? DNSMessage(reading: Array(buffer.prefix(count))), let question = query.questions.first else { continue }
      let answer = Self.answer(question, query).encoded(limit: 1_232)
      _ = withUnsafePointer(to: &sender) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, answer, answer.count, 0, $0, length) }
      }
    }
    close(descriptor)
  }

  private static func answer(_ question: DNSQuestion, _ query: DNSMessage) -> DNSMessage {
    let known = ["www.example.test": "203.0.113.7", "other.example.test": "203.0.113.8"]
    var response = query.response()
    response.recursionAvailable = true
    guard let text = known[question.name.labels.joined(separator: ".")], let address = IPAddress(text) else {
      response.responseCode = .nameError
      return response
    }
    if question.type == .a { response.answers = [DNSRecord(question.name, ttlSeconds: 60, .address(address))] }
    return response
  }

  private static func place(_ bytes: [UInt8], _ port: Int) -> sockaddr_in {
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(UInt16(port).bigEndian)
    withUnsafeMutableBytes(of: &place.sin_addr) { $0.copyBytes(from: bytes) }
    return place
  }

  /// Asks the server at an IPv4 address and waits for its answer, for 5 seconds at most.
  static func ask(_ server: IPAddress, port: Int, _ name: String, _ type: RecordType) throws -> DNSMessage {
    var query = DNSMessage(id: UInt16.random(in: 0...UInt16.max))
    query.recursionDesired = true
    query.questions = [DNSQuestion(DNSName(name) ?? .root, type)]
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var wait = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var place = Self.place(server.bytes, port)
    let bytes = query.encoded()
    let sent = withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
    } && send(descriptor, bytes, bytes.count, 0) == bytes.count
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = sent ? recv(descriptor, &buffer, buffer.count, 0) : -1
    guard count > 0 else { throw NoSocket(code: errno) }
    return try DNSMessage(reading: Array(buffer.prefix(count)))
  }
}
