import Basics
import Crypto
import Testing

@testable import GitStore

@Suite struct SealingProviderTests {
  private static let providers: [any SealingProvider] = [
    GeneratedKey(Array(repeating: 7, count: 32)), AESGCMKey(name: "k", key: Array(repeating: 1, count: 16)),
    AESGCMKey(name: "k", key: Array(repeating: 1, count: 24)), AESGCMKey(name: "k", key: Array(repeating: 1, count: 32)),
    AESCBCKey(name: "k", key: Array(repeating: 1, count: 16)), AESCBCKey(name: "k", key: Array(repeating: 1, count: 32)),
    SecretBoxKey(name: "k", key: Array(repeating: 1, count: 32)),
  ]

  private func hex(_ bytes: some Sequence<UInt8>) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  private func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
  }

  @Test("secretbox gives what NaCl's own test says (tests/secretbox.c)")
  func naclVector() {
    let key = bytes("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389")
    let nonce = bytes("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37")
    let plain = bytes(
      "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
        + "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f9377638486"
        + "45e0705")
    let box =
      "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972"
      + "71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b"
      + "37973f622a43d14a6599b1f654cb45a74e355a5"
    #expect(hex(SecretBox.seal(plain, key: key, nonce: nonce)) == box)
    #expect(SecretBox.open(bytes(box), key: key, nonce: nonce) == plain)
  }

  @Test("secretbox gives what libsodium gives, for every length up to 300 of bytes that carry most")
  func sodiumDigest() {
    var hash = SHA256()
    for length in 0..<300 {
      hash.update(data: SecretBox.seal(Array(repeating: 0xff, count: length), key: Array(0..<32), nonce: Array(0..<24)))
    }
    #expect(hex(hash.finalize()) == "5193eae4cfc13306fa8a2b916dba7796d3998da9cbcc67a85307f13507ca7003")
  }

  @Test("Poly1305 gives what RFC 8439 section 2.5.2 says")
  func poly() {
    let key = bytes("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
    #expect(hex(Poly1305.code(of: Array("Cryptographic Forum Research Group".utf8)[...], key: key)) == "a8061dc1305136c6c22b8baf0c0127a9")
  }

  @Test("what is sealed opens in its place, is the same each time, and shows nothing", arguments: 0..<providers.count)
  func roundTrip(number: Int) throws {
    let provider = Self.providers[number]
    for length in [0, 1, 15, 16, 17, 31, 32, 33, 1_000] {
      let plain = Array(repeating: UInt8(ascii: "p"), count: length)
      let sealed = provider.seal(plain, context: "n/s/data/p")
      #expect(sealed == provider.seal(plain, context: "n/s/data/p"))
      #expect(try provider.open(sealed, context: "n/s/data/p") == plain)
      #expect(throws: SealingFailure.self) { try provider.open(sealed, context: "n/other/data/p") }
      #expect(sealed != provider.seal(plain, context: "n/s/data/q"))
      if length > 15 { #expect(!hex(sealed).contains(hex(plain.prefix(8)))) }
    }
  }

  @Test("no altered, cut or made-up bytes open or crash", arguments: 0..<providers.count)
  func altered(number: Int) throws {
    let provider = Self.providers[number]
    let random = SeededRandom(seed: 11)
    let sealed = provider.seal(Array("a value of some length".utf8), context: "c")
    for position in sealed.indices {
      var changed = sealed
      changed[position] ^= 1 << UInt8(random.below(8))
      #expect(throws: SealingFailure.self) { try provider.open(changed, context: "c") }
      #expect(throws: SealingFailure.self) { try provider.open(Array(sealed.prefix(position)), context: "c") }
    }
    for _ in 0..<200 {
      let noise = (0..<random.below(120)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(throws: SealingFailure.self) { try provider.open(noise, context: "c") }
    }
  }

  @Test("another key of the same name neither opens nor looks like the same key")
  func otherKey() throws {
    let pairs: [(any SealingProvider, any SealingProvider)] = [
      (AESGCMKey(name: "k", key: Array(repeating: 1, count: 32)), AESGCMKey(name: "k", key: Array(repeating: 2, count: 32))),
      (AESCBCKey(name: "k", key: Array(repeating: 1, count: 32)), AESCBCKey(name: "k", key: Array(repeating: 2, count: 32))),
      (SecretBoxKey(name: "k", key: Array(repeating: 1, count: 32)), SecretBoxKey(name: "k", key: Array(repeating: 2, count: 32))),
    ]
    for (one, two) in pairs {
      #expect(one.tag == two.tag && one.mark != two.mark)
      #expect(throws: SealingFailure.self) { try two.open(one.seal([1, 2, 3], context: "c"), context: "c") }
    }
  }
}
