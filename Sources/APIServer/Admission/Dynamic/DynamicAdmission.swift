import APIMachinery
import Store
import Synchronization

/// The webhooks and policies that are configured at one moment, compiled.
struct AdmissionConfiguration: Sendable {
  var mutatingWebhooks: [AdmissionWebhook] = []
  var validatingWebhooks: [AdmissionWebhook] = []
  var validatingPolicies: [ValidatingPolicy] = []

  var isEmpty: Bool { mutatingWebhooks.isEmpty && validatingWebhooks.isEmpty && validatingPolicies.isEmpty }
}

/// Follows the webhook configurations and policies in the store, so that what one demands holds for every request that begins
/// after its write was acknowledged.
final class DynamicAdmission: Sendable {
  static let group = "admissionregistration.k8s.io"
  private static let mutatingWebhooks = GroupResource(group: group, resource: "mutatingwebhookconfigurations")
  private static let validatingWebhooks = GroupResource(group: group, resource: "validatingwebhookconfigurations")
  private static let policies = GroupResource(group: group, resource: "validatingadmissionpolicies")
  private static let bindings = GroupResource(group: group, resource: "validatingadmissionpolicybindings")
  private static let resources = [mutatingWebhooks, validatingWebhooks, policies, bindings]

  private struct State {
    var configuration = AdmissionConfiguration()
    /// nil: never looked.
    var seen: Revision?
  }

  private let state = Mutex(State())
  private let store: any ObjectStore

  init(store: any ObjectStore) { self.store = store }

  func current() -> AdmissionConfiguration {
    state.withLock { state in
      if let seen = state.seen, let through = unchanged(since: seen) {
        state.seen = max(seen, through)
        return state.configuration
      }
      let snapshot = store.snapshot()
      state.configuration = Self.read(snapshot)
      state.seen = snapshot.revision
      return state.configuration
    }
  }

  /// Up to which revision none of the resources has changed; nil when one has.
  private func unchanged(since seen: Revision) -> Revision? {
    var through: Revision?
    for resource in Self.resources {
      guard let batch = try? store.changes(of: resource, after: seen), batch.changes.isEmpty else { return nil }
      through = min(through ?? batch.through, batch.through)
    }
    return through
  }

  private static func read(_ snapshot: any StoreSnapshot) -> AdmissionConfiguration {
    func objects(_ resource: GroupResource) -> [Value] { snapshot.list(resource).map { $0.decoded() }.sorted { $0.name < $1.name } }
    func webhooks(_ resource: GroupResource) -> [AdmissionWebhook] {
      objects(resource).flatMap { configuration in
        (configuration["webhooks"]?.array ?? []).map { AdmissionWebhook($0, of: configuration) }
      }
    }
    let byPolicy = Dictionary(grouping: objects(bindings).map { PolicyBinding($0) }, by: \.policyName)
    return AdmissionConfiguration(
      mutatingWebhooks: webhooks(mutatingWebhooks), validatingWebhooks: webhooks(validatingWebhooks),
      // A policy without a binding says nothing about any request.
      validatingPolicies: objects(policies).compactMap { policy in
        byPolicy[policy.name].map { ValidatingPolicy(policy, bindings: $0) }
      })
  }
}
