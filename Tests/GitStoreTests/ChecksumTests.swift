import Basics
@testable import GitStore
import Testing

@Suite struct ChecksumTests {
  @Test func `the checksum is Castagnoli's`() {
    // RFC 3720, appendix B.4.
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
    #expect(CRC32C.checksum([UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xe306_9283)
    #expect(CRC32C.checksum([]) == 0)
  }

  @Test func `the processor and the tables agree, wherever the bytes begin and end`() {
    let random = SeededRandom(seed: 4)
    let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for start in 0..<9 {
      for end in stride(from: start, through: bytes.count, by: 3) {
        let byTable = bytes[start..<end].withUnsafeBytes { CRC32C.byTable(0xffff_ffff, $0) } ^ 0xffff_ffff
        #expect(CRC32C.checksum(bytes[start..<end]) == byTable)
      }
    }
  }
}
