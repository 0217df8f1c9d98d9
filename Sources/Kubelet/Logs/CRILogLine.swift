import Basics

/// One line of a container's log file, in the CRI's format: `<RFC 3339 time> <stdout|stderr> <P|F>[:…] <content>`.
struct CRILogLine: Sendable, Equatable {
  var time: ArraySlice<UInt8>
  var stream: ArraySlice<UInt8>
  /// The container wrote on in the next line: there is no line break here.
  var isPartial: Bool
  var content: ArraySlice<UInt8>

  /// `line` is without its line feed; nil when it isn't in the format.
  init?(_ line: ArraySlice<UInt8>) {
    let blank = UInt8(ascii: " ")
    guard let first = line.firstIndex(of: blank) else { return nil }
    let afterTime = line[(first + 1)...]
    guard let second = afterTime.firstIndex(of: blank) else { return nil }
    let afterStream = afterTime[(second + 1)...]
    let third = afterStream.firstIndex(of: blank) ?? afterStream.endIndex
    let tags = afterStream[..<third]
    guard let tag = tags.first, tag == UInt8(ascii: "P") || tag == UInt8(ascii: "F") else { return nil }
    time = line[..<first]
    stream = afterTime[..<second]
    isPartial = tag == UInt8(ascii: "P")
    content = third < afterStream.endIndex ? afterStream[(third + 1)...] : []
  }

  var timestamp: Timestamp? { Timestamp(rfc3339: String(decoding: time, as: UTF8.self)) }
}

/// Turns the bytes of a log file into what a reader of the log sees.
struct CRILogDecoder: Sendable {
  var since: Timestamp?
  var showsTimestamps = false
  /// Bytes of output that may still come; nil is no limit.
  private(set) var remaining: Int?
  private var pending: [UInt8] = []
  private var isAtLineStart = true

  init(since: Timestamp? = nil, showsTimestamps: Bool = false, limitBytes: Int? = nil) {
    (self.since, self.showsTimestamps, remaining) = (since, showsTimestamps, limitBytes)
  }

  var isExhausted: Bool { remaining == 0 }

  /// Bytes of the file, in any pieces.
  mutating func decode(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 10) {
      if pending.isEmpty {
        append(rest[..<end], to: &output)
      } else {
        pending += rest[..<end]
        append(pending[...], to: &output)
        pending = []
      }
      rest = rest[(end + 1)...]
    }
    pending += rest
    return limited(output)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    guard let line = CRILogLine(bytes) else { return }
    if let since, let time = line.timestamp, time < since { return }
    if showsTimestamps, isAtLineStart { output += Array(line.time) + [UInt8(ascii: " ")] }
    output += line.content
    if !line.isPartial { output.append(10) }
    isAtLineStart = !line.isPartial
  }

  private mutating func limited(_ output: [UInt8]) -> [UInt8] {
    guard let limit = remaining else { return output }
    remaining = max(0, limit - output.count)
    return output.count > limit ? Array(output[..<limit]) : output
  }
}
