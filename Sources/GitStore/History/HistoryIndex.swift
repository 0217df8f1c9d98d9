import Basics
import GitObjects
import Glibc
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

  private static let magic = Array("kctlhst1".utf8)
  /// First, last, the id's length, the id, CRC32C of all that.
  private static let recordLength = 8 + 8 + 1 + 32 + 4

  private let path: String
  private let descriptor: Int32
  private(set) var count: Int

  /// Opens the file, or makes a new one.
  init(gitDirectory: String) throws(SystemError) {
    path = gitDirectory + "/kctl/history"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    count = 0
    if !validate() { try clear() }
  }

  /// Whether the whole file is what was written; then all of it counts.
  private func validate() -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0, read(0, Self.magic.count) == Self.magic else { return false }
    let records = (Int(status.st_size) - Self.magic.count) / Self.recordLength
    let portion = 4_096
    var last = Revision.zero
    for start in stride(from: 0, to: records, by: portion) {
      let number = min(portion, records - start)
      guard let bytes = read(Self.magic.count + start * Self.recordLength, number * Self.recordLength) else { return false }
      for position in 0..<number {
        let record = bytes[(position * Self.recordLength)..<((position + 1) * Self.recordLength)]
        guard let step = Self.step(record), step.first <= step.last, step.last >= last else { return false }
        last = step.last
      }
    }
    count = records
    return true
  }

  deinit { close(descriptor) }

  private func clear() throws(SystemError) {
    guard ftruncate(descriptor, 0) == 0 else { throw SystemError("truncate", path) }
    try write(Self.magic, at: 0)
    count = 0
  }

  /// Nil for a damaged record.
  subscript(position: Int) -> Step? {
    read(Self.magic.count + position * Self.recordLength, Self.recordLength).flatMap { Self.step($0[...]) }
  }

  private static func step(_ record: ArraySlice<UInt8>) -> Step? {
    let start = record.startIndex
    let checksum = number(record[(start + recordLength - 4)...])
    guard UInt64(CRC32C.checksum(record[..<(start + recordLength - 4)])) == checksum, record[start + 16] <= 32,
      let commit = CommitID(bytes: record[(start + 17)..<(start + 17 + Int(record[start + 16]))])
    else { return nil }
    return Step(first: Revision(number(record[start..<start + 8])), last: Revision(number(record[start + 8..<start + 16])), commit: commit)
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
    let offset = Self.magic.count + kept * Self.recordLength
    guard ftruncate(descriptor, off_t(offset)) == 0 else { throw SystemError("truncate", path) }
    count = kept
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
    try write(bytes, at: offset)
    count = kept + steps.count
  }

  private static func append(_ value: UInt64, _ width: Int, _ bytes: inout [UInt8]) {
    for shift in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift * 8))) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func read(_ offset: Int, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done)) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw SystemError("write", path) }
      done += written
    }
  }
}
