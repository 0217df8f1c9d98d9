import APIMachinery
import Basics

/// Reads changes from the server, page by page, and leaves out what isn't asked for.
struct HistoryLogReader: Sendable {
  let session: ClusterSession
  let selection: ResourceSelection?
  let allNamespaces: Bool
  let needsObjects: Bool
  let since: PointInTime?
  let until: PointInTime?
  let author: String?
  let field: String?
  let onlyPeople: Bool

  private static let pageSize = 200
  private static let followPause = Duration.milliseconds(500)

  /// Newest first, at most `limit` (0: all). Answers the oldest revision that is kept, when it was reached and more may have been before it.
  func read(limit: Int, _ take: ([HistoryRecord]) async throws -> Void) async throws -> Int64? {
    var query = try await query()
    try await add(since, time: "since", revision: "after", &query)
    try await add(until, time: "until", revision: "before", &query)
    var continuation = ""
    var count = 0
    while true {
      var asked = query
      asked.add("limit", String(limit == 0 ? Self.pageSize : min(Self.pageSize, max(limit - count, 20))))
      asked.add("continue", nonEmpty: continuation)
      let page = try await session.history("", asked)
      var records = (page["items"]?.array ?? []).map { HistoryRecord($0) }.filter(isWanted)
      if limit > 0 { records = Array(records.prefix(limit - count)) }
      count += records.count
      if !records.isEmpty { try await take(records) }
      continuation = page["metadata"]?["continue"]?.string ?? ""
      if continuation.isEmpty { return page["metadata"]?["oldestRevision"]?.int }
      if limit > 0, count >= limit { return nil }
    }
  }

  /// The last `limit` changes, oldest first, and then each as it happens, until the command is interrupted.
  func follow(limit: Int, _ take: ([HistoryRecord]) async throws -> Void) async throws {
    var last: [HistoryRecord] = []
    let start = try await session.history("", QueryString(["limit": "1"]))["metadata"]?["revision"]?.int ?? 0
    _ = try await read(limit: limit) { last += $0 }
    try await take(last.filter { $0.revision <= start }.reversed())
    var seen = start
    while !Task.isCancelled {
      let records = try await news(after: seen)
      seen = max(seen, records.map(\.revision).max() ?? seen)
      let wanted = records.filter(isWanted)
      if !wanted.isEmpty { try await take(wanted.reversed()) }
      if records.isEmpty { try await session.environment.clock.sleep(for: Self.followPause) }
    }
  }

  /// All changes above a revision, newest first, of any number: what comes in while they are read is told the next time.
  private func news(after seen: Int64) async throws -> [HistoryRecord] {
    var records: [HistoryRecord] = []
    var continuation = ""
    repeat {
      var query = try await query()
      query.add("after", String(seen))
      query.add("limit", "1000")
      query.add("continue", nonEmpty: continuation)
      let page = try await session.history("", query)
      records += (page["items"]?.array ?? []).map { HistoryRecord($0) }.filter { $0.revision > seen }
      continuation = page["metadata"]?["continue"]?.string ?? ""
    } while !continuation.isEmpty
    return records
  }

  private func query() async throws -> QueryString {
    var query = session.subject(selection, allNamespaces: allNamespaces)
    if needsObjects { query.add("objects", "true") }
    query.add("author", nonEmpty: author)
    return query
  }

  private func add(_ point: PointInTime?, time: String, revision: String, _ query: inout QueryString) async throws {
    guard let point else { return }
    switch point {
    case .newest where revision == "before": return
    case .time(let moment): query.add(time, moment.rfc3339)
    case .newest, .revision, .revisionOrCommit, .commit:
      let place = try await session.place(point)
      query.add(revision, String(revision == "after" || place.revision == .max ? place.revision : place.revision + 1))
    }
  }

  private func isWanted(_ record: HistoryRecord) -> Bool {
    if onlyPeople, record.main == nil { return false }
    guard let field else { return true }
    // Who creates or deletes an object sets and takes away all the fields that it has.
    if record.operation != "update" { return record.key != nil && ((record.after ?? record.before)?.has(field) ?? true) }
    return record.changes.contains { $0.path.concerns(field) }
  }
}

extension Value {
  /// Whether there is a value at the field, or in it, that `FieldLocation.concerns` knows by this name.
  func has(_ field: String) -> Bool { has(field, FieldLocation()) }

  private func has(_ field: String, _ place: FieldLocation) -> Bool {
    switch self {
    case .object(let fields) where !fields.isEmpty: return fields.contains { $0.value.has(field, place.field($0.key)) }
    case .array(let elements) where !elements.isEmpty:
      let key = ElementKey.key(elements)
      return elements.enumerated().contains { index, element in
        element.has(field, key.map { place.element(ElementKey.text(element, $0), key: $0) } ?? place.element(index))
      }
    default: return place.concerns(field)
    }
  }
}
