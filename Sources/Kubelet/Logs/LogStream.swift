import Basics
import Client
import Glibc

/// A container's log as a reader asked for it, pulled chunk by chunk: nothing is read before it is wanted.
actor LogStream {
  private let path: String
  private let follows: Bool
  private let tailLines: Int?
  private let threads: BlockingThreads
  private let watch: FileWatch?
  /// False once the container has ended: then the end of the file is the end of the log.
  private let isRunning: @Sendable () -> Bool
  /// An element when the container may have ended.
  private let ends: AsyncStream<Void>
  private var decoder: CRILogDecoder
  private var file: LogFile?
  private var wakeUps: AsyncStream<Void>.Iterator?
  private var relays: [Task<Void, Never>] = []

  init(
    path: String, request: ContainerLogRequest, threads: BlockingThreads, watch: FileWatch?, ends: AsyncStream<Void>,
    isRunning: @escaping @Sendable () -> Bool
  ) {
    (self.path, self.threads, self.watch, self.ends, self.isRunning) = (path, threads, watch, ends, isRunning)
    follows = request.follow
    tailLines = request.tailLines
    decoder = CRILogDecoder(since: request.since, showsTimestamps: request.timestamps, limitBytes: request.limitBytes)
  }

  /// nil at the end.
  func next() async throws -> [UInt8]? {
    while !Task.isCancelled, !decoder.isExhausted {
      if file == nil { file = try await open(tail: tailLines) }
      guard let file else { return nil }
      // Before reading: what is written while the container ends is read all the same.
      let wasRunning = isRunning()
      let bytes = try await threads.run { try file.read() }
      if !bytes.isEmpty {
        let output = decoder.decode(bytes)
        if !output.isEmpty { return output }
        continue
      }
      if follows, try await reopenIfRotated() { continue }
      guard follows, wasRunning else { break }
      await waitForChange()
    }
    finish()
    return nil
  }

  private func open(tail: Int?) async throws -> LogFile {
    let path = path
    return try await threads.run { try LogFile(path, tailLines: tail) }
  }

  /// A rotated log goes on in a new file of the same name.
  private func reopenIfRotated() async throws -> Bool {
    guard let file else { return false }
    let path = path
    let replacement = await threads.run { () -> LogFile? in
      guard file.isReplaced(at: path) else { return nil }
      return try? LogFile(path, tailLines: nil)
    }
    guard let replacement else { return false }
    self.file = replacement
    return true
  }

  private func waitForChange() async {
    if wakeUps == nil {
      let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      var sources = [ends]
      if let watch {
        sources.append(watch.changes(of: path))
        if let directory = Files.parent(of: path) { sources.append(watch.changes(of: directory)) }
      }
      relays = sources.map { source in Task { for await _ in source { continuation.yield() } } }
      wakeUps = stream.makeAsyncIterator()
      // What happened before the watches were set is seen by one more look.
      return
    }
    // The iterator is taken out while it waits: an actor may be entered meanwhile.
    guard var iterator = wakeUps else { return }
    _ = await iterator.next(isolation: self)
    wakeUps = iterator
  }

  private func finish() {
    for relay in relays { relay.cancel() }
    relays = []
    file = nil
  }

  deinit { for relay in relays { relay.cancel() } }
}

/// An open log file and the position in it. Used by one reader at a time.
final class LogFile: @unchecked Sendable {
  // Unchecked: the descriptor is only read, by the one LogStream that owns it, one call after the other.
  private let descriptor: Int32
  private let inode: ino_t

  init(_ path: String, tailLines: Int?) throws(FileError) {
    // A pod that may write where logs are (by hostPath) must not have the node read to it what only the node may: the file is opened as
    // what the runtime made, through no link, and a pipe isn't waited for.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Self.isPlaced(path) else {
      close(descriptor)
      throw FileError("open", path, code: ELOOP)
    }
    inode = status.st_ino
    lseek(descriptor, tailLines.map { LogTail.offset(descriptor, lines: $0) } ?? 0, SEEK_SET)
  }

  deinit { close(descriptor) }

  /// Whether the directories of the container and of its pod, the last two of the path, are no links either.
  private static func isPlaced(_ path: String) -> Bool {
    guard let container = Files.parent(of: path), let pod = Files.parent(of: container) else { return true }
    return [container, pod].allSatisfy { directory in
      Files.status(directory, followsLinks: false).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }
  }

  /// Empty at the end of what is there.
  func read() throws(FileError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count >= 0 { return Array(buffer[..<count]) }
      if errno != EINTR { throw FileError("read", "log") }
    }
  }

  func isReplaced(at path: String) -> Bool { Files.status(path).map { $0.st_ino != inode } ?? false }
}
