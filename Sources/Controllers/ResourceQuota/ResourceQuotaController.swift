import APIMachinery
import APISchemas
import Basics
import Client
import ControllerKit

/// Counts what a namespace uses of what its ResourceQuotas limit, and writes it into their status. Refusing what goes beyond is the
/// API server's part.
public struct ResourceQuotaController: Reconciler {
  public let name = "resource-quota-controller"
  public let account = "resourcequota-controller"
  /// What can be counted by number.
  private let counted: [ResourceDefinition]
  private let servesClaims: Bool
  /// Kinds that have a name of their own beside `count/…`.
  private static let plain = ["configmaps", "secrets", "replicationcontrollers", "resourcequotas"]

  public init(resources: [ResourceDefinition]) {
    counted = resources.filter { $0.isNamespaced && $0.plural != "events" && Set(["list", "watch", "create"]).isSubset(of: $0.verbs) }
    servesClaims = resources.contains { $0.gvr == WellKnown.persistentVolumeClaims }
  }

  public var watches: [Watch] {
    let whole: Set<GroupVersionResource> = [WellKnown.pods, WellKnown.services, WellKnown.persistentVolumeClaims, WellKnown.resourceQuotas]
    return [
      .object(WellKnown.resourceQuotas),
      Watch(WellKnown.pods) { delta, world in
        let isNews = delta.old == nil || delta.new == nil || delta.old?["spec"] != delta.new?["spec"]
          || delta.old?["status"]?["phase"] != delta.new?["status"]?["phase"] || delta.old?.isBeingDeleted != delta.new?.isBeingDeleted
        return isNews ? Self.quotas(in: delta.key.namespace, world) : []
      },
      Watch(WellKnown.services) { delta, world in
        delta.old?["spec"] == delta.new?["spec"] ? [] : Self.quotas(in: delta.key.namespace, world)
      },
    ]
      + (servesClaims
        ? [Watch(WellKnown.persistentVolumeClaims) { delta, world in
          // Which class a claim has, its status says.
          delta.old?["spec"] == delta.new?["spec"] && delta.old?["status"] == delta.new?["status"] ? [] : Self.quotas(in: delta.key.namespace, world)
        }] : [])
      + counted.filter { !whole.contains($0.gvr) }.map { resource in
        Watch(resource.gvr, detail: .metadataOnly) { delta, world in
          delta.old == nil || delta.new == nil ? Self.quotas(in: delta.key.namespace, world) : []
        }
      }
  }

  private static func quotas(in namespace: String, _ world: World) -> [ObjectKey] {
    world.list(WellKnown.resourceQuotas, namespace: namespace).map {
      ObjectKey(WellKnown.resourceQuotas.groupResource, namespace: namespace, name: $0.name)
    }
  }

  public func reconcile(_ key: ObjectKey, _ world: World) -> Plan {
    guard let quota = world.get(WellKnown.resourceQuotas, key), !quota.isBeingDeleted else { return .done }
    let hard = quota["spec"]?["hard"]?.object ?? Object()
    let usage = usage(in: quota.namespace, QuotaScope(quota["spec"]), hard, world)
    var status: Value = ["hard": .object(hard)]
    status["used"] = .object(Object(hard.fieldNames.compactMap { name in usage[name].map { (name, .string($0.description)) } }))
    guard status != quota["status"] else { return .done }
    var updated = quota
    updated["status"] = status
    return Plan([.one(.updateStatus(WellKnown.resourceQuotas, updated))])
  }

  /// Only what is limited is counted; what isn't there is used to the amount of 0.
  private func usage(in namespace: String, _ scope: QuotaScope, _ hard: Object, _ world: World) -> QuotaUsage.Amounts {
    var usage: QuotaUsage.Amounts = [:]
    for field in hard { usage[field.key] = Quantity(0, format: Self.format(field.value)) }
    for pod in world.list(WellKnown.pods, namespace: namespace) where !scope.isLimited || scope.contains(pod) {
      QuotaUsage.add(QuotaUsage.pod(pod, now: world.now), to: &usage)
    }
    for claim in world.list(WellKnown.persistentVolumeClaims, namespace: namespace) where !scope.isLimited || scope.contains(claim: claim) {
      QuotaUsage.add(QuotaUsage.claim(claim), to: &usage)
    }
    if scope.isLimited { return usage }
    for service in world.list(WellKnown.services, namespace: namespace) { QuotaUsage.add(QuotaUsage.service(service), to: &usage) }
    for resource in counted {
      let name = "count/" + resource.plural + (resource.group.isEmpty ? "" : "." + resource.group)
      let isPlain = resource.group.isEmpty && Self.plain.contains(resource.plural)
      guard resource.gvr != WellKnown.pods, hard.contains(name) || isPlain && hard.contains(resource.plural) else { continue }
      let count = Quantity(Int64(world.list(resource.gvr, namespace: namespace).count))
      usage[name] = count
      if isPlain { usage[resource.plural] = count }
    }
    return usage
  }

  /// Amounts are shown in the form in which the limit is written.
  private static func format(_ value: Value) -> Quantity.Format { Quantity(.some(value))?.format ?? .decimalSI }
}
