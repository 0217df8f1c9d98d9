import Basics
import Glibc
import Testing

@testable import OCIImage

/// Image archives that were made to harm the host that loads them: refused, and nothing of them stays.
@Suite struct HostileArchiveTests {
  private static func refuses(_ path: String, in scratch: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let store = try ImageStore(directory: scratch + "/store")
    #expect(throws: ImageError.self, sourceLocation: sourceLocation) { try store.importImages(from: path) }
    #expect(try store.images().isEmpty, sourceLocation: sourceLocation)
    let left = ["ingest", "snapshots"].flatMap { DirectoryListing.names(scratch + "/store/" + $0) ?? [] }
    #expect(left == [], sourceLocation: sourceLocation)
  }

  private static let manifest = #"[{"Config":"c.json","RepoTags":["d:1"],"Layers":["layer"]}]"#

  /// An archive as `docker save` makes it, whose layer is what is given.
  private static func docker(_ layer: Entry) -> [Entry] {
    [Entry("c.json", #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#), layer, Entry("manifest.json", manifest)]
  }

  @Test(arguments: [
    Entry("layer", kind: .characterDevice(major: 1, minor: 5)), Entry("layer", kind: .blockDevice(major: 7, minor: 0)), Entry("layer", kind: .fifo),
    .link("layer", to: "/etc/passwd"), .link("layer", to: "../../../../etc/passwd"), .link("layer", to: "layer"), .hardLink("layer", to: "../../../etc/passwd"),
    .hardLink("layer", to: "/etc/passwd"), .directory("layer"), .link("layer", to: "/proc/self/environ"),
  ])
  func `a layer that is a device, a pipe, or a way out is none`(layer: Entry) throws {
    try withTemporaryDirectory { scratch in
      try writeArchive(Self.docker(layer), to: scratch + "/a.tar")
      try Self.refuses(scratch + "/a.tar", in: scratch)
    }
  }

  @Test func `a layout with pipes and devices in place of its files is refused at once`() throws {
    for name in ["index.json", "manifest.json"] {
      try withTemporaryDirectory { scratch in
        mkdir(scratch + "/layout", 0o755)
        #expect(mkfifo("\(scratch)/layout/\(name)", 0o600) == 0)
        try Self.refuses(scratch + "/layout", in: scratch)
      }
    }
  }

  // MARK: - numbers

  /// The archive with other bytes in its first header, whose checksum is right all the same.
  private static func patched(_ archive: [UInt8], at offset: Int, with bytes: [UInt8]) -> [UInt8] {
    var result = archive
    result.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    result.replaceSubrange(148..<156, with: Array(repeating: 32, count: 8))
    let sum = result[..<512].reduce(0) { $0 + Int($1) }
    let digits = String(sum, radix: 8)
    result.replaceSubrange(148..<156, with: Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8) + [0, 32])
    return result
  }

  private static func archive(_ entry: Entry, in scratch: String) throws -> [UInt8] {
    try writeArchive([entry], to: scratch + "/plain.tar")
    return try TextFile.readBytes(scratch + "/plain.tar")
  }

  @Test(arguments: ["f", ".wh.f", "d/.wh..wh..opq", ".wh..wh.aufs", "d/"])
  func `sizes beyond all measure are refused, of whatever the entry is`(name: String) throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      let plain = try Self.archive(Entry(name, ""), in: scratch)
      let most: [UInt8] = [0x80, 0, 0, 0, 0x7f] + Array(repeating: 0xff, count: 7)
      let beyond: [UInt8] = [0x80] + Array(repeating: 0xff, count: 11)
      let negative: [UInt8] = Array(repeating: 0xff, count: 12)
      // A directory has no content, whatever is said of it.
      let gibibytes = name == "d/" ? [] : [Array("77777777777\0".utf8)]
      for size in [most, beyond, negative] + gibibytes {
        let bytes = Self.patched(plain, at: 124, with: size)
        #expect(throws: ImageError.self, "\(size)") { try LayerUnpacker.unpack(BytesSource(bytes), into: root) }
      }
    }
  }

  @Test(arguments: [
    "mtime=-9223372036854775808", "mtime=9223372036854775807.9", "mtime=1.\u{e9}", "size=9223372036854775807", "size=-1", "uid=-1", "gid=99999999999999", "path=",
    "linkpath=", "SCHILY.xattr.=", "SCHILY.xattr.user.a=\u{0}",
  ])
  func `records with numbers that nobody means break nothing`(record: String) throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      let rest = " " + record + "\n"
      var length = rest.utf8.count + 1
      while String(length).utf8.count + rest.utf8.count != length { length += 1 }
      let body = String(length) + rest
      let header = Self.patched(try Self.archive(Entry("pax", body), in: scratch), at: 156, with: [UInt8(ascii: "x")])
      let file = try Self.archive(Entry(".wh.f", "x"), in: scratch)
      // The end of the first archive, two empty blocks, is left out.
      _ = try? LayerUnpacker.unpack(BytesSource(Array(header.dropLast(1_024)) + file), into: root)
      #expect(DirectoryListing.names(root)?.contains { $0.hasPrefix("..") } == false)
    }
  }

  // MARK: - bombs

  @Test func `what is packed small and unpacks large ends at its limit`() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      let plain = try Self.archive(Entry("zeros", String(repeating: "\0", count: 3 << 20)), in: scratch)
      let bomb = gzipped(plain)
      #expect(bomb.count < 10_000)
      var limits = LayerUnpacker.Limits()
      limits.contentBytes = 1 << 20
      let source = try GzipSource(BytesSource(bomb))
      #expect(throws: ImageError(.corrupt, "the archive holds more than 1 MiB")) { try LayerUnpacker.unpack(source, into: root, limits: limits) }
      var information = stat()
      #expect(lstat(root + "/zeros", &information) == 0 && information.st_size <= 1 << 20)
    }
  }

  @Test func `so does one of more entries than any image has`() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/root"
      mkdir(root, 0o755)
      try writeArchive((0..<20).map { Entry("f\($0)", "") }, to: scratch + "/a.tar")
      var limits = LayerUnpacker.Limits()
      limits.entries = 10
      #expect(throws: ImageError.self) { try LayerUnpacker.unpack(try FileSource(path: scratch + "/a.tar"), into: root, limits: limits) }
      #expect(DirectoryListing.names(root)?.count == 10)
    }
  }

  // MARK: - anything

  @Test func `no archive makes the reader fail otherwise than by saying so, or writes beside its root`() throws {
    try withTemporaryDirectory { scratch in
      try writeArchive(
        [
          .directory("d"), Entry("d/f", "text"), .link("d/l", to: "../../x"), .hardLink("h", to: "d/f"), Entry("../e", "x"), Entry("d/.wh.f"),
          Entry("long/" + String(repeating: "n", count: 150), "y"), Entry("p", kind: .fifo),
        ], to: scratch + "/a.tar")
      let good = try TextFile.readBytes(scratch + "/a.tar")
      let packed = gzipped(good)
      let random = SeededRandom(seed: 11)
      for round in 0..<1_500 {
        let root = scratch + "/root"
        mkdir(root, 0o755)
        var bytes = round % 4 == 0 ? packed : good
        for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.below(256)) }
        // Headers whose checksum is wrong are refused at once: most are made right again.
        if round % 4 != 0, random.below(3) > 0 { bytes = Self.patched(bytes, at: 0, with: Array(bytes[..<1])) }
        let source: any ByteSource = round % 4 == 0 ? try GzipSource(BytesSource(bytes)) : BytesSource(bytes)
        do { try LayerUnpacker.unpack(source, into: root) } catch {}
        ImageStore.discard(root)
      }
      #expect(DirectoryListing.names(scratch)?.sorted() == ["a.tar"])
    }
  }
}
