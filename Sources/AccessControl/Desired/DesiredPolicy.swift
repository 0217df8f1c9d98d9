import APIMachinery

/// Which writes are a person's, and so belong on `main` too (design I2, I3).
///
/// A write is a person's when all of these hold:
/// - *who*: the user isn't a machine. Machines are the identities whose names begin with `system:`, service accounts and
///   nodes among them; `system:admin`, the cluster administrator's certificate, is a person.
/// - *what*: the resource is neither ephemeral (Lease, Event) nor a review that is answered and never kept, nor something that the
///   cluster itself takes away when its time is over: a certificate signing request or a bootstrap token.
/// - *how*: the request is on the object itself or its `scale`. Every other subresource (`status`, `binding`, `eviction`,
///   `finalize`, `approval`, `ephemeralcontainers`, `resize`, `token`, …) records what machines do or observe.
/// - *whose*: no controller owns the object. A person who changes or deletes a pod of a ReplicaSet changes what that
///   controller will correct; desired is what the ReplicaSet's own manifest says.
///
/// A delete asks with the object as it was. That the object has a manifest at all is for the keeper of `main` to see.
public struct DesiredPolicy: Sendable {
  private let ephemeral: Set<GroupResource>
  private let persons: Set<String>

  public static let ephemeralResources: Set<GroupResource> = [
    GroupResource(group: "", resource: "events"),
    GroupResource(group: "events.k8s.io", resource: "events"),
    GroupResource(group: "coordination.k8s.io", resource: "leases"),
    GroupResource(group: "coordination.k8s.io", resource: "leasecandidates"),
  ]

  private static func isPassing(_ resource: GroupResource, _ object: Value) -> Bool {
    switch resource {
    case GroupResource(group: "certificates.k8s.io", resource: "certificatesigningrequests"): true
    case GroupResource(group: "", resource: "secrets"): object["type"]?.string == "bootstrap.kubernetes.io/token"
    default: false
    }
  }

  public init(ephemeral: Set<GroupResource> = Self.ephemeralResources, persons: Set<String> = [UserInfo.admin.name]) {
    (self.ephemeral, self.persons) = (ephemeral, persons)
  }

  public func isPerson(_ user: UserInfo) -> Bool { !user.name.hasPrefix("system:") || persons.contains(user.name) }

  /// `object`: the object after the write, or before a delete.
  public func isDesired(user: UserInfo, resource: GroupResource, subresource: String, object: Value) -> Bool {
    isPerson(user) && !ephemeral.contains(resource) && (subresource.isEmpty || subresource == "scale")
      && object.controllerReference == nil && !Self.isPassing(resource, object)
  }
}
