import Glibc
import Synchronization

/// Tells when files change, with one thread that waits in inotify for all of them. Nothing is polled.
final class FileWatch: Sendable {
  private struct State {
    var nextID = 0
    var listeners: [Int32: [Int: AsyncStream<Void>.Continuation]] = [:]
  }

  private let descriptor: Int32
  private let state = Mutex(State())

  init() throws(FileError) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw FileError("inotify_init", "") }
  }

  /// Starts the thread; it holds the watch for the rest of the process's life.
  func start() throws(FileError) {
    let body = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, { pointer in
      guard let pointer else { return nil }
      Unmanaged<FileWatch>.fromOpaque(pointer).takeRetainedValue().wait()
      return nil
    }, body.toOpaque())
    guard result == 0 else {
      body.release()
      throw FileError("pthread_create", "", code: result)
    }
    pthread_detach(thread)
  }

  /// An element after each change of the file, or of the names in the directory; changes that nobody has taken yet are one.
  func changes(of path: String) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let events = [IN_MODIFY, IN_MOVE_SELF, IN_DELETE_SELF, IN_CREATE, IN_DELETE, IN_MOVED_TO, IN_MOVED_FROM]
    let mask = events.reduce(0) { $0 | UInt32($1) }
    state.withLock { state in
      let watch = inotify_add_watch(descriptor, path, mask)
      guard watch >= 0 else { return }
      state.nextID += 1
      let id = state.nextID
      state.listeners[watch, default: [:]][id] = continuation
      continuation.onTermination = { [weak self] _ in self?.remove(watch, id) }
    }
    return stream
  }

  private func remove(_ watch: Int32, _ id: Int) {
    state.withLock { state in
      state.listeners[watch]?[id] = nil
      if state.listeners[watch]?.isEmpty == true {
        state.listeners[watch] = nil
        inotify_rm_watch(descriptor, watch)
      }
    }
  }

  private func wait() {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let headerSize = MemoryLayout<inotify_event>.size
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      var offset = 0
      var changed: Set<Int32> = []
      while offset + headerSize <= count {
        let event = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: inotify_event.self) }
        changed.insert(event.wd)
        offset += headerSize + Int(event.len)
      }
      let listeners = state.withLock { state in changed.flatMap { state.listeners[$0].map { Array($0.values) } ?? [] } }
      for listener in listeners { listener.yield() }
    }
  }
}
