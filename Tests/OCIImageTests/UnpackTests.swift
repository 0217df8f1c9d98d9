import Basics
import Glibc
import Testing

@testable import OCIImage

@Suite struct UnpackTests {
  private func unpack(_ entries: [Entry], into root: String, scratch: String) throws {
    try writeArchive(entries, to: scratch + "/layer.tar")
    try LayerUnpacker.unpack(try FileSource(path: scratch + "/layer.tar").decompressed(), into: root)
  }

  @Test("files, directories, links and modes come out as they went in")
  func kinds() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      let long = "d/" + String(repeating: "long-name-", count: 20)
      try unpack(
        [
          .directory("d", mode: 0o750), Entry("d/tool", "#!", mode: 0o4755), .link("d/link", to: "../d/tool"),
          .hardLink("same", to: "d/tool"),
          Entry("implicit/parent/file", "x"), Entry(long, "long"), Entry("pipe", kind: .fifo),
        ], into: root, scratch: scratch)
      var information = stat()
      #expect(lstat(root + "/d/tool", &information) == 0 && information.st_mode & 0o7777 == 0o4755 && information.st_nlink == 2)
      #expect(lstat(root + "/d", &information) == 0 && information.st_mode & 0o7777 == 0o750)
      #expect(try TextFile.read(root + "/d/link") == "#!")
      #expect(try TextFile.read(root + "/implicit/parent/file") == "x")
      #expect(try TextFile.read(root + "/" + long) == "long")
      #expect(lstat(root + "/pipe", &information) == 0 && information.st_mode & S_IFMT == S_IFIFO)
    }
  }

  @Test("nothing is written outside of the root")
  func escapes() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      try TextFile.write("safe", to: scratch + "/secret")
      try unpack(
        [
          Entry("../dotdot", "x"), Entry("/absolute", "x"), .link("up", to: ".."), .link("abs", to: scratch),
          .directory(String(scratch.dropFirst())), Entry("abs/planted", "x"), Entry("a/../../../b", "x"),
        ], into: root, scratch: scratch)
      #expect(!exists(scratch + "/dotdot") && !exists("/absolute") && !exists(scratch + "/planted") && !exists(scratch + "/b"))
      #expect(exists(root + "/dotdot") && exists(root + "/absolute") && exists(root + "/b"))
      // An absolute link is followed within the root.
      #expect(exists(root + scratch + "/planted"))
      try unpack([Entry("up/upper", "x")], into: root, scratch: scratch)
      #expect(!exists(scratch + "/upper") && exists(root + "/upper"))
      #expect(throws: ImageError.self) { try unpack([.hardLink("stolen", to: "up/secret")], into: root, scratch: scratch) }
      // Removing a link's name removes the link, not what it points to.
      try unpack([Entry(".wh.abs")], into: root, scratch: scratch)
      #expect(!exists(root + "/abs") && exists(scratch + "/secret"))
    }
  }

  @Test("a file replaces a link instead of being written through it")
  func replacesLinks() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      try TextFile.write("safe", to: scratch + "/victim")
      try unpack([.link("file", to: scratch + "/victim"), Entry("file", "new")], into: root, scratch: scratch)
      #expect(try TextFile.read(scratch + "/victim") == "safe")
      #expect(try TextFile.read(root + "/file") == "new")
    }
  }

  @Test("whiteouts remove, opaque directories keep only their own layer's")
  func whiteouts() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      try unpack([Entry("a/old", "1"), Entry("b/old", "1"), Entry("b/sub/deep", "1")], into: root, scratch: scratch)
      try unpack([Entry("a/.wh.old"), Entry("b/new", "2"), Entry("b/.wh..wh..opq"), Entry(".wh.never")], into: root, scratch: scratch)
      #expect(!exists(root + "/a/old") && exists(root + "/a"))
      #expect(!exists(root + "/b/old") && !exists(root + "/b/sub") && exists(root + "/b/new"))
    }
  }

  @Test("damaged archives are refused")
  func damaged() throws {
    try withTemporaryDirectory { scratch in
      try writeArchive([Entry("f", String(repeating: "x", count: 5_000))], to: scratch + "/t")
      let bytes = try TextFile.readBytes(scratch + "/t")
      func unpack(_ bytes: [UInt8]) throws { try LayerUnpacker.unpack(BytesSource(bytes), into: scratch) }
      #expect(throws: ImageError.self) { try unpack(Array(bytes.prefix(3_000))) }
      var flipped = bytes
      flipped[10] ^= 1
      #expect(throws: ImageError.self) { try unpack(flipped) }
    }
  }

  @Test("gzip: several members are one stream, a cut one is refused")
  func gzip() throws {
    let text = [UInt8](repeating: 65, count: 200_000)
    let packed = gzipped(text) + gzipped(text)
    #expect(try GzipSource(BytesSource(packed)).readExactly(400_000) == text + text)
    let cut = try GzipSource(BytesSource(Array(packed.prefix(packed.count - 20))))
    #expect(throws: ImageError.self) {
      while try cut.readExactly(1000) != nil {}
    }
  }
}
