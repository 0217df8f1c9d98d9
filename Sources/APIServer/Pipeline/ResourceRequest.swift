import APIMachinery
import APISchemas
import AccessControl

/// A request about a resource that exists, past authentication: what every verb works on.
struct ResourceRequest: Sendable {
  var caller: Caller
  var verb: String
  private let resource: RequestedResource
  /// Empty for cluster-scoped resources and for lists over all namespaces.
  var namespace: String
  /// Empty for collections.
  var name: String
  var subresource: String
  /// Takes in a commit of `main`: its changes are desired already.
  var comesFromMain = false

  init(
    _ caller: Caller, verb: String, _ served: ResourceDefinition, _ scheme: Scheme, namespace: String, name: String = "",
    subresource: String = ""
  ) {
    (self.caller, self.verb) = (caller, verb)
    resource = RequestedResource(served: served, stored: scheme.storageResource(of: served))
    (self.namespace, self.name, self.subresource) = (namespace, name, subresource)
  }

  /// The version that was asked for: what bodies and answers are written in.
  var served: ResourceDefinition { resource.served }
  /// The version that the objects are kept in: what everything in between works on.
  var definition: ResourceDefinition { resource.stored }

  var key: ObjectKey { key(name) }
  var groupResource: GroupResource { definition.groupResource }

  func key(_ name: String) -> ObjectKey {
    ObjectKey(definition.groupResource, namespace: definition.isNamespaced ? namespace : "", name: name)
  }

  /// The kind that the request's body has, and the answer.
  var bodyKind: GroupVersionKind { served.subresource(subresource)?.kind ?? served.gvk }

  /// Whether body and answer are the object itself: for a part of it that is no other kind, such as `status`, too.
  var takesObject: Bool { bodyKind == served.gvk }

  /// A namespace counts as being within itself, so that what is granted there covers it.
  func attributes(name: String? = nil) -> AuthorizationAttributes {
    let namespace = groupResource == NamespaceLifecycle.namespaces ? name ?? self.name : namespace
    return AuthorizationAttributes(
      user: caller.user, verb: verb, apiGroup: served.group, apiVersion: served.version, resource: served.plural,
      subresource: subresource, namespace: namespace, name: name ?? self.name)
  }
}

/// What a request is about, in one piece: requests are handed on many times, and a definition holds a dozen arrays.
private final class RequestedResource: Sendable {
  let served: ResourceDefinition
  let stored: ResourceDefinition

  init(served: ResourceDefinition, stored: ResourceDefinition) { (self.served, self.stored) = (served, stored) }
}

/// What a write's query or in-process options ask for.
struct WriteParameters: Sendable {
  enum FieldValidation: String, Sendable { case ignore = "Ignore", warn = "Warn", strict = "Strict" }
  var isDryRun = false
  var fieldManager = ""
  var fieldValidation = FieldValidation.warn
  var force: Bool?
  /// What the writer's manifest said before: what the configuration leaves out of it goes, whoever set it in the writer's name.
  var previous: Value?
}
