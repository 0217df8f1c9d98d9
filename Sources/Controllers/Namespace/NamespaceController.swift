import APIMachinery
import APISchemas
import Client
import ControllerKit

/// Empties a namespace that is being deleted, its pods before everything else (KEP-5080), tells in its conditions what is left, and
/// takes the `kubernetes` finalizer off when nothing is.
///
/// Of kinds that can't be read the content isn't known: it is deleted blindly, and the namespace stays until they can.
public struct NamespaceController: Reconciler {
  public let name = "namespace-controller"
  private let resources: [ResourceDefinition]
  /// Many, worth little and watched by nobody: deleted at the end without being counted.
  private let uncounted: [ResourceDefinition]

  static let finalizer = "kubernetes"
  /// How long kinds are waited for at the start, and when a namespace is looked at again that some still fail in.
  public let syncTimeout: Duration? = .seconds(30)
  private static let rereadDelay = Duration.seconds(30)

  public init(resources: [ResourceDefinition]) {
    let all = resources.filter { $0.isNamespaced && Set(["list", "deletecollection"]).isSubset(of: $0.verbs) }
    self.resources = all.filter { $0.plural != "events" && $0.verbs.contains("watch") }
    uncounted = all.filter { $0.plural == "events" && $0.group.isEmpty }
  }

  public var watches: [Watch] {
    [.object(WellKnown.namespaces)]
      + resources.map { resource in
        Watch(resource.gvr, detail: .metadataOnly) { delta, world in
          guard let namespace = world.get(WellKnown.namespaces, delta.key.namespace), namespace.isBeingDeleted else { return [] }
          return [ObjectKey(WellKnown.namespaces.groupResource, name: namespace.name)]
        }
      }
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let namespace = world.get(WellKnown.namespaces, key), namespace.isBeingDeleted else { return .done }
    let finalizers = namespace["spec"]?["finalizers"]?.array?.compactMap(\.string) ?? []
    guard finalizers.contains(Self.finalizer) else { return .done }
    let content = resources.compactMap { resource -> (ResourceDefinition, [Value])? in
      let objects = world.list(resource.gvr, namespace: namespace.name)
      return objects.isEmpty ? nil : (resource, objects)
    }
    let unread = resources.filter { !world.hasSynced($0.gvr) }
    if content.isEmpty, unread.isEmpty { return finalize(namespace, keeping: finalizers.filter { $0 != Self.finalizer }) }
    // What pods still need while they stop, and what guards them, goes after them.
    let pods = content.filter { $0.0.gvr == WellKnown.pods }
    let due = (pods.isEmpty ? content : pods).filter { $0.1.contains { !$0.isBeingDeleted } }.map(\.0) + (pods.isEmpty ? unread : [])
    var plan = Plan(requeueAfter: unread.isEmpty ? nil : Self.rereadDelay)
    plan.add(
      .parallel(
        due.map { resource in
          Order(.deleteCollection(ResourcePath(resource.gvr, namespace: namespace.name), DeleteOptions(propagation: .background)))
        }))
    var conditions = Conditions(of: namespace)
    for condition in Self.conditions(content, Self.contentError(world)) { conditions.set(condition, now: world.now) }
    if conditions != Conditions(of: namespace) {
      var updated = namespace
      updated[path: "status", "conditions"] = .array(conditions.values)
      plan.add(.finally(.updateStatus(WellKnown.namespaces, updated)))
    }
    return plan
  }

  /// Nothing is left in the caches: the server is asked once more before the last step.
  private func finalize(_ namespace: Value, keeping finalizers: [String]) -> Plan {
    let checks = resources.map { Check.empty(ResourcePath($0.gvr, namespace: namespace.name)) }
    let leftovers = uncounted.map { Order(.deleteCollection(ResourcePath($0.gvr, namespace: namespace.name), DeleteOptions())) }
    var updated = namespace
    updated[path: "spec", "finalizers"] = .array(finalizers.map { .string($0) })
    let last = Order(
      .update(ResourcePath(WellKnown.namespaces, subresource: "finalize"), updated), ignoring: [.notFound])
    return Plan([.guarded(checks, [.parallel(leftovers), .one(last)])], requeueAfter: .seconds(1))
  }

  /// What kept content from being deleted; a conflict over the namespace's own status isn't that.
  private static func contentError(_ world: World) -> StatusError? {
    world.lastFailure.flatMap { $0.path?.namespace == nil ? nil : $0.error }
  }

  private static func conditions(_ content: [(ResourceDefinition, [Value])], _ error: StatusError?) -> [Condition] {
    let remaining = content.map { resource, objects in "\(resource.plural).\(resource.group) has \(objects.count) resource instances" }
    var finalizers: [String: Int] = [:]
    for (_, objects) in content { for object in objects { for finalizer in object.finalizers { finalizers[finalizer, default: 0] += 1 } } }
    let held = finalizers.sorted { $0.key < $1.key }.map { "\($0.key) in \($0.value) resource instances" }
    return [
      Condition(
        "NamespaceDeletionDiscoveryFailure", false, reason: "ResourcesDiscovered", message: "All resources successfully discovered"),
      Condition(
        "NamespaceDeletionGroupVersionParsingFailure", false, reason: "ParsedGroupVersions",
        message: "All legacy kube types successfully parsed"),
      error.map {
        Condition(
          "NamespaceDeletionContentFailure", true, reason: "ContentDeletionFailed",
          message: "Failed to delete all resource types, 1 remaining: \($0.message)")
      }
        ?? Condition(
          "NamespaceDeletionContentFailure", false, reason: "ContentDeleted",
          message: "All content successfully deleted, may be waiting on finalization"),
      remaining.isEmpty
        ? Condition("NamespaceContentRemaining", false, reason: "ContentRemoved", message: "All content successfully removed")
        : Condition(
          "NamespaceContentRemaining", true, reason: "SomeResourcesRemain",
          message: "Some resources are remaining: " + remaining.joined(separator: ", ")),
      held.isEmpty
        ? Condition(
          "NamespaceFinalizersRemaining", false, reason: "ContentHasNoFinalizers",
          message: "All content-preserving finalizers finished")
        : Condition(
          "NamespaceFinalizersRemaining", true, reason: "SomeFinalizersRemain",
          message: "Some content in the namespace has finalizers remaining: " + held.joined(separator: ", ")),
    ]
  }
}
