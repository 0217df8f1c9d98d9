import APIMachinery
import Basics
import CShims
import Glibc

extension ImageStore {
  /// Takes in an image archive (OCI or `docker save`), or an OCI layout in a directory, and unpacks its layers.
  ///
  /// Names come from the annotations `io.containerd.image.name` and `org.opencontainers.image.ref.name`, or from
  /// docker's RepoTags; `name` names an image that has none (a bare tag in the annotation is put behind it). Of an index
  /// for several platforms this machine's is taken.
  @discardableResult
  public func importImages(from path: String, name: String? = nil) throws(ImageError) -> [Image] {
    var information = stat()
    guard stat(path, &information) == 0 else { throw RootDirectory.failure("open", path) }
    if information.st_mode & S_IFMT == S_IFDIR { return try importDirectory(path, name: name) }
    let extracted = try temporaryDirectory()
    defer { Self.discard(extracted) }
    try LayerUnpacker.unpack(try FileSource(path: path).decompressed(), into: extracted, limits: .init(hasSpecialFiles: false))
    return try importDirectory(extracted, name: name)
  }

  private func importDirectory(_ path: String, name: String?) throws(ImageError) -> [Image] {
    let layout = ImageLayout(root: try RootDirectory(path))
    let found: [(manifest: Digest, names: [String])]
    if layout.contains("index.json") {
      found = try layout.importIndex(into: blobs, defaultName: name)
    } else if layout.contains("manifest.json") {
      found = try layout.importDockerArchive(into: blobs, defaultName: name)
    } else {
      throw ImageError(.corrupt, "\(path) is neither an OCI layout nor a docker archive: it has no index.json and no manifest.json")
    }
    for (manifest, names) in found {
      try unpack(manifest)
      for name in names { try register(manifest, name: name) }
      if names.isEmpty { try register(manifest, name: nil) }
    }
    return try found.map { (found) throws(ImageError) in try image(manifest: found.manifest) }
  }
}

/// An image layout, or an unpacked `docker save`, that is being taken in. Its paths can't lead out of it.
struct ImageLayout {
  let root: RootDirectory

  private func open(_ path: String) throws(ImageError) -> FileSource {
    // A pipe would be waited for without end, and a device is none of the image's.
    let file = kctl_open_in_root(root.descriptor, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0)
    guard file >= 0 else { throw ImageError(.corrupt, "the archive lacks \(path)") }
    let source = FileSource(owning: file)
    var information = stat()
    guard fstat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { throw ImageError(.corrupt, "\(path) of the archive is no file") }
    return source
  }

  func contains(_ path: String) -> Bool { (try? open(path)) != nil }

  func bytes(_ path: String) throws(ImageError) -> [UInt8] {
    let source = try open(path)
    var all: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return all }
      all.append(contentsOf: buffer[..<count])
      guard all.count <= 16 << 20 else { throw ImageError(.corrupt, "\(path) is larger than 16 MiB") }
    }
  }

  private func take(_ digest: Digest, into blobs: BlobStore) throws(ImageError) {
    if blobs.contains(digest) { return }
    try blobs.add(try open("blobs/sha256/" + digest.hex), expected: digest)
  }

  // MARK: OCI

  func importIndex(into blobs: BlobStore, defaultName: String?) throws(ImageError) -> [(manifest: Digest, names: [String])] {
    let index = try parse(try bytes("index.json"), "index")
    var found: [(manifest: Digest, names: [String])] = []
    for entry in index["manifests"]?.array ?? [] {
      guard let descriptor = try resolve(entry, depth: 0) else { continue }
      let names = try Self.names(entry["annotations"], defaultName: defaultName)
      try take(descriptor.digest, into: blobs)
      let manifest = try ImageManifest(try blobs.bytes(descriptor.digest))
      for part in [manifest.config] + manifest.layers { try take(part.digest, into: blobs) }
      if let known = found.firstIndex(where: { $0.manifest == descriptor.digest }) {
        found[known].names += names
      } else {
        found.append((descriptor.digest, names))
      }
    }
    guard !found.isEmpty else { throw ImageError(.unsupported, "the archive has no image for linux/\(Self.architecture)") }
    return found
  }

  /// The manifest an index's entry stands for on this machine; nil when it isn't for it.
  private func resolve(_ entry: Value, depth: Int) throws(ImageError) -> ImageManifest.Descriptor? {
    guard Self.suits(entry["platform"]) else { return nil }
    let descriptor = try ImageManifest.Descriptor(entry)
    guard descriptor.isIndex else { return descriptor }
    guard depth < 4 else { throw ImageError(.corrupt, "the image's indexes are nested too deeply") }
    let nested = try parse(try bytes("blobs/sha256/" + descriptor.digest.hex), "index")
    for entry in nested["manifests"]?.array ?? [] {
      if let found = try resolve(entry, depth: depth + 1) { return found }
    }
    return nil
  }

  private static func suits(_ platform: Value?) -> Bool {
    guard let platform else { return true }
    return platform["os"]?.string == "linux" && platform["architecture"]?.string == architecture
  }

  /// In Go's words, as images have it.
  static var architecture: String {
    #if arch(x86_64)
      "amd64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }

  static func names(_ annotations: Value?, defaultName: String?) throws(ImageError) -> [String] {
    if let name = annotations?["io.containerd.image.name"]?.string { return [try ImageReference(name).description] }
    if let name = annotations?["org.opencontainers.image.ref.name"]?.string {
      if name.contains("/") || name.contains(":") { return [try ImageReference(name).description] }
      // By the image-layout's own words it is a tag.
      if let defaultName {
        var reference = try ImageReference(defaultName)
        if !defaultName.contains(":") { reference.tag = name }
        return [reference.description]
      }
      return []
    }
    return try defaultName.map { (name) throws(ImageError) in [try ImageReference(name).description] } ?? []
  }

  // MARK: docker save

  func importDockerArchive(into blobs: BlobStore, defaultName: String?) throws(ImageError) -> [(manifest: Digest, names: [String])] {
    let list = try parse(try bytes("manifest.json"), "manifest").array ?? []
    return try list.map { (image) throws(ImageError) in
      guard let configPath = image["Config"]?.string else {
        throw ImageError(.corrupt, "the docker archive's manifest names no configuration")
      }
      let config = try blobs.add(try open(configPath), expected: nil)
      let layers = try (image["Layers"]?.array ?? []).compactMap(\.string).map { (path) throws(ImageError) -> ImageManifest.Descriptor in
        let digest = try blobs.add(try open(path), expected: nil)
        return .init(mediaType: ImageManifest.layerType, digest: digest, size: blobs.size(digest))
      }
      let manifest = ImageManifest(
        config: .init(mediaType: ImageManifest.configType, digest: config, size: blobs.size(config)), layers: layers)
      var names = try (image["RepoTags"]?.array ?? []).compactMap(\.string).map { (tag) throws(ImageError) in
        try ImageReference(tag).description
      }
      if names.isEmpty, let defaultName { names = [try ImageReference(defaultName).description] }
      return (try blobs.add(manifest.bytes), names)
    }
  }
}
