import APIMachinery
import Basics
import GitObjects
import Glibc
import Store

/// `<gitdir>/kctl/checkpoint`: the objects of one tree of `live`, decoded, so that opening a large store need not read every file
/// from git.
///
/// Never the truth: it is taken for what it says only if every checksum holds and git has the tree it names; what that tree and the
/// newest one differ in is read from git. Deleting it costs time, nothing else. Secrets are sealed in it (design I7).
///
/// The form: frames as in the journal (`JournalFrame`). The first holds the tree and how many frames follow; each of the
/// others holds some objects of one resource, in order.
struct Checkpoint {
  private static let version: UInt64 = 2
  private static let frameBytes = 512 << 10

  let path: String
  let sealer: SecretSealer

  init(gitDirectory: String, sealer: SecretSealer) { (path, self.sealer) = (gitDirectory + "/kctl/checkpoint", sealer) }

  struct Content {
    var tree: ObjectID
    /// Runs of objects of one resource each, in the order of the store.
    var portions: [[StoredObject]]
  }

  // MARK: - writing

  /// Writes what `state` holds beside the ephemeral objects; `tree` is the tree of `live` that says the same. Blocks on the disk.
  func write(_ state: StoreState, tree: ObjectID) throws(SystemError) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError("create", temporary) }
    do throws(SystemError) {
      // The header's place is kept: only at the end is it known how many frames there are.
      let length = header(tree, frames: 0).count
      try Self.write([UInt8](repeating: 0, count: length), to: descriptor, temporary)
      let frames = try writeObjects(state, to: descriptor, temporary)
      guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw SystemError("seek", temporary) }
      try Self.write(header(tree, frames: frames), to: descriptor, temporary)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    // Not synced: a file that a power failure left incomplete fails its checksums.
    guard rename(temporary, path) == 0 else { throw SystemError("rename", path) }
  }

  private func header(_ tree: ObjectID, frames: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(Self.version)
    writer.write(tree.hex)
    writer.bytes += (0..<8).map { UInt8(truncatingIfNeeded: frames >> ($0 * 8)) }
    return JournalFrame.encode(writer.bytes, sequence: 0)
  }

  private func writeObjects(_ state: StoreState, to descriptor: Int32, _ path: String) throws(SystemError) -> Int {
    var frames = 0
    for resource in state.resources where !ObjectKey(resource, name: "").isEphemeral {
      var writer = begin(resource)
      for object in state.list(resource) {
        write(object, &writer)
        if writer.bytes.count >= Self.frameBytes {
          frames += 1
          try Self.write(JournalFrame.encode(writer.bytes, sequence: UInt64(frames)), to: descriptor, path)
          writer = begin(resource)
        }
      }
      frames += 1
      try Self.write(JournalFrame.encode(writer.bytes, sequence: UInt64(frames)), to: descriptor, path)
    }
    return frames
  }

  private func begin(_ resource: GroupResource) -> ByteWriter {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(Self.frameBytes + 4_096)
    writer.write(resource.group)
    writer.write(resource.resource)
    return writer
  }

  private func write(_ object: StoredObject, _ writer: inout ByteWriter) {
    writer.write(object.key.namespace)
    writer.write(object.key.name)
    writer.write(object.revision.rawValue)
    writer.write(object.created.rawValue)
    writer.write(sealer.wrap(object.json, object.key, in: "checkpoint"))
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError("write", path) }
      offset += count
    }
  }

  // MARK: - reading

  /// What the file holds; nil when there is none, or when anything about it is doubtful.
  func read() -> Content? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let first = Self.frameHeader(descriptor, at: 0), let payload = Self.payload(descriptor, first, at: 0),
      let (tree, frames) = try? parseHeader(payload)
    else { return nil }
    var offsets: [Int] = []
    var offset = JournalFrame.headerLength + first.length
    for number in 0..<frames {
      guard let header = Self.frameHeader(descriptor, at: offset), header.sequence == UInt64(number + 1) else { return nil }
      offsets.append(offset)
      offset += JournalFrame.headerLength + header.length
    }
    let (places, checkpoint) = (offsets, self)
    let portions = try? ParallelWork.map(frames) {
      { number in
        guard let header = Self.frameHeader(descriptor, at: places[number]),
          let payload = Self.payload(descriptor, header, at: places[number])
        else { throw ByteReader.Exhausted() }
        return try checkpoint.parse(payload)
      }
    }
    return portions.map { Content(tree: tree, portions: $0) }
  }

  private func parseHeader(_ payload: ArraySlice<UInt8>) throws -> (tree: ObjectID, frames: Int)? {
    var reader = ByteReader(payload)
    guard try reader.number() == Self.version, let tree = ObjectID(hex: try reader.string()) else { return nil }
    var frames = 0
    for shift in 0..<8 { frames |= Int(try reader.byte()) << (shift * 8) }
    return frames >= 0 ? (tree, frames) : nil
  }

  private func parse(_ payload: ArraySlice<UInt8>) throws -> [StoredObject] {
    var reader = ByteReader(payload)
    let resource = GroupResource(group: try reader.string(), resource: try reader.string())
    var objects: [StoredObject] = []
    var namespace = ""
    while !reader.isAtEnd {
      let next = try reader.string()
      // Neighbours share one copy of the text.
      if next != namespace { namespace = next }
      let key = ObjectKey(resource, namespace: namespace, name: try reader.string())
      let (revision, created) = (Revision(try reader.number()), Revision(try reader.number()))
      let json = try sealer.unwrap(try reader.text(), key, in: "checkpoint")
      objects.append(StoredObject(key: key, revision: revision, created: created, json: json))
    }
    return objects
  }

  private static func frameHeader(_ descriptor: Int32, at offset: Int) -> JournalFrame.Header? {
    bytes(descriptor, JournalFrame.headerLength, at: offset).flatMap { JournalFrame.header($0, at: 0) }
  }

  private static func payload(_ descriptor: Int32, _ header: JournalFrame.Header, at offset: Int) -> ArraySlice<UInt8>? {
    bytes(descriptor, JournalFrame.headerLength + header.length, at: offset).flatMap { JournalFrame.payload($0, header, at: 0) }
  }

  private static func bytes(_ descriptor: Int32, _ count: Int, at offset: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + initialized }, count - initialized, off_t(offset + initialized))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        initialized += got
      }
    }
    return bytes.count == count ? bytes : nil
  }
}
