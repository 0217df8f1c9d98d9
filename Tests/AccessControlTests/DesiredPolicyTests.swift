import APIMachinery
import Testing

@testable import AccessControl

struct DesiredPolicyTests {
  private let policy = DesiredPolicy()
  private let pods = GroupResource(group: "", resource: "pods")

  @Test(arguments: [
    ("alice", true), ("root", true), ("kubernetes-admin", true), ("system:admin", true), ("system:kube-scheduler", false),
    ("system:node:n1", false), ("system:serviceaccount:kube-system:x", false), ("system:anonymous", false),
  ])
  func personsAndMachines(_ name: String, _ isPerson: Bool) {
    #expect(policy.isPerson(UserInfo(name: name)) == isPerson)
    #expect(policy.isDesired(user: UserInfo(name: name), resource: pods, subresource: "", object: [:]) == isPerson)
  }

  @Test(arguments: [("", true), ("scale", true), ("status", false), ("binding", false), ("eviction", false), ("finalize", false), ("resize", false)])
  func subresources(_ subresource: String, _ isDesired: Bool) {
    #expect(policy.isDesired(user: .admin, resource: pods, subresource: subresource, object: [:]) == isDesired)
  }

  @Test func whatTheClusterTakesAwayItselfIsNot() {
    let requests = GroupResource(group: "certificates.k8s.io", resource: "certificatesigningrequests")
    let secrets = GroupResource(group: "", resource: "secrets")
    #expect(!policy.isDesired(user: .admin, resource: requests, subresource: "", object: [:]))
    #expect(!policy.isDesired(user: .admin, resource: secrets, subresource: "", object: ["type": "bootstrap.kubernetes.io/token"]))
    #expect(policy.isDesired(user: .admin, resource: secrets, subresource: "", object: ["type": "Opaque"]))
  }

  @Test func ephemeralAndOwnedObjectsAreNot() {
    for resource in DesiredPolicy.ephemeralResources {
      #expect(!policy.isDesired(user: .admin, resource: resource, subresource: "", object: [:]))
    }
    let reference: Value = ["apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "r", "uid": "u"]
    var controlled = reference
    controlled["controller"] = true
    #expect(!policy.isDesired(user: .admin, resource: pods, subresource: "", object: ["metadata": ["ownerReferences": [controlled]]]))
    // An owner that doesn't control only ties the life times together.
    #expect(policy.isDesired(user: .admin, resource: pods, subresource: "", object: ["metadata": ["ownerReferences": [reference]]]))
  }
}
