import Basics

/// Makes new inputs of old ones: bytes changed, cut, doubled, spliced, and the format's own pieces put in.
struct Mutator {
  let random: SeededRandom
  let dictionary: [[UInt8]]
  static let bytesMax = 4096
  private static let interesting: [UInt8] = [0, 1, 9, 10, 13, 32, 34, 39, 45, 48, 92, 123, 125, 127, 128, 192, 239, 255]

  mutating func next(from pool: [[UInt8]]) -> [UInt8] {
    var bytes = pool[random.below(pool.count)]
    for _ in 0...random.below(5) { change(&bytes, pool) }
    return bytes.count > Self.bytesMax ? Array(bytes.prefix(Self.bytesMax)) : bytes
  }

  private func change(_ bytes: inout [UInt8], _ pool: [[UInt8]]) {
    let place = random.below(bytes.count + 1)
    switch random.below(8) {
    case 0 where !bytes.isEmpty: bytes[min(place, bytes.count - 1)] ^= 1 << UInt8(random.below(8))
    case 1 where !bytes.isEmpty: bytes[min(place, bytes.count - 1)] = Self.interesting[random.below(Self.interesting.count)]
    case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    case 3: bytes.removeSubrange(span(bytes))
    case 4:
      let span = span(bytes)
      bytes.insert(contentsOf: Array(repeating: Array(bytes[span].prefix(64)), count: 1 + random.below(4)).joined(), at: place)
    case 5:
      let other = pool[random.below(pool.count)]
      bytes.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
    default:
      if !dictionary.isEmpty { bytes.insert(contentsOf: dictionary[random.below(dictionary.count)], at: place) }
    }
  }

  private func span(_ bytes: [UInt8]) -> Range<Int> {
    let start = random.below(bytes.count + 1)
    return start..<min(bytes.count, start + random.below(32))
  }
}
