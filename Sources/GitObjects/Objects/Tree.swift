import Glibc

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
  /// Where each entry begins, once the tree has been edited; nil before, and while it isn't in git's order.
  private var starts: [Int]?

  public init(encoded: [UInt8] = [], idLength: Int = 20) { (self.encoded, self.idLength) = (encoded, idLength) }

  public init(_ entries: [Entry]) {
    self.init()
    for entry in entries { set(entry) }
  }

  public var isEmpty: Bool { encoded.isEmpty }

  public var entryCount: Int {
    if let starts { return starts.count }
    var (count, position) = (0, 0)
    while let bounds = bounds(at: position) { (count, position) = (count + 1, bounds.end) }
    return count
  }

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

  public static func == (a: Tree, b: Tree) -> Bool { a.encoded == b.encoded && a.idLength == b.idLength }

  public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }

  // MARK: - edits

  /// Adds the entry, or replaces the one of its name.
  public mutating func set(_ entry: Entry) {
    index()
    let text = Self.encoded(entry)
    if let old = find(entry.name) {
      if isTree(at: old.start) == entry.isTree { return splice(old.start..<old.end, text) }
      splice(old.start..<old.end, [])
    }
    let place = insertionPoint(entry)
    splice(place..<place, text)
  }

  public mutating func remove(_ name: String) {
    index()
    if let old = find(name) { splice(old.start..<old.end, []) }
  }

  private static func encoded(_ entry: Entry) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(entry.name.utf8.count + 40)
    text.append(contentsOf: String(entry.mode, radix: 8).utf8)
    text.append(0x20)
    text.append(contentsOf: entry.name.utf8)
    text.append(0)
    entry.id.withUnsafeBytes { text.append(contentsOf: $0) }
    return text
  }

  /// Puts the text in place of an entry (or before one), and keeps the entries' places.
  private mutating func splice(_ range: Range<Int>, _ text: [UInt8]) {
    encoded.replaceSubrange(range, with: text)
    guard var starts else { return }
    self.starts = nil
    var position = Self.count(starts) { $0 < range.lowerBound }
    if range.isEmpty { starts.insert(range.lowerBound, at: position) } else if text.isEmpty { starts.remove(at: position) }
    if !text.isEmpty { position += 1 }
    let shift = text.count - range.count
    if shift != 0 { for later in position..<starts.count { starts[later] += shift } }
    self.starts = starts
  }

  private mutating func index() {
    guard starts == nil else { return }
    var found: [Int] = []
    var position = 0
    while let bounds = bounds(at: position) {
      if let last = found.last, !precedes(last, bounds) { return }
      found.append(position)
      position = bounds.end
    }
    // What can't be read stands behind the last entry, where it would be taken for room.
    if position == encoded.count { starts = found }
  }

  private func precedes(_ start: Int, _ other: Bounds) -> Bool {
    guard let bounds = bounds(at: start) else { return false }
    return encoded.withUnsafeBytes { bytes in
      Self.compare(
        UnsafeRawBufferPointer(rebasing: bytes[bounds.nameStart..<bounds.nameEnd]), isTree(at: bounds.start),
        UnsafeRawBufferPointer(rebasing: bytes[other.nameStart..<other.nameEnd]), isTree(at: other.start)) < 0
    }
  }

  // MARK: - entries in the text

  private struct Bounds { var start, nameStart, nameEnd, end: Int }

  private func isTree(at start: Int) -> Bool { encoded[start] == 0x34 }

  private func bounds(at start: Int) -> Bounds? {
    encoded.withUnsafeBufferPointer { bytes in
      var position = start
      while position < bytes.count, bytes[position] != 0x20 { position += 1 }
      let nameStart = position + 1
      guard nameStart < bytes.count, let rest = bytes.baseAddress.map({ $0 + nameStart }),
        let zero = memchr(rest, 0, bytes.count - nameStart)
      else { return nil }
      let nameEnd = nameStart + (UnsafeRawPointer(zero) - UnsafeRawPointer(rest))
      guard nameEnd + 1 + idLength <= bytes.count else { return nil }
      return Bounds(start: start, nameStart: nameStart, nameEnd: nameEnd, end: nameEnd + 1 + idLength)
    }
  }

  private func entry(_ bounds: Bounds) -> Entry {
    let mode = encoded[bounds.start..<bounds.nameStart - 1].reduce(0) { $0 << 3 | UInt32($1 & 7) }
    let name = String(decoding: encoded[bounds.nameStart..<bounds.nameEnd], as: UTF8.self)
    return Entry(mode: mode, name: name, id: ObjectID(unchecked: encoded[bounds.nameEnd + 1..<bounds.end]))
  }

  private func find(_ name: String) -> Bounds? {
    if starts != nil { return findSorted(name, isTree: false) ?? findSorted(name, isTree: true) }
    var name = name
    return name.withUTF8 { wanted in
      encoded.withUnsafeBytes { bytes in
        var position = 0
        while let bounds = bounds(at: position) {
          let other = UnsafeRawBufferPointer(rebasing: bytes[bounds.nameStart..<bounds.nameEnd])
          if Self.compare(other, false, UnsafeRawBufferPointer(wanted), false) == 0 { return bounds }
          position = bounds.end
        }
        return nil
      }
    }
  }

  private func findSorted(_ name: String, isTree: Bool) -> Bounds? {
    guard let starts else { return nil }
    let position = rank(name, isTree: isTree, starts)
    guard position < starts.count, let bounds = bounds(at: starts[position]), self.isTree(at: bounds.start) == isTree else { return nil }
    return encoded[bounds.nameStart..<bounds.nameEnd].elementsEqual(name.utf8) ? bounds : nil
  }

  private func insertionPoint(_ entry: Entry) -> Int {
    if let starts {
      let position = rank(entry.name, isTree: entry.isTree, starts)
      return position < starts.count ? starts[position] : encoded.count
    }
    var name = entry.name
    return name.withUTF8 { name in
      encoded.withUnsafeBytes { bytes in
        var position = 0
        while let bounds = bounds(at: position) {
          let other = UnsafeRawBufferPointer(rebasing: bytes[bounds.nameStart..<bounds.nameEnd])
          if Self.compare(UnsafeRawBufferPointer(name), entry.isTree, other, isTree(at: bounds.start)) < 0 { return position }
          position = bounds.end
        }
        return position
      }
    }
  }

  /// How many entries come before one of this name.
  private func rank(_ name: String, isTree: Bool, _ starts: [Int]) -> Int {
    var name = name
    return name.withUTF8 { name in
      encoded.withUnsafeBytes { bytes in
        Self.count(starts) { start in
          guard let bounds = bounds(at: start) else { return false }
          let other = UnsafeRawBufferPointer(rebasing: bytes[bounds.nameStart..<bounds.nameEnd])
          return Self.compare(other, self.isTree(at: start), UnsafeRawBufferPointer(name), isTree) < 0
        }
      }
    }
  }

  /// How many of the first numbers the predicate holds for, found by halving.
  private static func count(_ starts: [Int], _ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(starts[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Git sorts by bytes, a directory as if its name ended in a slash. Negative, zero or positive.
  private static func compare(_ a: UnsafeRawBufferPointer, _ aIsTree: Bool, _ b: UnsafeRawBufferPointer, _ bIsTree: Bool) -> Int {
    let common = min(a.count, b.count)
    if common > 0, let x = a.baseAddress, let y = b.baseAddress {
      let difference = memcmp(x, y, common)
      if difference != 0 { return Int(difference) }
    }
    func next(_ name: UnsafeRawBufferPointer, _ isTree: Bool) -> Int { name.count > common ? Int(name[common]) : isTree ? 0x2f : 0 }
    let difference = next(a, aIsTree) - next(b, bIsTree)
    if difference != 0 { return difference }
    return (a.count + (aIsTree ? 1 : 0)) - (b.count + (bIsTree ? 1 : 0))
  }
}
