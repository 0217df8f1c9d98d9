/// The gRPC health check (grpc.health.v1.Health/Check) as one unary call over cleartext HTTP/2 (RFC 9113), no more than that
/// takes: header fields are sent as literals (RFC 7541 section 6.2.2), and of the answer only the message is read.
enum GRPCProbe {
  private enum Frame {
    static let data: UInt8 = 0, headers: UInt8 = 1, reset: UInt8 = 3, settings: UInt8 = 4, ping: UInt8 = 6, goAway: UInt8 = 7
  }

  /// Blocks.
  static func check(host: String, port: Int, service: String, timeoutSeconds: Int) -> ProbeOutcome {
    do throws(ProbeSocket.Failure) {
      let socket = try ProbeSocket(host: host, port: port, timeout: .seconds(timeoutSeconds))
      try socket.send(request(authority: "\(host):\(port)", service: service))
      guard let message = try answer(socket) else { return .failure("error: health rpc failed: no health status in the answer") }
      return outcome(message)
    } catch {
      let reason = error.isTimeout ? "timeout: health rpc did not complete within \(timeoutSeconds)s" : "error: health rpc failed: \(error)"
      return .failure(reason)
    }
  }

  static func request(authority: String, service: String) -> [UInt8] {
    var fields: [UInt8] = []
    for (name, value) in [
      (":method", "POST"), (":scheme", "http"), (":path", "/grpc.health.v1.Health/Check"), (":authority", authority),
      ("content-type", "application/grpc"), ("te", "trailers"), ("user-agent", "kube-probe/1.36"),
    ] {
      fields += [0] + text(name) + text(value)
    }
    var body: [UInt8] = []
    if !service.isEmpty { body = [0x0a] + text(service) }
    let message = [0] + bigEndian(UInt32(body.count)) + body
    return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(Frame.settings, 0, 0, []) + frame(Frame.headers, 0x4, 1, fields)
      + frame(Frame.data, 0x1, 1, message)
  }

  /// A length and that many bytes: HPACK strings and protobuf strings look alike below 127 bytes.
  private static func text(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(126))
    return [UInt8(bytes.count)] + bytes
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

  private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
    bigEndian(UInt32(payload.count)).dropFirst() + [type, flags] + bigEndian(stream) + payload
  }

  /// The bytes of the response message; nil when the call ended without one.
  private static func answer(_ socket: ProbeSocket) throws(ProbeSocket.Failure) -> [UInt8]? {
    var buffer: [UInt8] = []
    var message: [UInt8] = []
    while true {
      while let (type, flags, payload) = take(&buffer) {
        switch type {
        case Frame.settings where flags & 1 == 0: try socket.send(frame(Frame.settings, 1, 0, []))
        case Frame.ping where flags & 1 == 0: try socket.send(frame(Frame.ping, 1, 0, payload))
        case Frame.data: message += payload
        case Frame.reset, Frame.goAway: return complete(message)
        default: break
        }
        if let done = complete(message) { return done }
        if type == Frame.headers || type == Frame.data, flags & 1 != 0 { return nil }
      }
      let bytes = try socket.receive()
      if bytes.isEmpty { return nil }
      buffer += bytes
    }
  }

  private static func take(_ buffer: inout [UInt8]) -> (type: UInt8, flags: UInt8, payload: [UInt8])? {
    guard buffer.count >= 9 else { return nil }
    let length = Int(buffer[0]) << 16 | Int(buffer[1]) << 8 | Int(buffer[2])
    guard buffer.count >= 9 + length else { return nil }
    let frame = (buffer[3], buffer[4], Array(buffer[9..<(9 + length)]))
    buffer.removeFirst(9 + length)
    return frame
  }

  private static func complete(_ message: [UInt8]) -> [UInt8]? {
    guard message.count >= 5 else { return nil }
    let length = message[1..<5].reduce(0) { $0 << 8 | Int($1) }
    return message.count >= 5 + length ? Array(message[5..<(5 + length)]) : nil
  }

  /// HealthCheckResponse has one field, `status = 1`; 0 isn't written at all.
  static func outcome(_ message: [UInt8]) -> ProbeOutcome {
    let names = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"]
    let status = message.count >= 2 && message[0] == 0x08 ? Int(message[1]) : 0
    if status == 1 { return .success }
    return .failure("service unhealthy (responded with \"\(status < names.count ? names[status] : String(status))\")")
  }
}
