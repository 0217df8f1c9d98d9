import APIMachinery
import Basics

/// How a remote was doing when it was last looked at, and when it is looked at again: a value.
struct SyncState: Sendable, Equatable {
  var url: String
  var branch: String
  var interval: Duration = .seconds(30)
  /// Where both were in step last.
  var commit: String?
  /// What was pushed last of the references that are this cluster's alone there.
  var given: [String: String] = [:]
  var succeeded: String?
  var failed: String?
  /// What the last look failed with; nil when it didn't.
  var failure: String?
  /// In a row.
  var failures = 0
  /// The process that looks, or looked.
  var process: Int64?

  init(url: String, branch: String) { (self.url, self.branch) = (url, branch) }

  mutating func succeeded(at now: Timestamp) { (succeeded, failure, failures) = (now.rfc3339, nil, 0) }

  mutating func failed(_ text: String, at now: Timestamp) {
    (failed, failure) = (now.rfc3339, text.hasPrefix("error: ") ? String(text.dropFirst(7)) : text)
    if failures < .max { failures += 1 }
  }

  /// Until the next look: twice as long after each failure.
  func wait(max: Duration) -> Duration {
    var wait = interval
    var doublings = failures
    while doublings > 0, wait < max { (wait, doublings) = (wait * 2, doublings - 1) }
    return failures == 0 ? interval : min(wait, Swift.max(max, interval))
  }

  var value: Value {
    var value: Value = [
      "url": .string(SyncRemote.shown(url)), "branch": .string(branch), "intervalSeconds": .int(Int64(interval.seconds)),
      "failures": .int(Int64(failures)), "given": .object(Object(given.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
    ]
    for (name, text) in [("commit", commit), ("succeeded", succeeded), ("failed", failed), ("failure", failure)] {
      if let text { value[name] = .string(text) }
    }
    if let process { value["process"] = .int(process) }
    return value
  }

  /// Nil for what isn't one.
  init?(_ value: Value) {
    guard let url = value["url"]?.string, let branch = value["branch"]?.string else { return nil }
    self.init(url: url, branch: branch)
    interval = .seconds(value["intervalSeconds"]?.int ?? 30)
    (commit, succeeded, failed) = (value["commit"]?.string, value["succeeded"]?.string, value["failed"]?.string)
    (failure, failures) = (value["failure"]?.string, Int(clamping: value["failures"]?.int ?? 0))
    given = value["given"]?.stringMap ?? [:]
    process = value["process"]?.int
  }
}

/// `kctl/sync.json` in the repository: the remotes that are or were followed, by URL (without a password) and branch.
struct SyncRecord: Sendable {
  let file: String
  let files: any FileAccess

  func all() async throws -> [SyncState] {
    guard await files.kind(file) == .file, let value = try? JSON.decode(try await files.read(file)) else { return [] }
    return value["remotes"]?.array?.compactMap { SyncState($0) } ?? []
  }

  func state(of url: String, _ branch: String) async throws -> SyncState {
    var state = try await all().first { $0.url == SyncRemote.shown(url) && $0.branch == branch } ?? SyncState(url: url, branch: branch)
    state.url = url
    return state
  }

  func save(_ state: SyncState) async throws {
    let others = try await all().filter { $0.url != SyncRemote.shown(state.url) || $0.branch != state.branch }
    let value: Value = ["remotes": .array((others + [state]).map(\.value))]
    try await files.write(Array((JSON.pretty(value, indent: 2) + "\n").utf8), to: file)
  }
}
