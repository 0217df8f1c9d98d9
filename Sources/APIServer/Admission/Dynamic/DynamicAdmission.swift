import APIMachinery
import Store
import Synchronization

/// The webhooks and policies that are configured at one moment, compiled.
struct AdmissionConfiguration: Sendable {
  var mutatingWebhooks: [AdmissionWebhook] = []
  var validatingWebhooks: [AdmissionWebhook] = []
  var mutatingPolicies: [MutatingPolicy] = []
  var validatingPolicies: [ValidatingPolicy] = []

  var isEmpty: Bool {
    mutatingWebhooks.isEmpty && validatingWebhooks.isEmpty && mutatingPolicies.isEmpty && validatingPolicies.isEmpty
  }
}

/// Follows the webhook configurations and policies in the store, so that what one demands holds for every request that begins
/// after its write was acknowledged.
final class DynamicAdmission: Sendable {
  static let group = "admissionregistration.k8s.io"
  private static let mutatingWebhooks = GroupResource(group: group, resource: "mutatingwebhookconfigurations")
  private static let validatingWebhooks = GroupResource(group: group, resource: "validatingwebhookconfigurations")
  private static let mutatingPolicies = GroupResource(group: group, resource: "mutatingadmissionpolicies")
  private static let mutatingBindings = GroupResource(group: group, resource: "mutatingadmissionpolicybindings")
  private static let validatingPolicies = GroupResource(group: group, resource: "validatingadmissionpolicies")
  private static let validatingBindings = GroupResource(group: group, resource: "validatingadmissionpolicybindings")
  /// What each plugin follows.
  private static let resources: [(AdmissionPluginName, [GroupResource])] = [
    (.mutatingAdmissionPolicy, [mutatingPolicies, mutatingBindings]), (.mutatingAdmissionWebhook, [mutatingWebhooks]),
    (.validatingAdmissionPolicy, [validatingPolicies, validatingBindings]), (.validatingAdmissionWebhook, [validatingWebhooks]),
  ]

  private struct State {
    var configuration = AdmissionConfiguration()
    /// nil: never looked.
    var seen: Revision?
  }

  private let state = Mutex(State())
  private let store: any ObjectStore
  /// Those of the chosen plugins.
  private let followed: [GroupResource]

  init(store: any ObjectStore, _ selection: AdmissionSelection) {
    self.store = store
    followed = Self.resources.filter { selection.isOn($0.0) }.flatMap(\.1)
  }

  func current() -> AdmissionConfiguration {
    state.withLock { state in
      if let seen = state.seen, let through = unchanged(since: seen) {
        state.seen = max(seen, through)
        return state.configuration
      }
      let snapshot = store.snapshot()
      state.configuration = read(snapshot)
      state.seen = snapshot.revision
      return state.configuration
    }
  }

  /// Up to which revision none of the resources has changed; nil when one has.
  private func unchanged(since seen: Revision) -> Revision? {
    var through: Revision?
    for resource in followed {
      guard let batch = try? store.changes(of: resource, after: seen), batch.changes.isEmpty else { return nil }
      through = min(through ?? batch.through, batch.through)
    }
    return through
  }

  private func read(_ snapshot: any StoreSnapshot) -> AdmissionConfiguration {
    func objects(_ resource: GroupResource) -> [Value] {
      guard followed.contains(resource) else { return [] }
      return snapshot.list(resource).map { $0.decoded() }.sorted { $0.name < $1.name }
    }
    func webhooks(_ resource: GroupResource, _ plugin: AdmissionPluginName) -> [AdmissionWebhook] {
      objects(resource).flatMap { configuration in
        (configuration["webhooks"]?.array ?? []).map { AdmissionWebhook($0, of: configuration, plugin) }
      }
    }
    // A policy without a binding says nothing about any request.
    func policies<Policy>(_ resource: GroupResource, _ bindings: GroupResource, _ make: (Value, [PolicyBinding]) -> Policy) -> [Policy] {
      let byPolicy = Dictionary(grouping: objects(bindings).map { PolicyBinding($0) }, by: \.policyName)
      return objects(resource).compactMap { policy in byPolicy[policy.name].map { make(policy, $0) } }
    }
    return AdmissionConfiguration(
      mutatingWebhooks: webhooks(Self.mutatingWebhooks, .mutatingAdmissionWebhook),
      validatingWebhooks: webhooks(Self.validatingWebhooks, .validatingAdmissionWebhook),
      mutatingPolicies: policies(Self.mutatingPolicies, Self.mutatingBindings) { MutatingPolicy($0, bindings: $1) },
      validatingPolicies: policies(Self.validatingPolicies, Self.validatingBindings) { ValidatingPolicy($0, bindings: $1) })
  }
}
