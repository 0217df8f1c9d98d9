import APIMachinery
import Basics
import Store

/// `<gitdir>/kctl/changes`: which commits of `live` touched which object, oldest first, as records of one length. A question is a scan
/// of the file from its end: 24 bytes a change, some gigabytes a second.
///
/// Like the history index beside it, it is never the truth: objects are named by hashes, so whoever reads a commit that it names looks
/// for himself, and what is damaged is made anew from git. Used by one thread at a time.
final class ChangeIndex {
  /// What a question is about; nil means all.
  struct Subject: Sendable {
    var resource: GroupResource?
    var namespace: String?
    var name: String?

    /// Whether every commit is an answer.
    var isEverything: Bool { resource == nil && namespace == nil }

    func includes(_ key: ObjectKey) -> Bool {
      (resource.map { $0 == key.resource } ?? true) && (namespace.map { $0 == key.namespace } ?? true) && (name.map { $0 == key.name } ?? true)
    }
  }

  /// The object's hash, its resource's, its namespace's, the commit's position, CRC32C of all that. An object's hash of zero marks that all
  /// commits before the position are in the file.
  private static let recordLength = 8 + 4 + 4 + 4 + 4
  private static let portion = 8_192

  private let file: RecordFile
  /// The commits below this position of the history index are in the file.
  private(set) var covered = 0

  /// Opens the file, or makes a new one. What follows the last complete batch is cut off; a file that is damaged anywhere is begun anew,
  /// since a record that can't be found wouldn't be missed.
  init(gitDirectory: String) throws(SystemError) {
    file = try RecordFile(path: gitDirectory + "/kctl/changes", kind: "kctlchg1", recordLength: Self.recordLength)
    guard isSound() else {
      try clear()
      return
    }
    for number in (0..<file.count).reversed() {
      guard let last = record(number), last.object == 0 else { continue }
      try file.truncate(to: number + 1)
      covered = last.position
      return
    }
    try clear()
  }

