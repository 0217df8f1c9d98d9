import Basics
import Glibc
import Store

/// `<gitdir>/kctl/held`: the changes that wait for `main` though their live commits are in git, so that the journal need not keep all that
/// came after them.
///
/// It is on the disk before `live` tells that their groups are through. What stands in it and is no longer held (a process died before it
/// was emptied) has its commit on `main`, where the trailer names its position. The form: frames as in the journal (`JournalFrame`), each
/// with the place in its group and the change. Used by one thread at a time; calls block on the disk.
final class HeldEdits {
  typealias Edit = (position: JournalPosition, transaction: CommittedTransaction)

  private let path: String
  private let coding: JournalCoding
  private var isThere = false
  private var length = 0
  private var newest: JournalPosition?

  init(gitDirectory: String, coding: JournalCoding) { (path, self.coding) = (gitDirectory + "/kctl/held", coding) }

  /// What the last process left; nil when no process has ever kept such a file. An unfinished end doesn't count: the journal still has it.
  func read() throws -> [Edit]? {
    guard access(path, F_OK) == 0 else { return nil }
    isThere = true
    let bytes = try TextFile.readBytes(path)
    var edits: [Edit] = []
    while let header = JournalFrame.header(bytes, at: length), let payload = JournalFrame.payload(bytes, header, at: length) {
      var reader = ByteReader(payload)
      let index = Int(truncatingIfNeeded: try reader.number())
      let group = try coding.decode(try reader.text()[...], sequence: header.sequence)
      let position = JournalPosition(sequence: header.sequence, index: index)
      for transaction in group.transactions { edits.append((position, transaction)) }
      newest = position
      length += JournalFrame.headerLength + header.length
    }
    return edits
  }

  /// Makes it hold what is held now, oldest first, durably.
  func keep(_ held: [Edit]) throws(SystemError) {
    let new = held.filter { edit in newest.map { edit.position > $0 } ?? true }
    let isEmptied = held.isEmpty && length > 0
    guard !isThere || isEmptied || !new.isEmpty else { return }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("create", path) }
    defer { close(descriptor) }
    if isEmptied { (length, newest) = (0, nil) }
    let bytes = new.flatMap(encode)
    // Behind what counts there may be the rest of a failed write.
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw SystemError("truncate", path) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset, off_t(length + offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("write", path) }
      offset += count
    }
    guard fdatasync(descriptor) == 0 else { throw SystemError("fdatasync", path) }
    if !isThere { try TextFile.syncDirectory(TextFile.parent(of: path)) }
    isThere = true
    length += bytes.count
    newest = new.last?.position ?? newest
  }

  private func encode(_ edit: Edit) -> [UInt8] {
    var transaction = edit.transaction
    // What it did to the objects is on `live`.
    (transaction.changes, transaction.adoption) = ([], nil)
    var writer = ByteWriter()
    writer.write(edit.position.index)
    writer.write(coding.encode([transaction]))
    return JournalFrame.encode(writer.bytes, sequence: edit.position.sequence)
  }
}
