import APIMachinery
import Basics
import Glibc
import Synchronization

/// Images on disk: content by hash, names, and the layers unpacked, each once.
///
/// Below its directory: `blobs/sha256/…` (content), `snapshots/…` (unpacked layers), `ingest/…` (what is being made),
/// `images.json` (names). The calls block; any thread may make them.
public final class ImageStore: Sendable {
  public let directory: String
  let blobs: BlobStore
  /// Manifest digests by normalised name; an image without a name stands under its own digest.
  private let names: Mutex<[String: Digest]>

  public init(directory: String) throws(ImageError) {
    self.directory = directory
    blobs = try BlobStore(root: directory)
    try asImageError { try TextFile.makeDirectories(directory + "/snapshots", mode: 0o711) }
    var names: [String: Digest] = [:]
    if access(directory + "/images.json", F_OK) == 0 {
      let bytes = try asImageError { try TextFile.readBytes(directory + "/images.json") }
      for field in try parse(bytes, "list of names").object ?? Object() { names[field.key] = field.value.string.flatMap { Digest($0) } }
    }
    self.names = Mutex(names)
    discardUnfinished()
  }

  /// All images, by id.
  public func images() throws(ImageError) -> [Image] {
    try Set(names.withLock { $0.values }).map { (manifest) throws(ImageError) in try image(manifest: manifest) }.sorted {
      $0.id.hex < $1.id.hex
    }
  }

  /// By reference, by id (`sha256:…`, the configuration's or the manifest's digest). nil when it isn't present.
  public func image(_ reference: String) throws(ImageError) -> Image? {
    if let digest = Digest(reference) {
      return try images().first { $0.id == digest || $0.manifest == digest }
    }
    let parsed = try ImageReference(reference)
    if let digest = parsed.digest {
      return try images().first { $0.manifest == digest || $0.id == digest }
    }
    guard let manifest = names.withLock({ $0[parsed.description] }) else { return nil }
    return try image(manifest: manifest)
  }

  func image(manifest digest: Digest) throws(ImageError) -> Image {
    let manifest = try ImageManifest(try blobs.bytes(digest))
    let config = try ImageConfig(try parse(try blobs.bytes(manifest.config.digest), "configuration"))
    let names = names.withLock { names in names.filter { $0.value == digest && Digest($0.key) == nil }.map(\.key).sorted() }
    var references = Set<String>()
    for name in names { if let parsed = try? ImageReference(name) { references.insert(parsed.name + "@" + digest.description) } }
    return Image(
      id: manifest.config.digest, manifest: digest, names: names, digestReferences: references.sorted(),
      sizeBytes: ([digest, manifest.config.digest] + manifest.layers.map(\.digest)).reduce(0) { $0 + blobs.size($1) }, config: config)
  }

  /// Gives a present image another name; one that had the name before loses it.
  public func tag(_ reference: String, as name: String) throws(ImageError) {
    guard let image = try image(reference) else { throw Self.notPresent(reference) }
    try register(image.manifest, name: try ImageReference(name).description)
  }

  func register(_ manifest: Digest, name: String?) throws(ImageError) {
    try change { names in
      if let name { names[name] = manifest }
      // A name that was the last one of its image leaves it nameless; the nameless entry keeps a fresh import.
      if name == nil, !names.values.contains(manifest) { names[manifest.description] = manifest }
      if name != nil { names[manifest.description] = nil }
    }
  }

  /// Removes a name; with the last name, or by id, the image. Layers that `keeping` names (chain ids) stay unpacked.
  /// What isn't there is fine.
  public func remove(_ reference: String, keeping: Set<Digest> = []) throws(ImageError) {
    if let digest = Digest(reference) {
      guard let image = try image(reference) else { return }
      _ = digest
      try change { names in names = names.filter { $0.value != image.manifest } }
    } else {
      let parsed = try ImageReference(reference)
      if parsed.digest != nil {
        guard let image = try image(reference) else { return }
        try change { names in names = names.filter { $0.value != image.manifest } }
      } else {
        try change { names in names[parsed.description] = nil }
      }
    }
    try collectGarbage(keeping: keeping)
  }

  private func change(_ body: (inout [String: Digest]) -> Void) throws(ImageError) {
    try names.withLock { (names) throws(ImageError) in
      var changed = names
      body(&changed)
      guard changed != names else { return }
      let fields = changed.sorted { $0.key < $1.key }.map { ($0.key, Value.string($0.value.description)) }
      try asImageError { try TextFile.write(JSON.encode(.object(Object(fields))), to: directory + "/images.json") }
      names = changed
    }
  }

  /// Removes content and unpacked layers that no image has.
  public func collectGarbage(keeping: Set<Digest> = []) throws(ImageError) {
    var wanted: Set<Digest> = []
    var snapshots = keeping
    for image in try images() {
      let manifest = try ImageManifest(try blobs.bytes(image.manifest))
      wanted.formUnion([image.manifest, image.id] + manifest.layers.map(\.digest))
      snapshots.formUnion(image.config.chain)
    }
    for digest in blobs.all() where !wanted.contains(digest) { blobs.remove(digest) }
    try removeSnapshots(except: Set(snapshots.map(Self.snapshotName)))
  }

  static func notPresent(_ reference: String) -> ImageError { ImageError(.notPresent, "image \"\(reference)\" is not present") }
}
