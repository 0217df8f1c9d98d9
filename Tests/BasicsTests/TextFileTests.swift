import Basics
import Glibc
import Testing

@Suite struct TextFileTests {
  /// The names of the events that inotify(7) has seen in a directory, in order; that of the directory itself is empty.
  private func events(_ directory: String, _ body: () throws -> Void) throws -> [String] {
    let inotify = inotify_init1(Int32(IN_NONBLOCK))
    try #require(inotify >= 0)
    defer { close(inotify) }
    try #require(inotify_add_watch(inotify, directory, UInt32(IN_MOVED_TO | IN_OPEN | IN_CREATE)) >= 0)
    try body()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = max(0, read(inotify, &buffer, buffer.count))
    var names: [String] = []
    var position = 0
    while position + 16 <= count {
      let length = buffer[position + 12..<position + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
      names.append(String(decoding: buffer[position + 16..<position + 16 + length].prefix { $0 != 0 }, as: UTF8.self))
      position += 16 + length
    }
    return names
  }

  private func withDirectory(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/kctl-text-XXXXXX\0".utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      throw SystemError("mkdtemp", "/tmp")
    }
    let directory = String(cString: made)
    defer {
      for path in ["/a", "/b/c", "/b", ""] where unlink(directory + path) != 0 { rmdir(directory + path) }
    }
    try body(directory)
  }

  @Test func `a write ends with opening the directory, which is what its sync needs`() throws {
    try withDirectory { directory in
      let lasting = try events(directory) { try TextFile.write("text", to: directory + "/a") }
      #expect(lasting.suffix(2) == ["a", ""])
      let passing = try events(directory) { try TextFile.write([], to: directory + "/a", isLasting: false) }
      #expect(passing.last == "a")
      #expect(try TextFile.read(directory + "/a") == "")
    }
  }

  @Test func `directories that are to last are synced into their parents, also those that were there`() throws {
    try withDirectory { directory in
      let made = try events(directory) { try TextFile.makeDirectories(directory + "/b/c", isLasting: true) }
      #expect(made == ["b", "", "b"])
      let again = try events(directory) { try TextFile.makeDirectories(directory + "/b/c", isLasting: true) }
      #expect(again == ["", "b"])
      let passing = try events(directory) { try TextFile.makeDirectories(directory + "/b/c") }
      #expect(passing == [])
    }
  }

  @Test func `the parent of a path`() {
    #expect(["/a/b", "/a", "a", "a/b"].map(TextFile.parent) == ["/a", "/", ".", "a"])
  }
}
