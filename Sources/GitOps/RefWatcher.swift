import Basics
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Signals when something under a repository's refs may have changed (inotify(7)), whoever changed it: a push, a commit, a merge.
///
/// Signals are hints: several changes may give one, and one change may give several.
public final class RefWatcher: Sendable {
  private let inotify: Int32
  private let continuation: AsyncStream<Void>.Continuation
  public let changes: AsyncStream<Void>

  /// Throws `SystemError`-like text when the kernel refuses (the limit of inotify instances, a missing directory).
  public init(gitDirectory: String) throws {
    inotify = inotify_init1(Int32(IN_CLOEXEC))
    guard inotify >= 0 else { throw RefWatcherError("inotify: \(String(cString: strerror(errno))); fs.inotify.max_user_instances may be too low") }
    (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    // A ref changes by a rename into its directory; packed refs by a rename into the git directory.
    let mask = UInt32(IN_MOVED_TO) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_DELETE)
    for directory in [gitDirectory, gitDirectory + "/refs/heads"] where inotify_add_watch(inotify, directory, mask) < 0 {
      let reason = String(cString: strerror(errno))
      close(inotify)
      throw RefWatcherError("watch \(directory): \(reason)")
    }
    try startThread()
  }

  /// Hints that references may have changed: those of a watcher, or, where the kernel refuses one, one every few seconds, after `refused`
  /// was told why.
  public static func hints(
    gitDirectory: String, clock: any WallClock, refused: (any Error) -> Void
  ) -> AsyncStream<Void> {
    do { return try RefWatcher(gitDirectory: gitDirectory).changes } catch { refused(error) }
    return AsyncStream<Void>(unfolding: { try? await clock.sleep(for: pollPause) })
  }

  /// As long as people wait for what they pushed without thinking that nothing happens.
  public static let pollPause = Duration.seconds(3)

  private func startThread() throws {
    var thread = pthread_t()
    let reader = Unmanaged.passRetained(Reader(inotify: inotify, continuation: continuation))
    let code = pthread_create(&thread, nil, { argument in
      guard let argument else { return nil }
      let reader = Unmanaged<Reader>.fromOpaque(argument).takeRetainedValue()
      reader.run()
      return nil
    }, reader.toOpaque())
    guard code == 0 else {
      reader.release()
      close(inotify)
      throw RefWatcherError("watch references: no thread can be started: \(String(cString: strerror(code)))")
    }
    pthread_detach(thread)
  }

  /// Ends the stream; the thread ends with the next event, at the latest with the process.
  public func stop() { continuation.finish() }
}

public struct RefWatcherError: Error, Sendable, CustomStringConvertible {
  public var description: String
  init(_ description: String) { self.description = description }
}

private final class Reader: Sendable {
  let inotify: Int32
  let continuation: AsyncStream<Void>.Continuation
  init(inotify: Int32, continuation: AsyncStream<Void>.Continuation) { (self.inotify, self.continuation) = (inotify, continuation) }

  func run() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(inotify, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      if case .terminated = continuation.yield() { break }
    }
    close(inotify)
  }
}
