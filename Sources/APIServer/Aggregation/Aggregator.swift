import APIMachinery
import AccessControl
import Client
import Store
import Synchronization

/// Passes requests for aggregated APIs on to the servers that answer them, as the user who asks.
final class Aggregator: Sendable {
  private struct State {
    var apis: [GroupVersion: AggregatedAPI] = [:]
    var seen: Revision?
    /// What each server said that it serves.
    var resources: [GroupVersion: Value] = [:]
    var openAPI: [GroupVersion: RemoteOpenAPI] = [:]
    /// This server's documents with those of the others, as they were last put together.
    var joined: (own: OpenAPIDocuments, all: OpenAPIDocuments)?
  }

  private let state = Mutex(State())
  let store: any ObjectStore
  let pool: UpstreamPool

  init(store: any ObjectStore, pool: UpstreamPool) { (self.store, self.pool) = (store, pool) }

  /// Those that other servers answer, as they are committed now.
  func apis() -> [GroupVersion: AggregatedAPI] {
    state.withLock { state in
      if let seen = state.seen, let batch = try? store.changes(of: LocalAPIServices.resource.groupResource, after: seen),
        batch.changes.isEmpty
      {
        state.seen = max(seen, batch.through)
        return state.apis
      }
      let snapshot = store.snapshot()
      let all = snapshot.list(LocalAPIServices.resource.groupResource).compactMap { AggregatedAPI($0.decoded()) }
      state.apis = Dictionary(all.map { ($0.groupVersion, $0) }, uniquingKeysWith: { first, _ in first })
      state.seen = snapshot.revision
      let gone = state.openAPI.keys.filter { state.apis[$0] == nil }
      if !gone.isEmpty { state.joined = nil }
      for version in gone { (state.openAPI[version], state.resources[version]) = (nil, nil) }
      return state.apis
    }
  }

  /// The OpenAPI documents of all APIs, this server's own and the others'.
  func documents(joining own: OpenAPIDocuments) -> OpenAPIDocuments {
    guard !apis().isEmpty else { return own }
    return state.withLock { state in
      if let joined = state.joined, joined.own === own { return joined.all }
      guard !state.openAPI.isEmpty else { return own }
      let all = own.joined(with: state.openAPI.values.sorted { $0.name < $1.name })
      state.joined = (own, all)
      return all
    }
  }

  func remember(_ document: RemoteOpenAPI) {
    state.withLock { state in
      guard state.openAPI[document.groupVersion] != document else { return }
      (state.openAPI[document.groupVersion], state.joined) = (document, nil)
    }
  }

  /// nil when no other server answers anything.
  func discovery() -> RemoteDiscovery? {
    let apis = apis()
    guard !apis.isEmpty else { return nil }
    let resources = state.withLock { $0.resources }
    return RemoteDiscovery(apis.values.map { RemoteDiscovery.Version(api: $0, resources: resources[$0.groupVersion]) })
  }

  func remember(_ resources: Value, of version: GroupVersion) { state.withLock { $0.resources[version] = resources } }

  /// The API that a path is part of: `/apis/GROUP/VERSION…`, or that version's OpenAPI document.
  func api(at path: String) -> AggregatedAPI? {
    let segments = path.split(separator: "/")
    if segments.first == "apis", segments.count >= 3 {
      return apis()[GroupVersion(group: String(segments[1]), version: String(segments[2]))]
    }
    if segments.count == 5, segments[0] == "openapi", segments[1] == "v3", segments[2] == "apis" {
      return apis()[GroupVersion(group: String(segments[3]), version: String(segments[4]))]
    }
    return nil
  }
}
