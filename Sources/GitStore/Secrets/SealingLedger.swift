import APIMachinery
import Basics
import Glibc
import Store
import Synchronization

/// Since when objects are sealed as they would be now: `<gitdir>/kctl/sealing`.
///
/// What was written before that revision, of a resource that is or was covered, is stale: sealed with a key that others have replaced,
/// or not at all. Where the file is missing that is doubtful, and all counts as stale, which costs no more than writing it again.
final class SealingLedger: Sendable {
  private struct State {
    var revision = Revision.zero
    /// Patterns and what seals each, as `KeyRing.writers` tells it.
    var writers: [[String]] = []
    /// What was covered once.
    var former: Set<String> = []
    var patterns: [ResourcePattern] = []
  }

  private let path: String
  private let state: Mutex<State>

  /// `isOrdinary`: nothing but the store's own key has ever been asked for, as far as the options say.
  init(gitDirectory: String, writers: [(resource: String, mark: String)], isOrdinary: Bool, at revision: Revision) throws(GitStoreError) {
    path = gitDirectory + "/kctl/sealing"
    var found = Self.read(path)
    if found == nil, isOrdinary { found = State(writers: writers.map { [$0.resource, $0.mark] }) }
    state = Mutex(found ?? State())
    try note(writers, at: revision)
  }

  /// Tells what seals from now on; `revision`: the newest one that may have been sealed otherwise.
  func note(_ writers: [(resource: String, mark: String)], at revision: Revision) throws(GitStoreError) {
    let new = writers.map { [$0.resource, $0.mark] }
    let text: String? = state.withLock { state in
      if state.writers != new {
        state.former.formUnion(state.writers.compactMap(\.first))
        (state.writers, state.revision) = (new, revision)
      } else if !state.patterns.isEmpty {
        return nil
      }
      state.patterns = Set(state.writers.compactMap(\.first)).union(state.former).sorted().compactMap { ResourcePattern($0) }
      return Self.text(state)
    }
    guard let text else { return }
    do { try TextFile.write(text, to: path, mode: 0o600) } catch { throw .system(error) }
  }

  /// All that is there up to the revision counts as sealed otherwise.
  func expire(at revision: Revision) throws(GitStoreError) {
    let text = state.withLock { state in
      state.revision = max(state.revision, revision)
      return Self.text(state)
    }
    do { try TextFile.write(text, to: path, mode: 0o600) } catch { throw .system(error) }
  }

  /// Whether objects of the resource with this revision would be sealed in another way if they were written now.
  func isStale(_ resource: GroupResource, _ revision: Revision) -> Bool {
    state.withLock { state in revision > .zero && revision <= state.revision && state.patterns.contains { $0.matches(resource) } }
  }

  private static func text(_ state: State) -> String {
    let value: Value = [
      "revision": .int(Int64(clamping: state.revision.rawValue)), "writers": .array(state.writers.map { .array($0.map { .string($0) }) }),
      "former": .array(state.former.sorted().map { .string($0) }),
    ]
    return JSON.text(value) + "\n"
  }

  private static func read(_ path: String) -> State? {
    guard let bytes = try? TextFile.readBytes(path), let value = try? JSON.decode(bytes), let revision = value["revision"]?.int else { return nil }
    let writers = (value["writers"]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
    return State(
      revision: Revision(UInt64(clamping: revision)), writers: writers, former: Set((value["former"]?.array ?? []).compactMap(\.string)))
  }
}
