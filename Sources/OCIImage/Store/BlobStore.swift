import Basics
import Crypto
import Glibc

/// Content by its hash, in the image-layout's form: `blobs/sha256/<hex>`. The calls block.
struct BlobStore {
  let directory: String
  /// Where files are made before they are renamed to their place; the same file system.
  let ingest: String

  init(root: String) throws(ImageError) {
    (directory, ingest) = (root + "/blobs/sha256", root + "/ingest")
    for path in [directory, ingest] { try asImageError { try TextFile.makeDirectories(path, mode: 0o711) } }
  }

  func path(_ digest: Digest) -> String { directory + "/" + digest.hex }

  func contains(_ digest: Digest) -> Bool { access(path(digest), F_OK) == 0 }

  func size(_ digest: Digest) -> Int64 {
    var information = stat()
    return stat(path(digest), &information) == 0 ? Int64(information.st_size) : 0
  }

  /// A blob's content, checked against its name: for the small ones.
  func bytes(_ digest: Digest) throws(ImageError) -> [UInt8] {
    guard contains(digest) else { throw ImageError(.corrupt, "content \(digest) is missing") }
    let bytes = try asImageError { try TextFile.readBytes(path(digest)) }
    guard Digest(of: bytes) == digest else { throw ImageError(.corrupt, "content \(digest) is damaged") }
    return bytes
  }

  @discardableResult
  func add(_ bytes: [UInt8]) throws(ImageError) -> Digest { try add(BytesSource(bytes), expected: nil) }

  /// Takes a source in; throws when it isn't what was expected.
  @discardableResult
  func add(_ source: any ByteSource, expected: Digest?) throws(ImageError) -> Digest {
    let (file, temporary) = try temporaryFile()
    defer { close(file) }
    do throws(ImageError) {
      let digest = try copy(source, to: file)
      if let expected, digest != expected { throw ImageError(.corrupt, "content \(expected) is damaged: it is \(digest)") }
      try commit(file, temporary, as: digest)
      return digest
    } catch {
      unlink(temporary)
      throw error
    }
  }

  func temporaryFile() throws(ImageError) -> (descriptor: Int32, path: String) {
    var template = Array((ingest + "/blob-XXXXXX").utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw ImageError(.system, "create a file in \(ingest): \(String(cString: strerror(errno)))") }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    return (file, String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// Makes a written file durable under its name.
  func commit(_ file: Int32, _ temporary: String, as digest: Digest) throws(ImageError) {
    guard fsync(file) == 0, fchmod(file, 0o644) == 0, rename(temporary, path(digest)) == 0 else {
      throw ImageError(.system, "keep \(digest): \(String(cString: strerror(errno)))")
    }
  }

  private func copy(_ source: any ByteSource, to file: Int32) throws(ImageError) -> Digest {
    let hashing = HashingSource(source)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try hashing.read(into: buffer)
      if count == 0 { return try hashing.digest() }
      var offset = 0
      while offset < count {
        let written = write(file, buffer.baseAddress.map { $0 + offset }, count - offset)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw ImageError(.system, "write content: \(String(cString: strerror(errno)))") }
        offset += written
      }
    }
  }

  func all() -> [Digest] {
    (DirectoryListing.names(directory) ?? []).compactMap { Digest("sha256:" + $0) }
  }

  func remove(_ digest: Digest) { unlink(path(digest)) }
}