  private func isSound() -> Bool {
    for start in stride(from: 0, to: file.count, by: Self.portion) {
      guard let bytes = file.records(start..<min(start + Self.portion, file.count)) else { return false }
      let isSound = bytes.withUnsafeBytes { bytes in
        stride(from: 0, to: bytes.count, by: Self.recordLength).allSatisfy { offset in
          let kept = bytes.loadUnaligned(fromByteOffset: offset + 20, as: UInt32.self)
          return CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 20])) == kept
        }
      }
      guard isSound else { return false }
    }
    return true
  }

  func clear() throws(SystemError) {
    try file.clear()
    covered = 0
  }

  // MARK: - writing

  /// Puts in what the next commits touched; then all below `covered` is known.
  func append(_ touched: [(position: Int, keys: [ObjectKey])], covered: Int) throws(SystemError) {
    var bytes: [UInt8] = []
    for (position, keys) in touched {
      for key in keys {
        append(
          Record(
            object: Self.hash(key), resource: Self.hash(key.resource), namespace: Self.hash(namespace: key.namespace), position: position),
          &bytes)
      }
    }
    append(Record(object: 0, resource: 0, namespace: 0, position: covered), &bytes)
    try file.append(bytes)
    self.covered = covered
  }

  /// Forgets the commits from this position on: their places are taken by others now.
  func truncate(to kept: Int) throws(SystemError) {
    guard kept < covered else { return }
    var (low, high) = (0, file.count)
    while low < high {
      let middle = (low + high) / 2
      guard let record = record(middle) else { return try clear() }
      // A mark at `kept` tells of commits below it.
      let stays = record.object == 0 ? record.position <= kept : record.position < kept
      if stays { low = middle + 1 } else { high = middle }
    }
    try file.truncate(to: low)
    try append([], covered: kept)
  }

  /// The records of the commits from a position on, as they are when those commits move by so many positions; nil when the file can't be read.
  func records(from position: Int, renumberedBy shift: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: file.count, by: Self.portion) {
      guard let read = file.records(start..<min(start + Self.portion, file.count)) else { return nil }
      read.withUnsafeBytes { raw in
        for offset in stride(from: 0, to: raw.count, by: Self.recordLength) {
          var record = Record(UnsafeRawBufferPointer(rebasing: raw[offset..<offset + Self.recordLength]))
          guard record.position >= position, record.object != 0 else { continue }
          record.position += shift
          append(record, &bytes)
        }
      }
    }
    return bytes
  }

  /// Puts in records of `records(from:renumberedBy:)`; then all below `covered` is known.
  func append(records: [UInt8], covered: Int) throws(SystemError) {
    var bytes = records
    append(Record(object: 0, resource: 0, namespace: 0, position: covered), &bytes)
    try file.append(bytes)
    self.covered = covered
  }

  // MARK: - reading

  /// The newest positions below `bound` that may concern the subject, newest first; nil when the file can't be read.
  func positions(of subject: Subject, below bound: Int, limit: Int) -> [Int]? {
    let resource = subject.resource.map(Self.hash) ?? 0
    let namespace = subject.namespace.map { Self.hash(namespace: $0) } ?? 0
    var object: UInt64 = 0
    if let resource = subject.resource, let name = subject.name {
      object = Self.hash(ObjectKey(resource, namespace: subject.namespace ?? "", name: name))
    }
    var found: [Int] = []
    var end = file.count
    while end > 0, found.count < limit {
      let start = max(0, end - Self.portion)
      guard let bytes = file.records(start..<end) else { return nil }
      bytes.withUnsafeBytes { raw in
        var number = end - start
        while number > 0, found.count < limit {
          number -= 1
          let offset = number * Self.recordLength
          let own = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          guard own != 0, object == 0 || own == object,
            resource == 0 || raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self) == resource,
            namespace == 0 || raw.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self) == namespace
          else { continue }
          let position = Int(raw.loadUnaligned(fromByteOffset: offset + 16, as: UInt32.self))
          if position < bound, found.last != position { found.append(position) }
        }
      }
      end = start
    }
    return found
  }

  /// The hashes of what one commit touched, as the file has them; nil when it can't be read.
  func objects(at position: Int) -> Set<UInt64>? {
    var (low, high) = (0, file.count)
    while low < high {
      let middle = (low + high) / 2
      guard let record = record(middle) else { return nil }
      if record.position < position { low = middle + 1 } else { high = middle }
    }
    var found: Set<UInt64> = []
    while low < file.count {
      guard let record = record(low) else { return nil }
      if record.position > position { break }
      if record.object != 0 { found.insert(record.object) }
      low += 1
    }
    return found
  }

  // MARK: - records

  private struct Record {
    var object: UInt64
    var resource: UInt32
    var namespace: UInt32
    var position: Int

    init(object: UInt64, resource: UInt32, namespace: UInt32, position: Int) {
      (self.object, self.resource, self.namespace, self.position) = (object, resource, namespace, position)
    }

    init(_ raw: UnsafeRawBufferPointer) {
      object = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      resource = raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
      namespace = raw.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
      position = Int(raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }
  }

  private func record(_ number: Int) -> Record? {
    file.records(number..<number + 1).map { bytes in bytes.withUnsafeBytes { Record($0) } }
  }

  private func append(_ record: Record, _ bytes: inout [UInt8]) {
    let start = bytes.count
    withUnsafeBytes(of: record.object) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: record.resource) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: record.namespace) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: record.position)) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: CRC32C.checksum(bytes[start...])) { bytes.append(contentsOf: $0) }
  }

  /// FNV-1a, 64 bits; never zero.
  private static func hash(_ parts: [String]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xff) &* 0x100_0000_01b3
    }
    return max(1, hash)
  }

  static func hash(_ key: ObjectKey) -> UInt64 { hash([key.resource.description, key.namespace, key.name]) }
  private static func hash(_ resource: GroupResource) -> UInt32 { folded(hash([resource.description])) }
  private static func hash(namespace: String) -> UInt32 { folded(hash([namespace])) }
  private static func folded(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash ^ hash >> 32)) }
}
