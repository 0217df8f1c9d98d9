import APIMachinery
import Client

/// A cluster that a test drives through its API, however much of it is real.
public protocol ClusterUnderTest: Sendable {
  var administrator: any APIClient { get }
}

extension ClusterUnderTest {
  /// Creates the object as the administrator, in the namespace that it names.
  @discardableResult
  public func create(_ object: Value, in resource: GroupVersionResource) async throws -> Value {
    try await administrator.create(ResourcePath(resource, namespace: object.namespace), object, options: WriteOptions())
  }

  /// Returns the object as soon as it satisfies the condition, which it may do already. Throws when the watch ends before.
  public func wait(
    for resource: GroupVersionResource, namespace: String? = nil, _ name: String, until condition: @Sendable (Value) -> Bool
  ) async throws -> Value {
    let path = ResourcePath(resource, namespace: namespace)
    let selection = ListOptions(fieldSelector: "metadata.name=" + name)
    let list = try await administrator.list(path, options: selection)
    if let found = list.items.first(where: condition) { return found }
    var options = selection
    options.resourceVersion = list.resourceVersion
    for try await event in try await administrator.watch(path, options: options) {
      if case .deleted = event { continue }
      if condition(event.object) { return event.object }
    }
    throw StatusError.notFound(resource.groupResource, name)
  }

  /// Returns once the object is gone.
  public func waitUntilGone(_ resource: GroupVersionResource, namespace: String? = nil, _ name: String) async throws {
    let path = ResourcePath(resource, namespace: namespace)
    let selection = ListOptions(fieldSelector: "metadata.name=" + name)
    let list = try await administrator.list(path, options: selection)
    if list.items.isEmpty { return }
    var options = selection
    options.resourceVersion = list.resourceVersion
    for try await event in try await administrator.watch(path, options: options) { if case .deleted = event { return } }
  }

  /// A namespace of its own for the body, deleted with all that is in it afterwards, however the body ends.
  ///
  /// For a cluster that several tests share; one that a test has to itself goes as a whole.
  public func withNamespace<Result: Sendable>(_ prefix: String = "test-", _ body: (String) async throws -> Result) async throws -> Result {
    let namespaces = ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "namespaces"))
    let namespace: Value = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": .string(prefix)]]
    let name = try await administrator.create(namespaces, namespace, options: WriteOptions()).name
    do {
      let result = try await body(name)
      _ = try await administrator.delete(namespaces, name: name, options: DeleteOptions())
      return result
    } catch {
      _ = try? await administrator.delete(namespaces, name: name, options: DeleteOptions())
      throw error
    }
  }
}
