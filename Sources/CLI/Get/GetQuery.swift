import APIMachinery
import Client

/// What `get` was asked for, resolved against the server's resources.
struct GetQuery: Sendable {
  struct Item: Sendable {
    var selection: ResourceSelection
    /// nil for cluster-scoped resources and for all namespaces.
    var namespace: String?
  }

  var selections: [Item]
  var labelSelector: String
  var fieldSelector: String
  var allNamespaces: Bool
  var pageSize: Int
  var sortBy: FieldExpression?
  var ignoresNotFound: Bool
  var table: TablePrinter.Options
  /// The part of the objects that is wanted; nil for all of them.
  var subresource: String?
  /// False: names and ages are all that is printed.
  var asksForTables = true

  /// True when exactly one object was named: it is printed by itself, not in a list.
  var isOneObject: Bool {
    if selections.count == 1, case .object = selections[0].selection { true } else { false }
  }

  func listQuery() -> QueryString {
    var query = QueryString()
    query.add("labelSelector", nonEmpty: labelSelector)
    query.add("fieldSelector", nonEmpty: fieldSelector)
    return query
  }

  /// Of several that were named, those that aren't there are told of and counted.
  func objects(_ session: ClusterSession) async throws -> (found: [Value], missing: Int) {
    var objects: [Value] = []
    var missing: [StatusError] = []
    for item in selections {
      switch item.selection {
      case .collection(let resource):
        objects += try await session.list(
          resource, namespace: item.namespace, labelSelector: labelSelector, fieldSelector: fieldSelector, pageSize: pageSize)
      case .object(let resource, let name):
        let address = ObjectAddress(resource: resource, namespace: item.namespace, name: name)
        if ignoresNotFound {
          objects += try await session.find(address, subresource: subresource).map { [$0] } ?? []
        } else {
          do { objects.append(try await session.get(address, subresource: subresource)) } catch let error as StatusError
          where error.reason == .notFound && selections.count > 1 {
            missing.append(error)
          }
        }
      }
    }
    for error in missing { try await session.console.error(ErrorText.text(error)) }
    return (objects, missing.count)
  }
}
