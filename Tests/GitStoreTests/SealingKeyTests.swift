import APIMachinery
import Basics
import Testing

@testable import GitStore

@Suite struct SealingKeyTests {
  private let opening = OpeningKey()
  private let secret: Value = [
    "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "namespace": "n"], "data": ["p": "aHVudGVyMg==", "n": 5], "stringData": ["q": "text"],
  ]

  private func sealer(_ key: OpeningKey?) -> SecretSealer {
    let sealer = SecretSealer(key: Array(repeating: 7, count: 32))
    if let key { sealer.ring.add(key) }
    return sealer
  }

  @Test("I7 what is sealed to the public key opens with the cluster's key alone, and as nothing else")
  func seals() throws {
    let key = try #require(SealingKey(opening.sealing.text))
    let sealed = try key.seal(secret)
    #expect(!JSON.text(sealed).contains("aHVudGVyMg") && !JSON.text(sealed).contains("text"))
    #expect(SecretSealer.holdsSealedValues(sealed))
    #expect(try sealer(opening).unseal(sealed) == secret)
    #expect(try key.seal(sealed) == sealed, "what is sealed stays as it is")
    #expect(sealed[path: "data", "p"]?.string.flatMap { SealingKey.id(of: $0) } == key.id)
    #expect { try sealer(OpeningKey()).unseal(sealed) } throws: { error in
      "\(error)".contains("n/s/data/") && "\(error)".contains("another cluster (key \(key.id))") && "\(error)".contains("kctl seal")
    }
    #expect(throws: GitStoreError.self) { try sealer(nil).unseal(sealed) }
    var moved = sealed
    moved[path: "metadata", "name"] = "other"
    #expect(throws: GitStoreError.self) { try sealer(opening).unseal(moved) }
    #expect(throws: GitStoreError.self) { try key.seal(["kind": "Secret", "data": ["a": "b"]]) }
  }

  @Test("the private half can be kept and read again; nothing else is taken for a key")
  func texts() throws {
    #expect(OpeningKey(secretBytes: opening.secretBytes)?.sealing.id == opening.sealing.id)
    #expect(OpeningKey(secretBytes: [1, 2, 3]) == nil)
    #expect(!opening.sealing.text.contains(Base64.encode(opening.secretBytes)))
    for text in ["", "kctl-seal-v1", "kctl-seal-v1:zzzz", "kctl-seal-v1:AAAA", "kctl-seal-v2:\(Base64.encode(opening.secretBytes))"] {
      #expect(SealingKey(text) == nil, "\(text)")
    }
  }

  @Test("a key of before opens until it is forgotten; what is published names the one to use, and those")
  func renewed() throws {
    let next = OpeningKey()
    let sealer = sealer(opening)
    sealer.ring.add(next)
    let (old, new) = (try opening.sealing.seal(secret), try next.sealing.seal(secret))
    #expect(try sealer.unseal(old) == secret)
    #expect(try sealer.unseal(new) == secret)
    sealer.ring.removeOpener(opening.sealing.id)
    #expect(throws: GitStoreError.self) { try sealer.unseal(old) }
    #expect(try sealer.unseal(new) == secret)
    let published = PublishedSealingKeys(current: next.sealing, formerIDs: [opening.sealing.id, "00000000"])
    let read = try #require(PublishedSealingKeys(configMap: ["data": published.data]))
    #expect(read.current.id == next.sealing.id && read.ids == [next.sealing.id, opening.sealing.id, "00000000"])
    #expect(PublishedSealingKeys(configMap: ["data": ["key": "x"]]) == nil && PublishedSealingKeys(configMap: [:]) == nil)
  }

  @Test("no changed text opens to anything else")
  func altered() throws {
    let random = SeededRandom(seed: 6)
    let sealed = try opening.sealing.seal(secret)
    let sealer = sealer(opening)
    let text = sealed[path: "data", "p"]?.string ?? ""
    for _ in 0..<300 {
      var bytes = Array(text.utf8)
      bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: 0x21 + random.below(90))
      let changed = String(decoding: bytes, as: UTF8.self)
      guard changed != text, SecretSealer.isSealed(changed) else { continue }
      var object = sealed
      object[path: "data", "p"] = .string(changed)
      let opened = try? sealer.unseal(object)
      #expect(opened == nil || opened?[path: "data", "p"] == "aHVudGVyMg==", "only stray bits of base64 may differ: \(changed)")
    }
  }
}
