import Basics
import Glibc
import Synchronization

/// The write-ahead log: files `journal/<sequence of the first group>.log`, appended to and synced group by group.
///
/// One thread appends, another trims. Appending blocks until the group is on the disk.
final class Journal: Sendable {
  private struct Segment {
    var path: String
    var first: UInt64
    var last: UInt64
  }

  private struct State {
    var descriptor: Int32 = -1
    /// How much of the current file is acknowledged; what lies behind is the rest of a failed write.
    var length: Int = 0
    var current: Segment?
    var sealed: [Segment] = []
    /// The newest sealed file may end in the whole of a refused group. A next file tells by its name that it doesn't count.
    var holdsRefused = false
    var next: UInt64
  }

  private let directory: String
  private let rotationBytes: Int
  private let state: Mutex<State>

  /// Goes on after the groups found by `JournalReader`.
  init(directory: String, found: [JournalReader.FileContent], next: UInt64, rotationBytes: Int = 4 << 20) {
    self.directory = directory
    self.rotationBytes = rotationBytes
    var state = State(next: next)
    state.sealed = found.map { Segment(path: $0.path, first: $0.first, last: $0.frames.last?.sequence ?? 0) }
    self.state = Mutex(state)
  }

  deinit { close() }

  /// Makes one group durable and answers its sequence. When it throws, a later append may succeed, and nothing of the group will come
  /// back after a restart, unless the disk neither let it be cut off nor another file be started before the process died.
  func append(_ payload: [UInt8]) throws(SystemError) -> UInt64 {
    try state.withLock { state throws(SystemError) in
      let sequence = state.next
      let frame = JournalFrame.encode(payload, sequence: sequence)
      if state.length >= rotationBytes { Self.seal(&state) }
      if state.descriptor < 0 { try open(&state, first: sequence) }
      do throws(SystemError) {
        try Self.write(frame, state)
      } catch {
        // The rest of a failed write must not stand before the next group.
        let cut = ftruncate(state.descriptor, off_t(state.length)) == 0 && fdatasync(state.descriptor) == 0
        if !cut { state.holdsRefused = true }
        if !cut || state.length == 0 { Self.abandon(&state) }
        // Where this fails too, the next append tries again.
        if state.holdsRefused { try? open(&state, first: sequence) }
        throw error
      }
      state.length += frame.count
      state.current?.last = sequence
      state.next = sequence + 1
      state.holdsRefused = false
      return sequence
    }
  }

  private static func write(_ frame: [UInt8], _ state: State) throws(SystemError) {
    let path = state.current?.path ?? ""
    var offset = 0
    while offset < frame.count {
      let count = frame.withUnsafeBytes {
        pwrite(state.descriptor, $0.baseAddress.map { $0 + offset }, frame.count - offset, off_t(state.length + offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("write", path) }
      offset += count
    }
    guard fdatasync(state.descriptor) == 0 else { throw SystemError("fdatasync", path) }
  }

  private func open(_ state: inout State, first: UInt64) throws(SystemError) {
    let path = directory + "/" + JournalReader.fileName(first)
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("create", path) }
    let folder = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let isSynced = folder >= 0 && fsync(folder) == 0
    let error = SystemError("fsync", directory)
    if folder >= 0 { Glibc.close(folder) }
    guard isSynced else {
      Glibc.close(descriptor)
      unlink(path)
      throw error
    }
    (state.descriptor, state.length) = (descriptor, 0)
    state.current = Segment(path: path, first: first, last: 0)
  }

  /// Ends the current file; the next group starts a new one.
  private static func seal(_ state: inout State) {
    if state.descriptor >= 0 { Glibc.close(state.descriptor) }
    if let current = state.current, current.last > 0 { state.sealed.append(current) }
    (state.descriptor, state.length, state.current) = (-1, 0, nil)
  }

  /// Gives up a file that can't be cut back to its good part; one without a good part is removed.
  private static func abandon(_ state: inout State) {
    if state.length == 0, let path = state.current?.path { unlink(path) }
    seal(&state)
  }

  /// Removes the files that hold nothing after `sequence`. The current file goes too once all of it is done and it has grown.
  func trim(through sequence: UInt64) {
    state.withLock { state in
      if let current = state.current, current.last <= sequence, state.length > rotationBytes / 4 { Self.seal(&state) }
      while let oldest = state.sealed.first, oldest.last <= sequence {
        guard unlink(oldest.path) == 0 || errno == ENOENT else { return }
        state.sealed.removeFirst()
      }
    }
  }

  func close() { state.withLock { Self.seal(&$0) } }
}
