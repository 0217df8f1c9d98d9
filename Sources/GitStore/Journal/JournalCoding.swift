import APIMachinery
import Basics
import Store

/// A group of transactions as bytes, and back. What belongs to a Secret, or another object that is sealed, is sealed whole on the way.
struct JournalCoding: Sendable {
  let sealer: SecretSealer

  func encode(_ transactions: [CommittedTransaction]) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(transactions.reduce(0) { $0 + $1.byteCount })
    writer.write(transactions.count)
    for transaction in transactions { write(transaction, &writer) }
    return writer.bytes
  }

  func decode(_ bytes: ArraySlice<UInt8>, sequence: UInt64) throws -> CommittedGroup {
    var reader = ByteReader(bytes)
    let count = try reader.number()
    var transactions: [CommittedTransaction] = []
    for _ in 0..<count { transactions.append(try transaction(&reader)) }
    guard reader.isAtEnd else { throw ByteReader.Exhausted() }
    return CommittedGroup(sequence: sequence, transactions: transactions)
  }

  // MARK: - transactions

  private func write(_ transaction: CommittedTransaction, _ writer: inout ByteWriter) {
    writer.write(transaction.revision.rawValue)
    let provenance = transaction.provenance
    for text in [
      provenance.user, provenance.verb, provenance.resource, provenance.userAgent, provenance.fieldManager, provenance.auditID,
    ] { writer.write(text) }
    writer.write(provenance.groups.count)
    for group in provenance.groups { writer.write(group) }
    writer.write(provenance.time) { $0.write(UInt64(bitPattern: $1.nanosecondsSinceEpoch)) }
    writer.write(transaction.adoption) { writer, adoption in
      writer.write(adoption.commit)
      writer.write(adoption.note)
    }
    writer.write(transaction.changes.count)
    for change in transaction.changes { write(change, &writer) }
    writer.write(transaction.desired.count)
    for desired in transaction.desired { write(desired, &writer) }
  }

  private func transaction(_ reader: inout ByteReader) throws -> CommittedTransaction {
    let revision = Revision(try reader.number())
    var provenance = Provenance(
      user: try reader.string(), verb: try reader.string(), resource: try reader.string(), userAgent: try reader.string(),
      fieldManager: try reader.string(), auditID: try reader.string())
    for _ in 0..<(try reader.number()) { provenance.groups.append(try reader.string()) }
    provenance.time = try reader.optional { reader throws(ByteReader.Exhausted) in
      Timestamp(nanosecondsSinceEpoch: Int64(bitPattern: try reader.number()))
    }
    let adoption = try reader.optional { reader throws(ByteReader.Exhausted) in
      Adoption(commit: try reader.string(), note: try reader.string())
    }
    var changes: [CommittedTransaction.Change] = []
    for _ in 0..<(try reader.number()) { changes.append(try change(&reader)) }
    var desired: [CommittedTransaction.Desired] = []
    for _ in 0..<(try reader.number()) { desired.append(try self.desired(&reader)) }
    return CommittedTransaction(
      revision: revision, changes: changes, desired: desired, provenance: provenance, adoption: adoption)
  }

  // MARK: - changes

  private func write(_ key: ObjectKey, _ writer: inout ByteWriter) {
    for text in [key.resource.group, key.resource.resource, key.namespace, key.name] { writer.write(text) }
  }

  private func key(_ reader: inout ByteReader) throws -> ObjectKey {
    let resource = GroupResource(group: try reader.string(), resource: try reader.string())
    return ObjectKey(resource, namespace: try reader.string(), name: try reader.string())
  }

  private func write(_ change: CommittedTransaction.Change, _ writer: inout ByteWriter) {
    write(change.object.key, &writer)
    writer.write(change.object.revision.rawValue)
    writer.write(change.object.created.rawValue)
    writer.write(change.isDelete)
    writer.write(wrap(change.isDelete ? [] : change.object.json, change.object.key))
  }

  private func change(_ reader: inout ByteReader) throws -> CommittedTransaction.Change {
    let key = try key(&reader)
    let revision = Revision(try reader.number())
    let created = Revision(try reader.number())
    let isDelete = try reader.flag()
    let json = try unwrap(try reader.text(), key)
    return .init(object: StoredObject(key: key, revision: revision, created: created, json: json), isDelete: isDelete)
  }

  private func write(_ desired: CommittedTransaction.Desired, _ writer: inout ByteWriter) {
    write(desired.key, &writer)
    var payload = ByteWriter()
    payload.write(desired.change.before) { $0.write(JSON.encode($1)) }
    payload.write(desired.change.after) { $0.write(JSON.encode($1)) }
    payload.write(desired.change.source) { $0.write($1) }
    payload.write(desired.change.path) { $0.write($1) }
    writer.write(wrap(payload.bytes, desired.key))
  }

  private func desired(_ reader: inout ByteReader) throws -> CommittedTransaction.Desired {
    let key = try key(&reader)
    var payload = ByteReader(try unwrap(try reader.text(), key)[...])
    let before = try payload.optional { reader throws(ByteReader.Exhausted) in try reader.text() }
    let after = try payload.optional { reader throws(ByteReader.Exhausted) in try reader.text() }
    let source = try payload.optional { reader throws(ByteReader.Exhausted) in try reader.text() }
    let path = try payload.optional { reader throws(ByteReader.Exhausted) in try reader.string() }
    let change = DesiredChange(
      before: try before.map { try JSON.decode($0) }, after: try after.map { try JSON.decode($0) }, source: source, path: path)
    return .init(key: key, change: change)
  }

  private func wrap(_ bytes: [UInt8], _ key: ObjectKey) -> [UInt8] { sealer.wrap(bytes, key, in: "journal") }

  private func unwrap(_ bytes: [UInt8], _ key: ObjectKey) throws(GitStoreError) -> [UInt8] { try sealer.unwrap(bytes, key, in: "journal") }
}
