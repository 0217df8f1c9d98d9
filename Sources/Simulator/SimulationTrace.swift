/// What happened in a simulation, a line an action: the newest lines in full, all of them in a hash.
///
/// Two runs of the same seed have the same hash; where they part company is the bug.
struct SimulationTrace {
  /// Lines so far.
  private(set) var count = 0
  /// FNV-1a over all lines.
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private var recent: [String] = []
  private static let kept = 60

  mutating func note(_ line: String) {
    count += 1
    for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ 10) &* 0x100_0000_01b3
    if recent.count == Self.kept { recent.removeFirst() }
    recent.append(line)
  }

  /// The newest lines, oldest first.
  var tail: [String] { recent }
}
