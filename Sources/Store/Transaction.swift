import APIMachinery
import Basics

/// Writes that happen together or not at all, and who asked for them.
public struct Transaction: Sendable {
  public var writes: [Write]
  public var provenance: Provenance
  /// Set when this transaction takes in a commit of `main` (design I1); it may then have no writes at all.
  public var adoption: Adoption?

  public init(_ writes: [Write], _ provenance: Provenance = Provenance(), adoption: Adoption? = nil) {
    (self.writes, self.provenance, self.adoption) = (writes, provenance, adoption)
  }
}

/// One object's part of a transaction.
public struct Write: Sendable {
  /// What must hold for the write to happen: the compare of compare-and-set.
  public enum Expectation: Hashable, Sendable {
    case anything
    case absent
    case present
    case revision(Revision)
  }

  public enum Change: Sendable {
    case put(EncodedObject)
    /// Deletes; an object that isn't there is a conflict unless the expectation is `anything`.
    case delete
  }

  public var key: ObjectKey
  public var expectation: Expectation
  public var change: Change
  /// Given when a person asked for it: the same change, for the manifest on `main` (design I2).
  public var desired: DesiredChange?

  public init(_ key: ObjectKey, _ change: Change, expecting expectation: Expectation, desired: DesiredChange? = nil) {
    (self.key, self.change, self.expectation, self.desired) = (key, change, expectation, desired)
  }
}

/// What a person's request did to an object, to be replayed on the manifest as written.
///
/// A create has no `before` and the request's own body as `after`; a delete has no `after`. An edit has the object
/// before and after the request; what differs between the two is what is replayed.
public struct DesiredChange: Sendable {
  public var before: Value?
  public var after: Value?
  /// The text that the person wrote, when there is one: it is committed byte for byte.
  public var source: [UInt8]?
  /// Where the person keeps it, relative to the top of the repository; nil chooses the canonical path.
  public var path: String?

  public init(before: Value?, after: Value?, source: [UInt8]? = nil, path: String? = nil) {
    (self.before, self.after, self.source, self.path) = (before, after, source, path)
  }
}

/// A commit of `main` that the live state now holds, and the note that says what came of it.
public struct Adoption: Sendable {
  /// The commit's id in hexadecimal.
  public var commit: String
  public var note: String

  public init(commit: String, note: String) { (self.commit, self.note) = (commit, note) }
}

/// Who wrote, and how: the author and the trailers of the commit.
public struct Provenance: Sendable {
  public var user: String
  /// The user's groups, but for those that everybody with such a name is in.
  public var groups: [String] = []
  public var verb: String
  public var resource: String
  public var userAgent: String
  public var fieldManager: String
  public var auditID: String
  public var time: Timestamp?

  public init(
    user: String = "", verb: String = "", resource: String = "", userAgent: String = "", fieldManager: String = "",
    auditID: String = "", time: Timestamp? = nil
  ) {
    (self.user, self.verb, self.resource, self.userAgent) = (user, verb, resource, userAgent)
    (self.fieldManager, self.auditID, self.time) = (fieldManager, auditID, time)
  }
}
