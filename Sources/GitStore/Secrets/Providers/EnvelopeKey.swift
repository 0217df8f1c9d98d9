import Basics
import Crypto
import Synchronization

/// Provider `kms` v2 (KEP-3299): values are sealed with keys derived from a seed, one key each, and the seed stands beside them as the
/// service has encrypted it.
///
/// A value: the encrypted seed, 32 bytes that its key is derived with (HKDF-SHA-256), then AES-256-GCM under that key. The service is asked
/// once for each seed, not for each value. A seed is used again after a restart, as long as the service's key is the same, so
/// that files don't change without reason.
final class EnvelopeKey: SealingProvider {
  private static let seedLength = 32
  private static let infoLength = 32

  private struct Seed {
    var bytes: [UInt8]
    var encrypted: EncryptedKey
  }

  private struct State {
    var known: [EncryptedKey: [UInt8]] = [:]
    var current: Seed?
    var problem: String?
  }

  let name: String
  private let service: any KeyService
  private let state: Mutex<State>

  /// `former`: the same provider as it was before the configuration was read again; its seeds need not be asked for again.
  init(name: String, service: any KeyService, former: EnvelopeKey? = nil) {
    (self.name, self.service) = (name, service)
    state = Mutex(State(known: former?.state.withLock { $0.known } ?? [:]))
  }

  var tag: String { Self.tag(name) }
  static func tag(_ name: String) -> String { "kms:v2:" + name }

  var mark: String {
    guard let key = state.withLock({ $0.current?.encrypted.keyID }) else { return tag }
    return tag + ":" + DerivedKey(Array(key.utf8)).identity("kctl key mark")
  }

  /// Why the service can't be relied on; nil when the last question was answered.
  var problem: String? { state.withLock { $0.problem } }

  /// Makes sure that there is a seed under the service's current key. Until this has gone well once, nothing can be sealed; afterwards, a
  /// service that is away keeps nobody from writing. Blocks.
  func prepare(_ random: any RandomSource) throws(GitStoreError) {
    do {
      let key = try service.currentKey()
      let (isCurrent, seed) = state.withLock { state -> (Bool, Seed?) in
        if state.current?.encrypted.keyID == key { return (true, nil) }
        let known = state.known.filter { $0.key.keyID == key }.min { $0.key.ciphertext.lexicographicallyPrecedes($1.key.ciphertext) }
        return (false, known.map { Seed(bytes: $0.value, encrypted: $0.key) })
      }
      if isCurrent { return state.withLock { $0.problem = nil } }
      let next = try seed ?? freshSeed(random)
      state.withLock { state in
        (state.current, state.problem) = (next, nil)
        state.known[next.encrypted] = next.bytes
      }
    } catch {
      state.withLock { $0.problem = "\(error)" }
      throw .secretKey("the key service \"\(name)\" can't be used: \(error)")
    }
  }

  private func freshSeed(_ random: any RandomSource) throws -> Seed {
    let bytes = random.bytes(Self.seedLength)
    return Seed(bytes: bytes, encrypted: try service.encrypt(bytes))
  }

  // MARK: - values

  func seal(_ plain: [UInt8], context: String) -> [UInt8] {
    guard let seed = state.withLock({ $0.current }) else { preconditionFailure("\(tag) seals before it was prepared") }
    var writer = ByteWriter()
    writer.write(seed.encrypted.keyID)
    writer.write(seed.encrypted.ciphertext)
    writer.write(seed.encrypted.annotations.count)
    for (name, value) in seed.encrypted.annotations.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      writer.write(value)
    }
    let derived = DerivedKey(seed.bytes)
    let info = DerivedKey.nonce(derived("kctl kms info"), plain, context: context, count: Self.infoLength)
    return writer.bytes + info + Self.sealing(seed.bytes, info).seal(plain, context: context)
  }

  func open(_ bytes: [UInt8], context: String) throws(SealingFailure) -> [UInt8] {
    let (encrypted, body): (EncryptedKey, [UInt8])
    do { (encrypted, body) = try Self.parse(bytes) } catch { throw .malformed }
    guard body.count > Self.infoLength else { throw .malformed }
    let seed = try seed(encrypted)
    let info = Array(body.prefix(Self.infoLength))
    return try Self.sealing(seed, info).open(Array(body.dropFirst(Self.infoLength)), context: context)
  }

  private func seed(_ encrypted: EncryptedKey) throws(SealingFailure) -> [UInt8] {
    if let known = state.withLock({ $0.known[encrypted] }) { return known }
    let bytes: [UInt8]
    do { bytes = try service.decrypt(encrypted) } catch { throw .service("\(error)") }
    guard bytes.count == Self.seedLength else { throw .service("it decrypted a seed of \(bytes.count) bytes where there must be \(Self.seedLength)") }
    state.withLock { $0.known[encrypted] = bytes }
    return bytes
  }

  private static func sealing(_ seed: [UInt8], _ info: [UInt8]) -> GCMSealing {
    let key = HKDF<SHA256>.expand(pseudoRandomKey: seed, info: info, outputByteCount: 32)
    // The key is this value's alone: a nonce of it can only be the same for the same value.
    return GCMSealing(encryptionKey: key, nonceKey: key)
  }

  private static func parse(_ bytes: [UInt8]) throws(ByteReader.Exhausted) -> (EncryptedKey, [UInt8]) {
    var reader = ByteReader(bytes[...])
    var key = EncryptedKey(ciphertext: [], keyID: try reader.string())
    key.ciphertext = try reader.text()
    for _ in 0..<(try reader.number()) {
      let name = try reader.string()
      key.annotations[name] = try reader.text()
    }
    return (key, reader.rest)
  }
}
