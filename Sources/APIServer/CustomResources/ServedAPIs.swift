import APIMachinery
import APISchemas
import CustomResources
import Store
import Synchronization

/// What the server serves at one moment: immutable, and swapped whole when a definition changes.
final class ServedAPI: Sendable {
  let scheme: Scheme
  let custom: [GroupVersionKind: CustomResource]
  let discovery: Discovery
  let openAPI: OpenAPIDocuments
  let ownership: FieldOwnership
  /// Whether any kind's objects are converted by a webhook.
  let convertsByWebhook: Bool

  init(_ scheme: Scheme, custom: [CustomResource], serverAddress: String) {
    let served = custom.filter { $0.definition.isServed && !scheme.contains($0.definition.groupResource) }
    self.custom = Dictionary(served.map { ($0.definition.gvk, $0) }, uniquingKeysWith: { first, _ in first })
    let all = custom.isEmpty ? scheme : scheme.adding(custom)
    self.scheme = all
    convertsByWebhook = custom.contains { $0.conversion != nil }
    discovery = Discovery(all, serverAddress: serverAddress)
    openAPI = OpenAPIDocuments(all)
    ownership = FieldOwnership(all)
  }
}

/// The API that a request began with. It keeps it to its end, whatever is defined meanwhile.
enum ServedScope {
  @TaskLocal static var current: ServedAPI?
}

/// Follows the definitions in the store, so that what one makes is served as soon as its write is acknowledged.
final class ServedAPIs: Sendable {
  private struct State {
    var api: ServedAPI
    var seen: Revision
    var definitions: [String: Definition] = [:]
  }

  private struct Definition {
    var revision: Revision
    var kinds: [CustomResource]
  }

  private let state: Mutex<State>
  let builtIn: Scheme
  private let store: any ObjectStore
  private let serverAddress: String

  init(_ builtIn: Scheme, store: any ObjectStore, serverAddress: String) {
    (self.builtIn, self.store, self.serverAddress) = (builtIn, store, serverAddress)
    let empty = ServedAPI(builtIn, custom: [], serverAddress: serverAddress)
    state = Mutex(State(api: empty, seen: .zero))
    state.withLock { rebuild(&$0) }
  }

  /// The API with every definition that is committed.
  func current() -> ServedAPI {
    state.withLock { state in
      do throws(StoreError) {
        let batch = try store.changes(of: DefinedResources.resource, after: state.seen)
        if batch.changes.isEmpty {
          state.seen = max(state.seen, batch.through)
          return state.api
        }
      } catch {
        // The log doesn't reach back: look at everything.
      }
      rebuild(&state)
      return state.api
    }
  }

  /// Up to which revision every definition is served.
  func seen() -> Revision {
    _ = current()
    return state.withLock { $0.seen }
  }

  private func rebuild(_ state: inout State) {
    let snapshot = store.snapshot()
    var definitions: [String: Definition] = [:]
    var changed = false
    for object in snapshot.list(DefinedResources.resource) {
      let name = object.key.name
      if let known = state.definitions[name], known.revision == object.revision {
        definitions[name] = known
      } else {
        let value = object.decoded()
        definitions[name] = Definition(revision: object.revision, kinds: DefinedResources.kinds(of: value))
        changed = true
      }
    }
    if changed || definitions.count != state.definitions.count {
      let all = definitions.keys.sorted().flatMap { definitions[$0]?.kinds ?? [] }
      state.api = ServedAPI(builtIn, custom: all, serverAddress: serverAddress)
    }
    state.definitions = definitions
    state.seen = snapshot.revision
  }

  /// The API as it is for a unit of work that has changed definitions itself; nil when it hasn't.
  func including(_ unit: UnitOfWork) -> ServedAPI? {
    let staged = unit.stagedObjects(of: DefinedResources.resource)
    guard !staged.isEmpty else { return nil }
    var kinds = state.withLock { state in state.definitions.mapValues(\.kinds) }
    for (key, value) in staged { kinds[key.name] = value.map { DefinedResources.kinds(of: $0) } }
    return ServedAPI(builtIn, custom: kinds.keys.sorted().flatMap { kinds[$0] ?? [] }, serverAddress: serverAddress)
  }
}
