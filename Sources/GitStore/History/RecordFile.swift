import Basics
import Glibc

/// A file of records of one length, behind the bytes that say what it is. What a record means, and whether it is sound, its owner knows.
///
/// A file of another kind is emptied when it is opened; part of a record at the end doesn't count. Used by one thread at a time.
final class RecordFile {
  private let path: String
  private let kind: [UInt8]
  private let recordLength: Int
  private let descriptor: Int32
  private(set) var count = 0

  /// Opens the file, or makes a new one.
  init(path: String, kind: String, recordLength: Int) throws(SystemError) {
    (self.path, self.kind, self.recordLength) = (path, Array(kind.utf8), recordLength)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    var status = stat()
    if fstat(descriptor, &status) == 0, read(0, self.kind.count) == self.kind {
      count = (Int(status.st_size) - self.kind.count) / recordLength
    } else {
      try clear()
    }
  }

  deinit { close(descriptor) }

  /// The bytes of these records, one after the other; nil when they can't be read.
  func records(_ range: Range<Int>) -> [UInt8]? { read(offset(range.lowerBound), range.count * recordLength) }

  func clear() throws(SystemError) {
    guard ftruncate(descriptor, 0) == 0 else { throw SystemError("truncate", path) }
    try write(kind, at: 0)
    count = 0
  }

  /// Keeps the first `kept` records.
  func truncate(to kept: Int) throws(SystemError) {
    guard ftruncate(descriptor, off_t(offset(kept))) == 0 else { throw SystemError("truncate", path) }
    count = kept
  }

  /// `records`: whole ones, one after the other.
  func append(_ records: [UInt8]) throws(SystemError) {
    try write(records, at: offset(count))
    count += records.count / recordLength
  }

  private func offset(_ record: Int) -> Int { kind.count + record * recordLength }

  private func read(_ offset: Int, _ length: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: length)
    return pread(descriptor, &bytes, length, off_t(offset)) == length ? bytes : nil
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
