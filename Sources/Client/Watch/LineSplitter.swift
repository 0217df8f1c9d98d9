/// Cuts a stream of chunks into lines, wherever the chunks were cut.
struct LineSplitter {
  private var partial: [UInt8] = []

  /// The lines that this chunk completes, without their ends.
  mutating func add(_ chunk: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var rest = chunk[...]
    while let end = rest.firstIndex(of: 10) {
      lines.append(partial + rest[..<end])
      partial = []
      rest = rest[(end + 1)...]
    }
    partial += rest
    return lines.filter { !$0.isEmpty }
  }
}
