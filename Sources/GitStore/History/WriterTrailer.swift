import APIMachinery
import Store

/// The trailer `Kctl-Write`: which of a commit's revisions were whose, where several writers share the commit.
///
/// `1001-1004,1007 ["update","system:node:demo","kubelet/v1.36","kubelet",""]`: revisions, then verb, user, user agent, field manager and
/// audit id as JSON, and a list of the user's groups where the name doesn't tell them.
struct WriterTrailer: Hashable {
  var revisions: [ClosedRange<UInt64>]
  var verb: String
  var user: String
  var userAgent: String
  var fieldManager: String
  var auditID: String
  var groups: [String] = []

  private struct Writer: Hashable {
    var verb, user, userAgent, fieldManager: String
    var groups: [String]
  }

  /// Empty when all was written by one and the same: the other trailers say who then.
  static func trailers(_ transactions: [CommittedTransaction]) -> [WriterTrailer] {
    var order: [Writer] = []
    var found: [Writer: [UInt64]] = [:]
    for transaction in transactions {
      let provenance = transaction.provenance
      let writer = Writer(
        verb: provenance.verb, user: provenance.user, userAgent: provenance.userAgent, fieldManager: provenance.fieldManager,
        groups: provenance.groups)
      let revisions = transaction.changes.filter { !$0.object.key.isEphemeral }.map(\.object.revision.rawValue)
      guard !revisions.isEmpty else { continue }
      if found[writer] == nil { order.append(writer) }
      found[writer, default: []] += revisions
    }
    guard order.count > 1 else { return [] }
    return order.map { writer in
      var trailer = WriterTrailer(
        revisions: ranges(found[writer] ?? []), verb: writer.verb, user: writer.user, userAgent: writer.userAgent,
        fieldManager: writer.fieldManager, auditID: "")
      trailer.groups = writer.groups
      return trailer
    }
  }

  /// Neighbours put together; the numbers rise.
  static func ranges(_ numbers: [UInt64]) -> [ClosedRange<UInt64>] {
    var ranges: [ClosedRange<UInt64>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, number <= last.upperBound &+ 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, number)
      } else {
        ranges.append(number...number)
      }
    }
    return ranges
  }

  var text: String {
    let spans = revisions.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    let words = [verb, user, userAgent, fieldManager, auditID].map { Value.string($0) }
    let fields: Value = .array(groups.isEmpty ? words : words + [.array(groups.map { .string($0) })])
    return spans + " " + String(decoding: JSON.encode(fields), as: UTF8.self)
  }

  init(revisions: [ClosedRange<UInt64>], verb: String, user: String, userAgent: String, fieldManager: String, auditID: String) {
    (self.revisions, self.verb, self.user) = (revisions, verb, user)
    (self.userAgent, self.fieldManager, self.auditID) = (userAgent, fieldManager, auditID)
  }

  /// Nil for what no kctl wrote.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let fields = try? JSON.decode(Array(parts[1].utf8)).array, fields.count >= 5 else { return nil }
    var ranges: [ClosedRange<UInt64>] = []
    for span in parts[0].split(separator: ",") {
      let ends = span.split(separator: "-").compactMap { UInt64($0) }
      guard let first = ends.first, let last = ends.last, first <= last, ends.count <= 2 else { return nil }
      ranges.append(first...last)
    }
    let words = fields.map { $0.string ?? "" }
    self.init(
      revisions: ranges, verb: words[0], user: words[1], userAgent: words[2], fieldManager: words[3], auditID: words[4])
    if fields.count > 5 { groups = (fields[5].array ?? []).compactMap(\.string) }
  }

  func holds(_ revision: Revision) -> Bool { revisions.contains { $0.contains(revision.rawValue) } }
}
