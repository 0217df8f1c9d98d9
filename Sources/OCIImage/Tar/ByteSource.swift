import Basics
import Crypto
import Glibc

/// Where bytes come from, in order.
protocol ByteSource: AnyObject {
  /// Fills a part of the buffer; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int
}

extension ByteSource {
  /// Exactly `count` bytes, or nil when the source ends before the first.
  func readExactly(_ count: Int) throws(ImageError) -> [UInt8]? {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { buffer.deallocate() }
    var filled = 0
    while filled < count {
      let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if read == 0 {
        if filled == 0 { return nil }
        throw ImageError(.corrupt, "the archive ends in the middle of an entry")
      }
      filled += read
    }
    return Array(buffer)
  }
}

final class FileSource: ByteSource {
  let descriptor: Int32

  /// Takes the descriptor over.
  init(owning descriptor: Int32) { self.descriptor = descriptor }

  init(path: String) throws(ImageError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ImageError(.system, "open \(path): \(String(cString: strerror(errno)))") }
  }
  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw ImageError(.system, "read: \(String(cString: strerror(errno)))") }
    }
  }

  /// Peeks at the start and stays there.
  func firstBytes(_ count: Int) throws(ImageError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor, &bytes, count, 0)
    guard read >= 0 else { throw ImageError(.system, "read: \(String(cString: strerror(errno)))") }
    return Array(bytes.prefix(read))
  }
}

final class BytesSource: ByteSource {
  private var rest: ArraySlice<UInt8>
  init(_ bytes: [UInt8]) { rest = bytes[...] }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int {
    let count = min(buffer.count, rest.count)
    rest.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
    rest = rest.dropFirst(count)
    return count
  }
}

/// Hashes what passes through.
final class HashingSource: ByteSource {
  private let source: any ByteSource
  private var hash = SHA256()
  init(_ source: any ByteSource) { self.source = source }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImageError) -> Int {
    let count = try source.read(into: buffer)
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return count
  }

  /// Of everything, also of what is still to come.
  func digest() throws(ImageError) -> Digest {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while try read(into: buffer) > 0 {}
    return Digest(hash.finalize())
  }
}
