import Glibc

/// Finds where the last lines of a log file begin.
enum LogTail {
  /// The offset from which `count` whole lines of the container's output follow (a line that the runtime wrote in several parts
  /// counts once).
  static func offset(_ descriptor: Int32, lines count: Int) -> off_t {
    let size = lseek(descriptor, 0, SEEK_END)
    guard count > 0, size > 0 else { return size }
    var length: off_t = 16_384
    while true {
      let start = max(0, size - length)
      let bytes = read(descriptor, from: start, count: Int(size - start))
      if let found = begin(bytes, lines: count, isWhole: start == 0) { return start + off_t(found) }
      length *= 4
    }
  }

  /// nil when the lines begin before `bytes`.
  static func begin(_ bytes: [UInt8], lines count: Int, isWhole: Bool) -> Int? {
    var starts: [Int] = []
    var lineStart = isWhole ? 0 : bytes.firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    var continues = false
    // Without the beginning one can't know whether the first line goes on from the one before.
    var isKnown = isWhole
    while lineStart < bytes.count {
      let end = bytes[lineStart...].firstIndex(of: 10) ?? bytes.count
      let isPartial = CRILogLine(bytes[lineStart..<end])?.isPartial ?? false
      if !continues, isKnown { starts.append(lineStart) }
      if !isPartial { isKnown = true }
      continues = isPartial
      lineStart = end + 1
    }
    if starts.count >= count { return starts[starts.count - count] }
    return isWhole ? 0 : nil
  }

  private static func read(_ descriptor: Int32, from offset: off_t, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, offset + off_t(done)) }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { break }
      done += got
    }
    return Array(bytes[..<done])
  }
}
