/// A directory's content in git's own encoding, which is also how it is edited: entries `mode SP name NUL id`, sorted.
public struct Tree: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var mode: UInt32
    public var name: String
    public var id: ObjectID

    public init(mode: UInt32, name: String, id: ObjectID) { (self.mode, self.name, self.id) = (mode, name, id) }
    public var isTree: Bool { mode == Tree.directoryMode }
    /// A regular file, executable or not; no symbolic link, no submodule.
    public var isFile: Bool { mode & 0o170000 == 0o100000 }
  }

  public static let fileMode: UInt32 = 0o100644
  public static let directoryMode: UInt32 = 0o040000

  public private(set) var encoded: [UInt8]
  private let idLength: Int

  public init(encoded: [UInt8] = [], idLength: Int = 20) { (self.encoded, self.idLength) = (encoded, idLength) }

  public init(_ entries: [Entry]) {
    self.init()
    for entry in entries { set(entry) }
  }

  public var isEmpty: Bool { encoded.isEmpty }

  public var entries: [Entry] {
    var entries: [Entry] = []
    var position = 0
    while let bounds = bounds(at: position) {
      entries.append(entry(bounds))
      position = bounds.end
    }
    return entries
  }

  public func entry(named name: String) -> Entry? { find(name).map(entry) }

  /// Adds the entry, or replaces the one of its name.
  public mutating func set(_ entry: Entry) {
    let text = [UInt8](String(entry.mode, radix: 8).utf8) + [0x20] + Array(entry.name.utf8) + [0] + entry.id.bytes
    if let old = find(entry.name) {
      if (encoded[old.start] == 0x34) == entry.isTree {
        encoded.replaceSubrange(old.start..<old.end, with: text)
        return
      }
      encoded.removeSubrange(old.start..<old.end)
    }
    encoded.insert(contentsOf: text, at: insertionPoint(entry))
  }

  public mutating func remove(_ name: String) {
    if let old = find(name) { encoded.removeSubrange(old.start..<old.end) }
  }

  private struct Bounds { var start, nameStart, nameEnd, end: Int }

  private func bounds(at start: Int) -> Bounds? {
    encoded.withUnsafeBufferPointer { bytes in
      var position = start
      while position < bytes.count, bytes[position] != 0x20 { position += 1 }
      let nameStart = position + 1
      position = nameStart
      while position < bytes.count, bytes[position] != 0 { position += 1 }
      guard position + 1 + idLength <= bytes.count else { return nil }
      return Bounds(start: start, nameStart: nameStart, nameEnd: position, end: position + 1 + idLength)
    }
  }

  private func entry(_ bounds: Bounds) -> Entry {
    let mode = encoded[bounds.start..<bounds.nameStart - 1].reduce(0) { $0 << 3 | UInt32($1 & 7) }
    let name = String(decoding: encoded[bounds.nameStart..<bounds.nameEnd], as: UTF8.self)
    return Entry(mode: mode, name: name, id: ObjectID(unchecked: encoded[bounds.nameEnd + 1..<bounds.end]))
  }

  private func find(_ name: String) -> Bounds? {
    var name = name
    return name.withUTF8 { wanted in
      encoded.withUnsafeBufferPointer { bytes in
        var position = 0
        while let bounds = bounds(at: position) {
          let found = bytes[bounds.nameStart..<bounds.nameEnd]
          if found.count == wanted.count, found.elementsEqual(wanted) { return bounds }
          position = bounds.end
        }
        return nil
      }
    }
  }

  /// Git sorts by bytes, a directory as if its name ended in a slash.
  private func insertionPoint(_ entry: Entry) -> Int {
    let key = Array(entry.name.utf8) + (entry.isTree ? [0x2f] : [])
    var position = 0
    while let bounds = bounds(at: position) {
      let isTree = encoded[bounds.start] == 0x34
      let other = Array(encoded[bounds.nameStart..<bounds.nameEnd]) + (isTree ? [0x2f] : [])
      if key.lexicographicallyPrecedes(other) { return position }
      position = bounds.end
    }
    return position
  }
}
