/// The frames of SPDY/3.1 (section 2.6) as this implementation sends them, headers compressed already.
enum Frame {
  enum Kind: UInt16 {
    case synStream = 1, synReply = 2, rstStream = 3, settings = 4, ping = 6, goAway = 7, headers = 8, windowUpdate = 9
  }

  static let version: UInt16 = 3
  static let flagFinal: UInt8 = 1
  static let flagUnidirectional: UInt8 = 2
  static let idMask: UInt32 = 0x7fff_ffff
  static let initialWindowSetting: UInt32 = 7

  static func control(_ kind: Kind, flags: UInt8 = 0, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + payload.count)
    bytes.append(bigEndian: 0x8000 | version)
    bytes.append(bigEndian: kind.rawValue)
    bytes.append(bigEndian: UInt32(flags) << 24 | UInt32(payload.count))
    return bytes + payload
  }

  static func data(_ stream: UInt32, _ bytes: ArraySlice<UInt8>, isFinal: Bool) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(8 + bytes.count)
    frame.append(bigEndian: stream & idMask)
    frame.append(bigEndian: UInt32(isFinal ? flagFinal : 0) << 24 | UInt32(bytes.count))
    return frame + bytes
  }

  static func numbers(_ kind: Kind, _ numbers: UInt32...) -> [UInt8] {
    var payload: [UInt8] = []
    for number in numbers { payload.append(bigEndian: number) }
    return control(kind, payload)
  }

  static func synStream(_ stream: UInt32, _ headers: [UInt8], isFinal: Bool) -> [UInt8] {
    var payload: [UInt8] = []
    payload.append(bigEndian: stream)
    // No stream it belongs to, the highest priority, no credential.
    payload += [0, 0, 0, 0, 0, 0] + headers
    return control(.synStream, flags: isFinal ? flagFinal : 0, payload)
  }

  static func synReply(_ stream: UInt32, _ headers: [UInt8], isFinal: Bool) -> [UInt8] {
    var payload: [UInt8] = []
    payload.append(bigEndian: stream)
    return control(.synReply, flags: isFinal ? flagFinal : 0, payload + headers)
  }
}
