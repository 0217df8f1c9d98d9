import APIMachinery
import Basics
import Client
import GitObjects
import GitStore
import Store

/// The past as JSON, and questions about it as queries.
enum HistoryWire {
  static let limitMax = 1_000

  static func query(_ request: HTTPRequest) throws(StatusError) -> HistoryQuery {
    var query = HistoryQuery()
    if let plural = request.parameter("resource"), !plural.isEmpty {
      query.resource = GroupResource(group: request.parameter("group") ?? "", resource: plural)
    }
    // An empty namespace is that of what has none.
    query.namespace = request.parameter("namespace")
    query.name = request.parameter("name")
    if query.name != nil, query.resource == nil { throw .badRequest("name needs resource") }
    query.after = try revision(request, "after") ?? .zero
    query.before = try revision(request, "before")
    query.since = try time(request, "since")
    query.until = try time(request, "until")
    query.author = request.parameter("author")
    query.continuation = request.parameter("continue")
    if let text = request.parameter("limit") {
      guard let limit = Int(text), limit > 0 else { throw .badRequest("limit: \"\(text)\" is no positive number") }
      query.limit = min(limit, limitMax)
    }
    return query
  }

  static func point(_ request: HTTPRequest) throws(StatusError) -> HistoryPoint {
    if let revision = try revision(request, "revision") { return .revision(revision) }
    if let time = try time(request, "time") { return .time(time) }
    if let commit = request.parameter("commit"), !commit.isEmpty { return .commit(commit) }
    return .newest
  }

  private static func revision(_ request: HTTPRequest, _ name: String) throws(StatusError) -> Revision? {
    guard let text = request.parameter(name), !text.isEmpty else { return nil }
    guard let revision = Revision(text) else { throw .badRequest("\(name): \"\(text)\" is no revision") }
    return revision
  }

  private static func time(_ request: HTTPRequest, _ name: String) throws(StatusError) -> Timestamp? {
    guard let text = request.parameter(name), !text.isEmpty else { return nil }
    guard let time = Timestamp(rfc3339: text) else { throw .badRequest("\(name): \"\(text)\" is no time in the form of RFC 3339") }
    return time
  }

  static func value(_ key: ObjectKey) -> Value {
    [
      "group": .string(key.resource.group), "resource": .string(key.resource.resource), "namespace": .string(key.namespace),
      "name": .string(key.name),
    ]
  }

  static func value(_ entry: HistoryEntry, showsObjects: Bool) -> Value {
    let origin = entry.origin
    var value: Value = [
      "revision": .int(Int64(entry.revision.rawValue)), "time": .string(entry.time.rfc3339), "commit": .string(entry.commit.hex),
      "user": .string(origin.user), "verb": .string(origin.verb), "client": .string(origin.client),
    ]
    if !origin.email.isEmpty { value["email"] = .string(origin.email) }
    if !origin.fieldManager.isEmpty { value["fieldManager"] = .string(origin.fieldManager) }
    if !origin.auditID.isEmpty { value["auditID"] = .string(origin.auditID) }
    if let main = origin.main {
      value["main"] = .string(main.hex)
      value["subject"] = .string(origin.subject)
    }
    guard let key = entry.key else { return value }
    value["object"] = Self.value(key)
    value["operation"] = entry.after == nil ? "delete" : entry.before == nil ? "create" : "update"
    guard showsObjects else { return value }
    if let before = entry.before { value["before"] = before.decoded() }
    if let after = entry.after { value["after"] = after.decoded() }
    return value
  }

  /// In the words of the API: what the caller got wrong, and what is no longer known.
  static func status(_ error: any Error) -> StatusError {
    switch error {
    case let error as StatusError: error
    case let error as HistoryError:
      switch error {
      case .unknownCommit, .notTakenIn: StatusError(404, .notFound, error.description)
      case .beforeHistory: StatusError(410, .expired, error.description)
      case .ambiguousCommit, .badContinuation: .badRequest(error.description)
      case .damagedIndex: .internalError(error.description)
      }
    case StoreError.compacted(let oldest):
      .expired("that is before the history that is kept, which begins at revision \(oldest): what was before it has been squashed")
    case GitError.workTreeChanged: StatusError(409, .conflict, "\(error)")
    case let error as RetentionError:
      switch error {
      case .unreadable: .badRequest(error.description)
      case .interrupted: StatusError(503, .serviceUnavailable, error.description)
      case .nothingThere: StatusError(409, .conflict, error.description)
      }
    case StoreError.future(let revision, let current): .badRequest("revision \(revision) hasn't happened yet: the newest is \(current)")
    case StoreError.unavailable(let reason): StatusError(503, .serviceUnavailable, reason)
    default: .internalError("\(error)")
    }
  }
}
