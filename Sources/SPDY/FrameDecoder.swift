/// Cuts the bytes of a peer into frames, wherever they were cut on their way.
///
/// Control frames come out whole and have a limit. Data comes out as it arrives, so that no frame has to be kept whole.
struct FrameDecoder {
  enum Element: Hashable {
    case control(type: UInt16, flags: UInt8, payload: [UInt8])
    /// `ends`: the last bytes of a frame that ends its stream.
    case data(stream: UInt32, bytes: [UInt8], ends: Bool)
  }

  static let controlBytesMax = 64 << 10
  private static let headBytes = 8

  private var buffer: [UInt8] = []
  private var start = 0
  private var data: (stream: UInt32, left: Int, isFinal: Bool)?

  mutating func feed(_ bytes: [UInt8]) {
    buffer.removeFirst(start)
    start = 0
    buffer += bytes
  }

  /// nil when more bytes are needed.
  mutating func next() throws(SPDYError) -> Element? {
    if data != nil { return nextData() }
    guard buffer.count - start >= Self.headBytes else { return nil }
    let first = number(at: start)
    let second = number(at: start + 4)
    let (flags, length) = (UInt8(second >> 24), Int(second & 0xff_ffff))
    guard first & 0x8000_0000 != 0 else {
      start += Self.headBytes
      data = (first, length, flags & Frame.flagFinal != 0)
      return nextData()
    }
    let version = UInt16(first >> 16 & 0x7fff)
    guard version == Frame.version else { throw SPDYError("a frame of SPDY version \(version)") }
    guard length <= Self.controlBytesMax else { throw SPDYError("a control frame of \(length) bytes") }
    guard buffer.count - start >= Self.headBytes + length else { return nil }
    let payload = Array(buffer[(start + Self.headBytes)..<(start + Self.headBytes + length)])
    start += Self.headBytes + length
    return .control(type: UInt16(truncatingIfNeeded: first), flags: flags, payload: payload)
  }

  private mutating func nextData() -> Element? {
    guard let frame = data else { return nil }
    let count = min(frame.left, buffer.count - start)
    guard count > 0 || frame.left == 0 else { return nil }
    let bytes = Array(buffer[start..<(start + count)])
    start += count
    let isWhole = count == frame.left
    data = isWhole ? nil : (frame.stream, frame.left - count, frame.isFinal)
    return .data(stream: frame.stream, bytes: bytes, ends: isWhole && frame.isFinal)
  }

  private func number(at offset: Int) -> UInt32 { buffer[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) } }
}
