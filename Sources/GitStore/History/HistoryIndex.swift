import Basics
import GitObjects
import Store

/// `<gitdir>/kctl/history`: which commit of `live` holds which revisions, oldest first, as records of one length that are searched on
/// the disk, so that it takes no memory however long the history is (design I11).
///
/// Never the truth: `HistoryReader` compares it with git whenever it is used, and a damaged one is rebuilt. Used by one thread at a time.
final class HistoryIndex {
  /// A commit of the first-parent chain, and the revisions that its trailer tells.
  struct Step: Equatable {
    var first: Revision
    var last: Revision
    var commit: CommitID
  }

  /// First, last, the id's length, the id, CRC32C of all that.
  private static let recordLength = 8 + 8 + 1 + 32 + 4
  private static let portion = 4_096

  private let file: RecordFile
  var count: Int { file.count }

  /// Opens the file, or makes a new one.
  init(gitDirectory: String) throws(SystemError) {
    file = try RecordFile(path: gitDirectory + "/kctl/history", kind: "kctlhst1", recordLength: Self.recordLength)
    if !isSound() { try file.clear() }
  }

  /// Whether the whole file is what was written.
  private func isSound() -> Bool {
    var last = Revision.zero
    for start in stride(from: 0, to: count, by: Self.portion) {
      guard let bytes = file.records(start..<min(start + Self.portion, count)) else { return false }
      let isSound = bytes.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: Self.recordLength).allSatisfy { offset in
          guard let step = Self.step(bytes, at: offset), step.first <= step.last, step.last >= last else { return false }
          last = step.last
          return true
        }
      }
      guard isSound else { return false }
    }
    return true
  }

  /// Nil for a damaged record.
  subscript(position: Int) -> Step? {
    file.records(position..<position + 1).flatMap { bytes in bytes.withUnsafeBytes { Self.step($0, at: 0) } }
  }

  private static func step(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Step? {
    let record = UnsafeRawBufferPointer(rebasing: bytes[start..<start + recordLength])
    let checksum = UInt32(littleEndian: record.loadUnaligned(fromByteOffset: recordLength - 4, as: UInt32.self))
    guard CRC32C.checksum(UnsafeRawBufferPointer(rebasing: record[..<(recordLength - 4)])) == checksum, record[16] <= 32,
      let commit = CommitID(bytes: record[17..<17 + Int(record[16])])
    else { return nil }
    func number(_ offset: Int) -> UInt64 { UInt64(littleEndian: record.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    return Step(first: Revision(number(0)), last: Revision(number(8)), commit: commit)
  }

  /// The first step that reaches the revision; `count` when none does, nil when the file is damaged.
  func position(reaching revision: Revision) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      guard let step = self[middle] else { return nil }
      if step.last < revision { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Keeps the first `kept` records and puts these behind them.
  func replace(from kept: Int, with steps: [Step]) throws(SystemError) {
    try file.truncate(to: kept)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(steps.count * Self.recordLength)
    for step in steps {
      let start = bytes.count
      Self.append(step.first.rawValue, 8, &bytes)
      Self.append(step.last.rawValue, 8, &bytes)
      let id = step.commit.bytes
      bytes.append(UInt8(id.count))
      bytes += id + [UInt8](repeating: 0, count: 32 - id.count)
      Self.append(UInt64(CRC32C.checksum(bytes[start...])), 4, &bytes)
    }
    try file.append(bytes)
  }

  private static func append(_ value: UInt64, _ width: Int, _ bytes: inout [UInt8]) {
    for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift * 8))) }
  }
}
