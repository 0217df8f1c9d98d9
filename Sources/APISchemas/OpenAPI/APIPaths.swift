import APIMachinery

/// The paths that a resource is served at, with the operations on each.
struct APIPaths {
  private let scheme: Scheme
  private let resource: ResourceDefinition
  private let typeName: String
  private let base: String
  private let group: String
  private let tag: String

  init(_ scheme: Scheme, _ resource: ResourceDefinition) {
    (self.scheme, self.resource, typeName) = (scheme, resource, resource.typeName)
    let prefix = resource.group.isEmpty ? "/api/" : "/apis/"
    base = prefix + resource.groupVersion.description
    let first = resource.group.split(separator: ".").first.map(String.init) ?? "core"
    group = first.capitalizedFirst + resource.version.capitalizedFirst
    tag = first + "_" + resource.version
  }

  func all() -> [APIPath] {
    var paths = [collection(), item()].filter { !$0.operations.isEmpty }
    if resource.isNamespaced, resource.verbs.contains("list") {
      let operation = operation("get", "list", group + resource.kind + "ForAllNamespaces", "list", "list objects of kind", [])
      paths.append(APIPath(path: base + "/" + resource.plural, parameters: APIParameter.listing + [.pretty], operations: [
        answering(operation, typeName + "List"),
      ]))
    }
    return paths + resource.subresources.map(subresource)
  }

  private var collectionPath: String { base + (resource.isNamespaced ? "/namespaces/{namespace}/" : "/") + resource.plural }
  private var scope: [APIParameter] { resource.isNamespaced ? [.namespace] : [] }
  private var subject: String { (resource.isNamespaced ? "Namespaced" : "") + resource.kind }

  private func operation(
    _ method: String, _ verb: String, _ rest: String, _ action: String, _ description: String, _ parameters: [APIParameter]
  ) -> APIOperation {
    APIOperation(
      method: method, id: verb + rest, action: action, description: description + " " + resource.kind, kind: resource.gvk, tag: tag,
      parameters: parameters)
  }

  private func answering(_ operation: APIOperation, _ typeName: String?, created: Bool = false, accepted: Bool = false) -> APIOperation {
    var operation = operation
    operation.responses = [("200", "OK", typeName)]
    if created { operation.responses.append(("201", "Created", typeName)) }
    if accepted { operation.responses.append(("202", "Accepted", typeName)) }
    return operation
  }

  private func writing(_ operation: APIOperation, _ body: String, required: Bool = true) -> APIOperation {
    var operation = operation
    (operation.body, operation.isBodyRequired) = (body, required)
    return operation
  }

  private static let status = Scheme.metaPackage + ".Status"
  private static let deleteOptions = Scheme.metaPackage + ".DeleteOptions"

  private func collection() -> APIPath {
    var operations: [APIOperation] = []
    if resource.verbs.contains("list") {
      let list = operation("get", "list", group + subject, "list", "list or watch objects of kind", APIParameter.listing)
      operations.append(answering(list, typeName + "List"))
    }
    if resource.verbs.contains("create") {
      let create = operation("post", "create", group + subject, "post", "create a", APIParameter.writing)
      operations.append(answering(writing(create, typeName), typeName, created: true, accepted: true))
    }
    if resource.verbs.contains("deletecollection") {
      let delete = operation(
        "delete", "delete", group + "Collection" + subject, "deletecollection", "delete collection of",
        APIParameter.deleting + APIParameter.selecting)
      operations.append(answering(writing(delete, Self.deleteOptions, required: false), Self.status))
    }
    return APIPath(path: collectionPath, parameters: scope + [.pretty], operations: operations)
  }

  private func item() -> APIPath {
    var operations: [APIOperation] = []
    if resource.verbs.contains("get") {
      operations.append(answering(operation("get", "read", group + subject, "get", "read the specified", []), typeName))
    }
    if resource.verbs.contains("update") {
      let replace = operation("put", "replace", group + subject, "put", "replace the specified", APIParameter.writing)
      operations.append(answering(writing(replace, typeName), typeName, created: true))
    }
    if resource.verbs.contains("delete") {
      let delete = operation("delete", "delete", group + subject, "delete", "delete a", APIParameter.deleting)
      let body = writing(delete, Self.deleteOptions, required: false)
      operations.append(answering(body, resource.kind == "Pod" ? typeName : Self.status, accepted: true))
    }
    if resource.verbs.contains("patch") { operations.append(patch(group + subject, typeName)) }
    return APIPath(path: collectionPath + "/{name}", parameters: [.name] + scope + [.pretty], operations: operations)
  }

  private func patch(_ rest: String, _ answer: String) -> APIOperation {
    var patch = operation("patch", "patch", rest, "patch", "partially update the specified", APIParameter.patching)
    // Clients take the strategic form for kinds that list it, and a custom kind has no merge strategies to offer.
    patch.consumes = ["application/json-patch+json", "application/merge-patch+json"]
      + (scheme.isCustom(resource.gvk) ? [] : ["application/strategic-merge-patch+json"]) + ["application/apply-patch+yaml"]
    return answering(writing(patch, OpenAPISchema.patch), answer, created: true)
  }

  private static let methods = ["get": "get", "create": "post", "update": "put", "patch": "patch", "delete": "delete"]

  private func subresource(_ subresource: SubresourceDefinition) -> APIPath {
    let rest = group + subject + subresource.name.capitalizedFirst
    let answer = subresource.name == "log" ? nil : scheme.typeName(of: subresource.kind)
    var operations: [APIOperation] = []
    for verb in subresource.verbs {
      guard let method = Self.methods[verb] else { continue }
      var made: APIOperation
      if let answer {
        switch verb {
        case "get": made = answering(operation("get", "read", rest, "get", "read \(subresource.name) of the specified", []), answer)
        case "patch": made = patch(rest, answer)
        default:
          made = operation(
            method, verb == "create" ? "create" : "replace", rest, method, "\(verb) \(subresource.name) of a", APIParameter.writing)
          made = answering(writing(made, answer), answer, created: true)
        }
      } else {
        let action = subresource.name == "log" ? "get" : "connect"
        let id = (action == "get" ? "read" : "connect" + method.capitalizedFirst)
        made = answering(operation(method, id, rest, action, "\(action) \(subresource.name) of", []), nil)
      }
      made.kind = subresource.kind
      operations.append(made)
    }
    return APIPath(
      path: collectionPath + "/{name}/" + subresource.name, parameters: [.name] + scope + [.pretty], operations: operations)
  }
}

extension String {
  /// With the first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
