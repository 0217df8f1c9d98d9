import Basics
import CShims
import Glibc

extension ImageStore {
  /// Short, since an overlay's options must fit into one page.
  static func snapshotName(_ chain: Digest) -> String { String(chain.hex.prefix(20)) }

  func snapshotPath(_ chain: Digest) -> String { directory + "/snapshots/" + Self.snapshotName(chain) }

  /// The directories of an image's layers, topmost first, as overlayfs wants them; unpacks what isn't yet.
  public func layers(of image: Image) throws(ImageError) -> [String] {
    let chain = image.config.chain
    if !chain.allSatisfy({ access(snapshotPath($0), F_OK) == 0 }) { try unpack(image.manifest) }
    return chain.reversed().map(snapshotPath)
  }

  /// Unpacks an image's layers. Each is checked against the digest that the configuration gives it.
  func unpack(_ manifestDigest: Digest) throws(ImageError) {
    let manifest = try ImageManifest(try blobs.bytes(manifestDigest))
    let config = try ImageConfig(try parse(try blobs.bytes(manifest.config.digest), "configuration"))
    guard config.layerDigests.count == manifest.layers.count else {
      throw ImageError(.corrupt, "the image's manifest has \(manifest.layers.count) layers, its configuration \(config.layerDigests.count)")
    }
    var below: [String] = []
    for ((layer, expected), chain) in zip(zip(manifest.layers, config.layerDigests), config.chain) {
      let target = snapshotPath(chain)
      if access(target, F_OK) != 0 { try unpack(layer.digest, expected: expected, below: below, to: target) }
      below.insert(target, at: 0)
    }
  }

  private func unpack(_ layer: Digest, expected: Digest, below: [String], to target: String) throws(ImageError) {
    guard blobs.contains(layer) else { throw ImageError(.corrupt, "layer \(layer) is missing") }
    let work = try temporaryDirectory()
    let (upper, merged) = (work + "/upper", work + "/merged")
    defer { Self.discard(work) }
    for directory in [upper, work + "/work", merged] {
      guard mkdir(directory, 0o755) == 0 else { throw RootDirectory.failure("mkdir", directory) }
    }
    // Applied on the layers below, so that links, whiteouts and parents mean what they meant to the image's builder.
    if !below.isEmpty {
      let options = "lowerdir=\(below.joined(separator: ":")),upperdir=\(upper),workdir=\(work)/work"
      guard options.utf8.count < 4095 else { throw ImageError(.unsupported, "the image has too many layers") }
      guard mount("overlay", merged, "overlay", 0, options) == 0 else { throw RootDirectory.failure("mount overlay at", merged) }
    }
    do throws(ImageError) {
      let source = HashingSource(try FileSource(path: blobs.path(layer)).decompressed())
      try LayerUnpacker.unpack(source, into: below.isEmpty ? upper : merged)
      let digest = try source.digest()
      guard digest == expected else { throw ImageError(.corrupt, "layer \(layer) is damaged: unpacked it is \(digest), not \(expected)") }
    } catch {
      if !below.isEmpty { umount2(merged, Int32(MNT_DETACH)) }
      throw error
    }
    if !below.isEmpty { umount2(merged, Int32(MNT_DETACH)) }
    try keep(upper, as: target)
  }

  private func keep(_ unpacked: String, as target: String) throws(ImageError) {
    let root = try RootDirectory(unpacked)
    guard kctl_syncfs(root.descriptor) == 0 else { throw RootDirectory.failure("sync", unpacked) }
    // Another thread may have unpacked the same layer meanwhile.
    guard rename(unpacked, target) == 0 || errno == EEXIST || errno == ENOTEMPTY else { throw RootDirectory.failure("rename", unpacked) }
  }

  func temporaryDirectory() throws(ImageError) -> String {
    var template = Array((directory + "/ingest/dir-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw RootDirectory.failure("mkdtemp", directory + "/ingest") }
    return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func discard(_ path: String) {
    guard let slash = path.lastIndex(of: "/"), let parent = try? RootDirectory(String(path[..<slash])) else { return }
    try? RootDirectory.remove(String(path[path.index(after: slash)...]), in: parent.descriptor)
  }

  /// What a crash left half made.
  func discardUnfinished() {
    guard let ingest = try? RootDirectory(directory + "/ingest") else { return }
    for name in RootDirectory.names(ingest.descriptor) {
      umount2(directory + "/ingest/" + name + "/merged", Int32(MNT_DETACH))
      try? RootDirectory.remove(name, in: ingest.descriptor)
    }
  }

  func removeSnapshots(except kept: Set<String>) throws(ImageError) {
    let snapshots = try RootDirectory(directory + "/snapshots")
    for name in RootDirectory.names(snapshots.descriptor) where !kept.contains(name) {
      try RootDirectory.remove(name, in: snapshots.descriptor)
    }
  }
}

extension ImageStore {
  /// A small text file below a root file system (an image's /etc/passwd): links in it can't lead out. nil when it isn't there.
  public func text(ofFile path: String, in root: String) throws(ImageError) -> String? {
    let layout = ImageLayout(root: try RootDirectory(root))
    guard layout.contains(path) else { return nil }
    return String(decoding: try layout.bytes(path), as: UTF8.self)
  }
}
