import Basics
import Glibc

/// Reads the journal's files at start, and decides what a broken end means.
struct JournalReader {
  struct Frame {
    var sequence: UInt64
    var payload: ArraySlice<UInt8>
    /// Where in its file it starts, for messages.
    var offset: Int
  }

  struct FileContent {
    var path: String
    var first: UInt64
    var frames: [Frame]
  }

  static func fileName(_ first: UInt64) -> String {
    let hex = String(first, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex + ".log"
  }

  /// Every intact group, oldest first. An unfinished last group, which nobody was told about, is cut off; so is what a file that was
  /// given up after a failed write holds of the group with which the next file starts, by its name.
  static func read(_ directory: String) throws(GitStoreError) -> [FileContent] {
    let names = try fileNames(directory)
    var files: [FileContent] = []
    for (position, name) in names.enumerated() {
      let next = position + 1 < names.count ? firstSequence(names[position + 1]) : nil
      var (file, broken) = try readFile(directory + "/" + name)
      if let refused = file.frames.last, refused.sequence == next, broken == nil {
        try cut(file.path, to: refused.offset)
        file.frames.removeLast()
      }
      if let before = files.last, let last = before.frames.last?.sequence, let first = file.frames.first?.sequence, first != last + 1 {
        throw .corruptJournal(file: file.path, offset: 0, reason: "groups \(last + 1) to \(first - 1) are missing before it")
      }
      if let broken {
        let isGivenUp = next == (file.frames.last?.sequence ?? file.first - 1) + 1
        guard isGivenUp || next == nil && JournalFrame.isUnfinished(broken.bytes, from: broken.offset) else {
          throw .corruptJournal(
            file: file.path, offset: broken.offset, reason: "the group there is damaged, and it had been acknowledged")
        }
        try cut(file.path, to: broken.offset)
      }
      if file.frames.isEmpty { unlink(file.path) } else { files.append(file) }
    }
    return files
  }

  /// The file's intact groups, and where the first one that isn't intact starts.
  private static func readFile(
    _ path: String
  ) throws(GitStoreError) -> (file: FileContent, broken: (bytes: [UInt8], offset: Int)?) {
    let bytes = try contents(path)
    var file = FileContent(path: path, first: firstSequence(path), frames: [])
    var offset = 0
    while offset < bytes.count {
      guard let header = JournalFrame.header(bytes, at: offset), let payload = JournalFrame.payload(bytes, header, at: offset) else {
        return (file, (bytes, offset))
      }
      let expected = file.frames.last.map { $0.sequence + 1 } ?? file.first
      guard header.sequence == expected else {
        throw .corruptJournal(file: path, offset: offset, reason: "group \(expected) is missing, \(header.sequence) stands there")
      }
      file.frames.append(Frame(sequence: header.sequence, payload: payload, offset: offset))
      offset += JournalFrame.headerLength + header.length
    }
    return (file, nil)
  }

  private static func contents(_ path: String) throws(GitStoreError) -> [UInt8] {
    do { return try TextFile.readBytes(path) } catch { throw .system(error) }
  }

  private static func firstSequence(_ path: String) -> UInt64 {
    UInt64(path.dropLast(4).suffix(16), radix: 16) ?? 0
  }

  private static func cut(_ path: String, to length: Int) throws(GitStoreError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(SystemError("open", path)) }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(length)) == 0, fdatasync(descriptor) == 0 else {
      throw .system(SystemError("truncate", path))
    }
  }

  private static func fileNames(_ directory: String) throws(GitStoreError) -> [String] {
    guard let names = DirectoryListing.names(directory) else { throw .system(SystemError("open", directory)) }
    return names.filter { $0.hasSuffix(".log") }.sorted()
  }
}
