import APIMachinery
import AccessControl
import Basics
import Client

extension APIServer {
  private static let leases = ResourcePath(
    GroupVersionResource(group: "coordination.k8s.io", version: "v1", resource: "leases"), namespace: IdentityLease.namespace)

  /// Publishes this server's identity and removes the leases of servers that are gone, until cancelled. `advertising`: where the Service
  /// `kubernetes` leads to this server; nil leaves it out.
  public func publishIdentity(hostname: String, advertising: (address: IPAddress, port: Int)? = nil) async {
    var lease = IdentityLease(hostname: hostname, serverAddress: configuration.serverAddress, instance: random.uuid())
    lease.advertised = advertising
    let user = UserInfo(name: "system:apiserver", groups: ["system:masters", "system:authenticated"])
    let client = client(as: user, userAgent: "kctl-apiserver")
    var nextCleaning = clock.now
    hooks.begin(.identityLease)
    while !Task.isCancelled {
      do {
        try await renew(lease, client)
        try await publishEndpoints(client)
        hooks.finish(.identityLease)
        if clock.now >= nextCleaning {
          try await removeExpiredIdentities(client)
          nextCleaning = clock.now + .seconds(IdentityLease.durationSeconds)
        }
      } catch {
        if Task.isCancelled { return }
        // The next round tries again; a lease outlives many of them.
        logger.warning("the identity lease was not renewed", metadata: ["error": "\(error)"])
      }
      do { try await clock.sleep(for: IdentityLease.renewInterval) } catch { return }
    }
  }

  func renew(_ lease: IdentityLease, _ client: DirectClient) async throws {
    let key = ObjectKey(Self.leases.resource.groupResource, namespace: IdentityLease.namespace, name: lease.name)
    guard let existing = store.snapshot().get(key)?.decoded() else {
      _ = try await client.create(Self.leases, lease.renewed(nil, at: clock.now), options: WriteOptions())
      return
    }
    _ = try await client.update(Self.leases, lease.renewed(existing, at: clock.now), options: WriteOptions())
  }

  func removeExpiredIdentities(_ client: DirectClient) async throws {
    let mine = ListOptions(labelSelector: "\(IdentityLease.label)=\(IdentityLease.component)")
    for lease in try await client.list(Self.leases, options: mine).items where IdentityLease.isExpired(lease, at: clock.now) {
      do {
        // Only the state that was seen to have run out: its server may be back.
        let options = DeleteOptions(uid: lease.uid, resourceVersion: lease.resourceVersion)
        _ = try await client.delete(Self.leases, name: lease.name, options: options)
      } catch let error as StatusError where error.reason == .notFound || error.reason == .conflict {
        continue
      }
    }
  }
}
