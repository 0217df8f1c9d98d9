import APIMachinery
import Store

/// An object as its file on `live`: a first line that tells the revision of its creation, then YAML, sealed where that is to be.
struct LiveObjectText: Sendable {
  private static let createdPrefix = "# created at revision "
  let sealer: SecretSealer

  func encode(_ change: CommittedTransaction.Change) -> [UInt8] {
    let object = change.object
    let value = change.source?.value(at: object.revision) ?? object.decoded()
    let isSealed = sealer.concerns(object.key)
    var text = YAML.encode(isSealed ? sealer.seal(value, of: object.key.resource) : value)
    if !isSealed, SealedText.mayOccur(in: text) { text = YAML.encode(sealer.seal(value, of: object.key.resource)) }
    return Array("\(Self.createdPrefix)\(object.created)\n".utf8) + text
  }

  func decode(_ bytes: [UInt8], _ key: ObjectKey, path: @autoclosure () -> String) throws(GitStoreError) -> StoredObject {
    var value: Value
    do { value = try YAML.decode(bytes) } catch { throw .corruptRepository("\(path()): \(error)") }
    guard let revision = Revision(value.resourceVersion) else {
      throw .corruptRepository("\(path()): metadata.resourceVersion is missing")
    }
    if sealer.concerns(key) || SealedText.mayOccur(in: bytes) { value = try sealer.unseal(value, of: key.resource) }
    return StoredObject(
      key: key, revision: revision, created: Self.created(bytes) ?? revision, json: EncodedObject(value).json(at: revision))
  }

  private static func created(_ bytes: [UInt8]) -> Revision? {
    guard bytes.starts(with: createdPrefix.utf8) else { return nil }
    let digits = bytes.dropFirst(createdPrefix.utf8.count).prefix { $0 != 0x0a }
    return Revision(String(decoding: digits, as: UTF8.self))
  }
}
