import APIMachinery
import Client

/// The requests of `kctl image` to a kctl daemon:
///
/// | request | answer |
/// | --- | --- |
/// | `GET …/images` | `{"items": [{"id": "sha256:…", "references": ["localhost/busybox:demo"], "sizeBytes": 1234}]}` |
/// | `POST …/images?name=REF` with an OCI or docker archive (`application/x-tar`) | the same, of what was loaded |
/// | `POST …/images?path=DIR&name=REF` without a body | the same |
/// | `DELETE …/images?reference=REF` | a Status; 404 when there is no such image |
///
/// The paths start with `/apis/kctl.dev/v1alpha1`. `name` is optional and names the one image of an archive anew. `path` is a
/// directory of the daemon's host, an image layout or a root file system to make an image of; only callers on that host
/// (over the unix socket) may name one.
struct ImageRequests {
  static let path = "/apis/kctl.dev/v1alpha1/images"

  struct StoredImage: Sendable, Equatable {
    var id: String
    var references: [String]
    var sizeBytes: Int64

    init(_ value: Value) {
      id = value["id"]?.string ?? ""
      references = value["references"]?.array?.compactMap(\.string) ?? []
      sizeBytes = value["sizeBytes"]?.int ?? 0
    }
  }

  let session: ClusterSession

  func list() async throws -> [StoredImage] {
    Self.images(try await session.callDaemon("GET", Self.path))
  }

  /// Returns what was loaded.
  func load(_ archive: [UInt8], name: String?) async throws -> [StoredImage] {
    var query = QueryString()
    query.add("name", nonEmpty: name)
    let response = try await session.send("POST", Self.path, query: query, body: archive, contentType: "application/x-tar")
    return Self.images(try JSON.decode(try await response.bytes()))
  }

  /// Has the daemon read a directory of its own host.
  func load(directory: String, name: String?) async throws -> [StoredImage] {
    var query = QueryString()
    query.add("path", directory)
    query.add("name", nonEmpty: name)
    return Self.images(try await session.callDaemon("POST", Self.path, query: query))
  }

  func remove(_ reference: String) async throws {
    _ = try await session.callDaemon("DELETE", Self.path, query: QueryString(["reference": reference]))
  }

  private static func images(_ list: Value) -> [StoredImage] { list["items"]?.array?.map { StoredImage($0) } ?? [] }
}
