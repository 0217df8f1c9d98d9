import APIMachinery
import Basics

/// The Kubernetes API as every component sees it: with an identity, and nothing but the API.
///
/// The same protocol is served in process (no wire, same authorization and admission) and over HTTP against any
/// conformant API server. Objects are `Value`s. All methods throw `StatusError`; a cancelled task throws
/// `CancellationError`.
public protocol APIClient: Sendable {
  func get(_ resource: ResourcePath, name: String, options: GetOptions) async throws -> Value
  /// One page of a list; `options.limit` 0 asks for everything.
  func list(_ resource: ResourcePath, options: ListOptions) async throws -> ObjectList
  /// Events from `options.resourceVersion` on. The stream ends when the server closes the watch (the caller resumes from the last
  /// resourceVersion it saw) and throws a 410 `StatusError` when that is too old.
  func watch(_ resource: ResourcePath, options: ListOptions) async throws -> AsyncThrowingStream<WatchEvent, any Error>
  func create(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value
  func update(_ resource: ResourcePath, _ object: Value, options: WriteOptions) async throws -> Value
  func patch(_ resource: ResourcePath, name: String, _ patch: Patch, options: WriteOptions) async throws -> Value
  /// The deleted object, the object now being deleted, or a Status.
  func delete(_ resource: ResourcePath, name: String, options: DeleteOptions) async throws -> Value
  func deleteCollection(_ resource: ResourcePath, options: DeleteOptions, selecting: ListOptions) async throws
}

/// A collection of objects: resource, namespace, and possibly a subresource of each object.
public struct ResourcePath: Hashable, Sendable, CustomStringConvertible {
  public var resource: GroupVersionResource
  /// nil for cluster-scoped resources and for lists over all namespaces.
  public var namespace: String?
  public var subresource: String?

  public init(_ resource: GroupVersionResource, namespace: String? = nil, subresource: String? = nil) {
    (self.resource, self.namespace, self.subresource) = (resource, namespace?.isEmpty == true ? nil : namespace, subresource)
  }

  public func subresource(_ name: String) -> ResourcePath { ResourcePath(resource, namespace: namespace, subresource: name) }

  /// The URL path of the collection, or of `name` in it.
  public func urlPath(name: String? = nil) -> String {
    var path = resource.group.isEmpty ? "/api/\(resource.version)" : "/apis/\(resource.group)/\(resource.version)"
    if let namespace { path += "/namespaces/\(namespace)" }
    path += "/" + resource.resource
    if let name { path += "/" + name }
    if let subresource { path += "/" + subresource }
    return path
  }

  public var description: String { urlPath() }
}

public struct GetOptions: Sendable {
  public var resourceVersion = ""
  public init() {}
}

public struct ListOptions: Sendable {
  public var labelSelector = ""
  public var fieldSelector = ""
  public var resourceVersion = ""
  /// `Exact`, `NotOlderThan` or empty.
  public var resourceVersionMatch = ""
  public var limit = 0
  public var continueToken = ""
  public var allowWatchBookmarks = false
  public var sendInitialEvents: Bool?
  public var timeoutSeconds: Int?
  public init(labelSelector: String = "", fieldSelector: String = "") {
    (self.labelSelector, self.fieldSelector) = (labelSelector, fieldSelector)
  }
}

public struct WriteOptions: Sendable {
  public var dryRun = false
  public var fieldManager = ""
  /// `Ignore`, `Warn`, `Strict` or empty for the server's default.
  public var fieldValidation = ""
  /// Server-side apply only: take over fields that others own.
  public var force = false
  public init(dryRun: Bool = false, fieldManager: String = "", fieldValidation: String = "", force: Bool = false) {
    (self.dryRun, self.fieldManager, self.fieldValidation, self.force) = (dryRun, fieldManager, fieldValidation, force)
  }
}

public struct DeleteOptions: Sendable {
  public enum Propagation: String, Sendable { case orphan = "Orphan", background = "Background", foreground = "Foreground" }
  public var gracePeriodSeconds: Int?
  public var propagation: Propagation?
  /// Preconditions: the delete fails with 409 when the object has another uid or resourceVersion.
  public var uid: String?
  public var resourceVersion: String?
  public var dryRun = false
  public init(gracePeriodSeconds: Int? = nil, propagation: Propagation? = nil, uid: String? = nil, resourceVersion: String? = nil) {
    (self.gracePeriodSeconds, self.propagation, self.uid, self.resourceVersion) = (gracePeriodSeconds, propagation, uid, resourceVersion)
  }
}

/// A patch body with its media type.
public enum Patch: Sendable {
  case json(Value)
  case merge(Value)
  case strategicMerge(Value)
  case apply(Value)

  public var contentType: String {
    switch self {
    case .json: "application/json-patch+json"
    case .merge: "application/merge-patch+json"
    case .strategicMerge: "application/strategic-merge-patch+json"
    case .apply: "application/apply-patch+yaml"
    }
  }

  public var body: Value {
    switch self { case .json(let value), .merge(let value), .strategicMerge(let value), .apply(let value): value }
  }
}

public struct ObjectList: Sendable {
  public var items: [Value]
  public var resourceVersion: String
  /// Empty on the last page.
  public var continueToken: String
  public var remainingItemCount: Int?
  public init(items: [Value], resourceVersion: String, continueToken: String = "", remainingItemCount: Int? = nil) {
    (self.items, self.resourceVersion, self.continueToken, self.remainingItemCount) = (items, resourceVersion, continueToken, remainingItemCount)
  }
}

public enum WatchEvent: Sendable {
  case added(Value)
  case modified(Value)
  /// The object's last state.
  case deleted(Value)
  /// Nothing up to this object's resourceVersion will be sent again.
  case bookmark(Value)

  public var object: Value {
    switch self { case .added(let object), .modified(let object), .deleted(let object), .bookmark(let object): object }
  }
}
