import APIMachinery
import Basics
import Store

/// What one transaction wrote: what stands in the journal, and what the materialiser turns into commits.
struct CommittedTransaction: Sendable {
  struct Change: Sendable {
    var object: StoredObject
    var isDelete: Bool
    /// What the object was made of, unless it comes out of the journal.
    var source: EncodedObject?
  }

  struct Desired: Sendable {
    var key: ObjectKey
    var change: DesiredChange
  }

  /// The newest revision once it had happened.
  var revision: Revision
  var changes: [Change]
  var desired: [Desired] = []
  var provenance: Provenance
  var adoption: Adoption?

  init(_ transaction: Transaction, _ outcome: StoreState.Outcome, revision: Revision, time: Timestamp) {
    self.revision = revision
    // A write that changed nothing has no result.
    let carriedOut = zip(transaction.writes, outcome.results).filter { $1 != nil }.map(\.0)
    changes = zip(outcome.changes, carriedOut).map { change, write in
      var source: EncodedObject?
      if case .put(let encoded) = write.change { source = encoded }
      return Change(object: change.object, isDelete: change.isDelete, source: source)
    }
    desired = transaction.writes.compactMap { write in write.desired.map { Desired(key: write.key, change: $0) } }
    provenance = transaction.provenance
    provenance.time = provenance.time ?? time
    adoption = transaction.adoption
  }

  init(revision: Revision, changes: [Change], desired: [Desired], provenance: Provenance, adoption: Adoption?) {
    (self.revision, self.changes, self.desired) = (revision, changes, desired)
    (self.provenance, self.adoption) = (provenance, adoption)
  }

  /// About how much disk it takes; in memory, decoded, a few times as much.
  var byteCount: Int {
    changes.reduce(256) { $0 + $1.object.json.count + 128 } + desired.reduce(0) { $0 + ($1.change.source?.count ?? 0) + 512 }
  }
}

/// Where in the journal a transaction stands: its name for good, also where it took no revision of its own.
struct JournalPosition: Hashable, Comparable, CustomStringConvertible, Sendable {
  var sequence: UInt64
  var index: Int

  init(sequence: UInt64, index: Int) { (self.sequence, self.index) = (sequence, index) }

  init?(_ text: String) {
    let parts = text.split(separator: ".")
    guard parts.count == 2, let sequence = UInt64(parts[0]), let index = Int(parts[1]) else { return nil }
    self.init(sequence: sequence, index: index)
  }

  var description: String { "\(sequence).\(index)" }
  static func < (a: Self, b: Self) -> Bool { (a.sequence, a.index) < (b.sequence, b.index) }
}

/// Transactions that became durable by one sync of the journal.
struct CommittedGroup: Sendable {
  var sequence: UInt64
  var transactions: [CommittedTransaction]
  var byteCount: Int { transactions.reduce(0) { $0 + $1.byteCount } }

  var positioned: [(position: JournalPosition, transaction: CommittedTransaction)] {
    transactions.enumerated().map { (JournalPosition(sequence: sequence, index: $0), $1) }
  }
}
