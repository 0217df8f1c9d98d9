import APIMachinery
import Basics
import CShims
import Glibc

extension ImageStore {
  /// Makes an image of one layer from a directory that is the root file system, or from a tar archive of one
  /// (compressed or not). `config`'s layers and platform are filled in.
  @discardableResult
  public func build(name: String, from path: String, config: ImageConfig = ImageConfig()) throws(ImageError) -> Image {
    let reference = try ImageReference(name)
    var information = stat()
    guard stat(path, &information) == 0 else { throw RootDirectory.failure("open", path) }
    let (layer, unpacked): (Digest, Digest)
    if information.st_mode & S_IFMT == S_IFDIR {
      layer = try archive(path)
      unpacked = layer
    } else {
      layer = try blobs.add(try FileSource(path: path), expected: nil)
      unpacked = try HashingSource(try FileSource(path: path).decompressed()).digest()
    }
    var config = config
    config.layerDigests = [unpacked]
    if config.architecture.isEmpty { config.architecture = ImageLayout.architecture }
    let id = try blobs.add(JSON.encode(config.value))
    let manifest = ImageManifest(
      config: .init(mediaType: ImageManifest.configType, digest: id, size: blobs.size(id)),
      layers: [
        .init(mediaType: ImageManifest.layerType + (layer == unpacked ? "" : "+gzip"), digest: layer, size: blobs.size(layer))
      ])
    let digest = try blobs.add(manifest.bytes)
    try unpack(digest)
    try register(digest, name: reference.description)
    return try image(manifest: digest)
  }

  private func archive(_ path: String) throws(ImageError) -> Digest {
    let (file, temporary) = try blobs.temporaryFile()
    defer { close(file) }
    do throws(ImageError) {
      var archiver = DirectoryArchiver(writer: TarWriter(file))
      let digest = try archiver.archive(path)
      try blobs.commit(file, temporary, as: digest)
      return digest
    } catch {
      unlink(temporary)
      throw error
    }
  }
}

/// Writes a directory as an archive: sorted, so that the same tree gives the same layer.
struct DirectoryArchiver {
  var writer: TarWriter
  private var firstPaths: [UInt64: String] = [:]

  init(writer: TarWriter) { self.writer = writer }

  mutating func archive(_ root: String) throws(ImageError) -> Digest {
    try add(root, as: "")
    return try writer.finish()
  }

  private mutating func add(_ path: String, as name: String) throws(ImageError) {
    var information = stat()
    guard lstat(path, &information) == 0 else { throw RootDirectory.failure("stat", path) }
    guard let kind = try kind(path, name, information) else { return }
    var entry = TarEntry(
      path: name.isEmpty ? "./" : name, kind: kind, mode: information.st_mode & 0o7777, owner: information.st_uid,
      group: information.st_gid,
      size: kind == .file ? Int64(information.st_size) : 0,
      modifiedNanoseconds: Int64(information.st_mtim.tv_sec) * 1_000_000_000 + Int64(information.st_mtim.tv_nsec))
    if let capability = Self.attribute("security.capability", path) { entry.extendedAttributes["security.capability"] = capability }
    try writer.header(entry)
    if kind == .file { try content(path, entry.size) }
    guard kind == .directory else { return }
    let directory = try RootDirectory(path)
    for child in RootDirectory.names(directory.descriptor) { try add(path + "/" + child, as: name.isEmpty ? child : name + "/" + child) }
  }

  /// nil for what an archive can't hold (sockets).
  private mutating func kind(_ path: String, _ name: String, _ information: stat) throws(ImageError) -> TarEntry.Kind? {
    let device = (major: kctl_device_major(UInt64(information.st_rdev)), minor: kctl_device_minor(UInt64(information.st_rdev)))
    switch information.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4096)
      let count = readlink(path, &target, target.count)
      guard count >= 0 else { throw RootDirectory.failure("readlink", path) }
      return .symbolicLink(String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    case S_IFIFO: return .fifo
    case S_IFCHR: return .characterDevice(major: device.major, minor: device.minor)
    case S_IFBLK: return .blockDevice(major: device.major, minor: device.minor)
    case S_IFREG:
      guard information.st_nlink > 1 else { return .file }
      if let first = firstPaths[UInt64(information.st_ino)] { return .hardLink(first) }
      firstPaths[UInt64(information.st_ino)] = name
      return .file
    default: return nil
    }
  }

  private mutating func content(_ path: String, _ size: Int64) throws(ImageError) {
    let source = try FileSource(path: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    defer { buffer.deallocate() }
    var left = size
    while left > 0 {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(left, Int64(buffer.count)))])
      let count = try source.read(into: part)
      guard count > 0 else { throw ImageError(.system, "\(path) became shorter while it was read") }
      try writer.content(part[..<count])
      left -= Int64(count)
    }
    try writer.endContent(size)
  }

  private static func attribute(_ name: String, _ path: String) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: 256)
    let count = kctl_get_attribute(path, name, &value, value.count)
    return count > 0 ? Array(value.prefix(Int(count))) : nil
  }
}
