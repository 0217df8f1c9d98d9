import APIMachinery
import Basics

/// Encrypts what is secret in an object before it touches the disk (design I7), and decrypts it on the way back.
///
/// Values are sealed one by one, so that diffs show what changed without showing what it is, and each is bound to its object and field: a
/// sealed value that is moved elsewhere doesn't open. Which objects, and with which key, the key ring says; by default Secrets, with the
/// store's own key.
public struct SecretSealer: Sendable {
  public static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
  public static let secrets = GroupResource(resource: "secrets")

  let ring: KeyRing

  init(_ ring: KeyRing) { self.ring = ring }

  /// `key` is 32 random bytes.
  public init(key: [UInt8]) { self.init(KeyRing(generated: GeneratedKey(key))) }

  /// Whether objects of this key are sealed. The key that people seal with is public, also where other ConfigMaps aren't: clones need it.
  public func concerns(_ key: ObjectKey) -> Bool { key != SealingKey.configMap && ring.writer(for: key.resource) != nil }

  /// Whether the text says of itself that it is a sealed value.
  public static func isSealed(_ text: String) -> Bool { SealedText.isSealed(text) }

  /// Whether any value in the object is sealed.
  public static func holdsSealedValues(_ object: Value) -> Bool {
    var found = false
    _ = SealedFields.transform(object) { value, _ in
      if value.string.map(isSealed) ?? false { found = true }
      return value
    }
    return found
  }

  // MARK: - objects

  /// The object with every value sealed, if objects of the resource are. What only looks like a sealed value is sealed in any case, so
  /// that what looks sealed in a file is.
  public func seal(_ object: Value, of resource: GroupResource = Self.secrets) -> Value {
    if let writer = ring.writer(for: resource) {
      return SealedFields.transform(object) { value, context in .string(Self.seal(value, writer, context)) }
    }
    guard let fallback = ring.fallback, Self.holdsSealedValues(object) else { return object }
    return SealedFields.transform(object) { value, context in
      value.string.map(Self.isSealed) ?? false ? .string(Self.seal(value, fallback, context)) : value
    }
  }

  /// The object in clear. Values that are not sealed stay as they are. Throws for a value that can't be opened: it is never taken for
  /// what it hides.
  public func unseal(_ object: Value) throws(GitStoreError) -> Value {
    try open(object, demandsSealed: false)
  }

  /// As the store wrote it: throws also for a value in clear where all must be sealed.
  func unseal(_ object: Value, of resource: GroupResource) throws(GitStoreError) -> Value {
    try open(object, demandsSealed: ring.demandsSealed(resource))
  }

  private func open(_ object: Value, demandsSealed: Bool) throws(GitStoreError) -> Value {
    var failure: GitStoreError?
    let clear = SealedFields.transform(object) { value, context in
      guard failure == nil else { return value }
      do throws(GitStoreError) {
        if let text = value.string, Self.isSealed(text) { return try open(text, context: context) }
        if demandsSealed { throw Self.inClear(context) }
      } catch {
        failure = error
      }
      return value
    }
    if let failure { throw failure }
    return clear
  }

  // MARK: - values

  private static func seal(_ value: Value, _ writer: any SealingProvider, _ context: String) -> String {
    SealedText(tag: writer.tag, bytes: writer.seal(plain(value), context: context)).text
  }

  /// One letter tells a string from any other JSON.
  static func plain(_ value: Value) -> [UInt8] {
    value.string.map { [UInt8(ascii: "s")] + Array($0.utf8) } ?? [UInt8(ascii: "j")] + JSON.encode(value)
  }

  private func open(_ text: String, context: String) throws(GitStoreError) -> Value {
    guard let sealed = SealedText(text) else { throw Self.notSealed(context) }
    let plain = try open(sealed, context: context)
    switch plain.first {
    case UInt8(ascii: "s"): return .string(String(decoding: plain.dropFirst(), as: UTF8.self))
    case UInt8(ascii: "j"):
      // What is wrong with it isn't said: that would quote it.
      guard let value = try? JSON.decode(Array(plain.dropFirst())) else { throw Self.notSealed(context) }
      return value
    default: throw Self.notSealed(context)
    }
  }

  private func open(_ sealed: SealedText, context: String) throws(GitStoreError) -> [UInt8] {
    if sealed.tag.hasPrefix(SealingKey.tagPrefix) { return try openForCluster(sealed, context) }
    let providers = ring.providers(tag: sealed.tag)
    guard !providers.isEmpty else { throw missing(sealed.tag, context) }
    var failure = SealingFailure.refused
    for provider in providers {
      do throws(SealingFailure) { return try provider.open(sealed.bytes, context: context) } catch { failure = error }
    }
    switch failure {
    case .malformed: throw Self.notSealed(context)
    case .refused:
      throw .secretKey("\(context) can't be decrypted: it was altered or moved, or \(Self.name(sealed.tag)) isn't the one that it was sealed with")
    case .service(let reason): throw .secretKey("\(context) can't be decrypted: \(Self.name(sealed.tag)) doesn't answer: \(reason)")
    }
  }

  private func openForCluster(_ sealed: SealedText, _ context: String) throws(GitStoreError) -> [UInt8] {
    let id = String(sealed.tag.dropFirst(SealingKey.tagPrefix.utf8.count))
    guard let key = ring.opener(id) else {
      let own = ring.openerIDs
      throw .secretKey(
        "\(context) was sealed for another cluster (key \(id)): " + (own.isEmpty ? "this one has no sealing key yet" : "this one's is \(own.joined(separator: ", "))")
          + "; seal it again with 'kctl seal'")
    }
    return try key.open(sealed.bytes, context: context)
  }

  // MARK: - whole objects

  private static let mark = Array("kctl\u{1}".utf8)

  /// Bytes that hold an object whole, sealed if objects of its resource are. `place` says where they are kept.
  func wrap(_ bytes: [UInt8], _ key: ObjectKey, in place: String) -> [UInt8] {
    guard let writer = ring.writer(for: key.resource) else { return bytes }
    var result = ByteWriter(bytes: Self.mark)
    result.write(writer.tag)
    return result.bytes + writer.seal(bytes, context: "\(place)/\(key)")
  }

  func unwrap(_ bytes: [UInt8], _ key: ObjectKey, in place: String) throws(GitStoreError) -> [UInt8] {
    guard bytes.starts(with: Self.mark) else {
      if !bytes.isEmpty, ring.demandsSealed(key.resource) { throw Self.inClear("\(place)/\(key)") }
      return bytes
    }
    var reader = ByteReader(bytes.dropFirst(Self.mark.count))
    guard let tag = try? reader.string() else { throw Self.notSealed("\(place)/\(key)") }
    return try open(SealedText(tag: tag, bytes: reader.rest), context: "\(place)/\(key)")
  }
}
