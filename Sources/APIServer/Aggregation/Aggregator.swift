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
  private let store: any ObjectStore
  private let pool: UpstreamPool

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

  /// Asks one of the servers after another until one answers.
  func forward(_ request: HTTPRequest, to api: AggregatedAPI) async throws(StatusError) -> HTTPResponse {
    let targets: [UpstreamTarget]
    do throws(ServiceReference.Unavailable) {
      targets = try api.targets(store.snapshot())
    } catch {
      throw StatusError(503, .serviceUnavailable, "service unavailable: \(error.message)")
    }
    var failure = "no address"
    for target in targets {
      do {
        return Self.passedBack(try await pool.exchange(target).send(request))
      } catch {
        failure = "\(error)"
      }
    }
    throw StatusError(503, .serviceUnavailable, "error trying to reach service: \(failure)")
  }

  /// The response without what was between this server and the other alone.
  private static func passedBack(_ response: HTTPResponse) -> HTTPResponse {
    var headers = ProxyHeaders.endToEnd(response.headers)
    headers["Content-Length"] = nil
    return HTTPResponse(response.status, headers: headers, body: response.body)
  }

  /// The request as it is passed on: who asks stands in headers that only the front proxy's certificate makes believable, and
  /// what the client itself sent in them, or to authenticate, doesn't go along.
  static func proxied(_ request: HTTPRequest, as user: UserInfo) -> HTTPRequest {
    var headers = HTTPHeaders()
    for field in ProxyHeaders.forwarded(request.headers).fields {
      let name = field.name.lowercased()
      if name == "host" || name == "content-length" || name.hasPrefix("x-remote-") { continue }
      headers.add(field.name, field.value)
    }
    headers.add("X-Remote-User", user.name)
    if !user.uid.isEmpty { headers.add("X-Remote-Uid", user.uid) }
    for group in user.groups { headers.add("X-Remote-Group", group) }
    for (key, values) in user.extra.sorted(by: { $0.key < $1.key }) {
      for value in values { headers.add("X-Remote-Extra-" + PercentEncoding.headerKey(key), value) }
    }
    return HTTPRequest(request.method, request.path, query: request.query, headers: headers, body: request.body)
  }
}

extension PercentEncoding {
  /// A key as part of a header's name: lower case, what isn't a token character percent-encoded.
  static func headerKey(_ key: String) -> String {
    var result = ""
    for byte in key.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
