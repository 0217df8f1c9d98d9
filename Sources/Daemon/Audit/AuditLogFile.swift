import APIMachinery
import AccessControl
import Basics
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Audit events in a file, a line each. Put aside as `NAME-TIME.EXT` when it would grow beyond its size; old ones are removed
/// by number and age, as upstream's rotation names and removes them.
///
/// A request waits until its event is written. Written is handed to the kernel: a crash of the process loses nothing, one of the host
/// may.
final class AuditLogFile: AuditSink {
  struct Terms: Sendable {
    var bytesMax = 100 << 20
    /// 0: all.
    var backupsMax = 0
    /// nil: for ever.
    var ageMax: Duration?
    /// Whether a request whose event can't be written goes no further.
    var isStrict = false
    var format = AuditLogFormat.json
    /// Whether logs that were put aside are packed.
    var isCompressed = false
  }

  private struct State {
    var lines: [UInt8] = []
    var waiters: [CheckedContinuation<Bool, Never>] = []
    var isWriting = false
    var packing: Task<Void, Never>?
  }

  private let path: String
  private let terms: Terms
  private let clock: any WallClock
  private let report: @Sendable (String) -> Void
  private let state = Mutex(State())
  /// Touched by the one thread that writes at a time.
  private let file: Mutex<AuditLogWriter>

  /// Throws when the file can't be opened for writing.
  init(path: String, terms: Terms, clock: any WallClock, report: @escaping @Sendable (String) -> Void) throws {
    (self.path, self.terms, self.clock, self.report) = (path, terms, clock, report)
    file = Mutex(try AuditLogWriter(path: path))
    // What an earlier process has put aside.
    packOld()
  }

  @discardableResult
  func record(_ event: Value) async -> Bool {
    let line = terms.format.line(event)
    let isWritten = await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
      let starts = state.withLock { state in
        state.lines += line
        state.waiters.append(continuation)
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if starts { Task { await self.write() } }
    }
    return isWritten || !terms.isStrict
  }

  /// Writes until nothing is left; all that came meanwhile goes in one write.
  private func write() async {
    while true {
      let (lines, waiters) = state.withLock { state in
        defer { (state.lines, state.waiters) = ([], []) }
        if state.waiters.isEmpty { state.isWriting = false }
        return (state.lines, state.waiters)
      }
      guard !waiters.isEmpty else { return }
      var isWritten = true
      do {
        let isRotated = try await onOwnThread { [self] in try file.withLock { try $0.append(lines, terms, now: clock.now) } }
        if isRotated { packOld() }
      } catch {
        report("audit events can't be written to \(path): \(error)")
        isWritten = false
      }
      for waiter in waiters { waiter.resume(returning: isWritten) }
    }
  }
}

extension AuditLogFile {
  /// Beside whoever writes, one at a time; what comes meanwhile is packed the next time.
  private func packOld() {
    guard terms.isCompressed, path != "-" else { return }
    let archive = AuditLogArchive(names: AuditLogNames(path: path))
    state.withLock { state in
      guard state.packing == nil else { return }
      state.packing = Task {
        do { try await onOwnThread { try archive.pack() } } catch { report("old audit logs can't be compressed: \(error)") }
        self.state.withLock { $0.packing = nil }
      }
    }
  }

  /// Returns once nothing is being packed.
  func settle() async { await state.withLock { $0.packing }?.value }
}

/// The file that is open, and its predecessors.
struct AuditLogWriter {
  private let path: String
  private var descriptor: Int32
  private var size: Int

  init(path: String) throws {
    self.path = path
    if path == "-" { (descriptor, size) = (STDOUT_FILENO, 0) } else { (descriptor, size) = try Self.open(path) }
  }

  private static func open(_ path: String) throws -> (Int32, Int) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    return (descriptor, max(0, Int(lseek(descriptor, 0, SEEK_END))))
  }

  /// Answers whether what was there before has been put aside.
  mutating func append(_ bytes: [UInt8], _ terms: AuditLogFile.Terms, now: Timestamp) throws -> Bool {
    let isFull = path != "-" && size > 0 && size + bytes.count > terms.bytesMax
    if isFull { rotate(terms, now) }
    try TextFile.writeAll(bytes, to: descriptor, path)
    size += bytes.count
    return isFull
  }

  private mutating func rotate(_ terms: AuditLogFile.Terms, _ now: Timestamp) {
    let names = AuditLogNames(path: path)
    let backup = names.backup(at: now)
    guard rename(path, backup) == 0, let opened = try? Self.open(path) else {
      // Events go on into the file that there is: too large a log is better than none. It is tried again when as much has been added.
      _ = rename(backup, path)
      size = 0
      return
    }
    close(descriptor)
    (descriptor, size) = opened
    for old in names.superseded(DirectoryListing.names(names.directory) ?? [], terms, now: now) { unlink(names.directory + "/" + old) }
  }
}
