import APIMachinery
import Testing

@testable import AccessControl

/// What is dangerous to be allowed, and which of all default roles allow it: those that Kubernetes' own do, and no other.
@Suite struct SensitiveRightsTests {
  /// A right, and the roles that give it to whom they are bound to; `cluster-admin` gives all.
  private static let table = """
    get core secrets: admin edit aggregate-to-edit kube-controller-manager node ctl:generic-garbage-collector ctl:namespace-controller kube-system/ctl:bootstrap-signer kube-system/ctl:token-cleaner
    list core secrets: admin edit aggregate-to-edit kube-controller-manager node ctl:generic-garbage-collector ctl:namespace-controller ctl:resourcequota-controller kube-system/ctl:bootstrap-signer kube-system/ctl:token-cleaner ctl:storage-version-migrator-controller
    create core secrets: admin edit aggregate-to-edit kube-controller-manager
    create core pods: admin edit aggregate-to-edit node ctl:daemon-set-controller ctl:job-controller ctl:persistent-volume-binder ctl:replicaset-controller ctl:replication-controller ctl:statefulset-controller
    create core pods/exec: admin edit aggregate-to-edit
    create core pods/attach: admin edit aggregate-to-edit
    create core pods/portforward: admin edit aggregate-to-edit
    create core pods/ephemeralcontainers:
    create core services/proxy: admin edit aggregate-to-edit
    create core nodes/proxy: kubelet-api-admin
    get core nodes/proxy: kubelet-api-admin ctl:generic-garbage-collector ctl:namespace-controller
    create core serviceaccounts/token: admin edit aggregate-to-edit kube-controller-manager node
    impersonate core serviceaccounts: admin edit aggregate-to-edit
    impersonate core users:
    impersonate core groups:
    impersonate authentication.k8s.io userextras/scopes:
    bind rbac.authorization.k8s.io clusterroles:
    bind rbac.authorization.k8s.io roles:
    escalate rbac.authorization.k8s.io roles:
    escalate rbac.authorization.k8s.io clusterroles: ctl:clusterrole-aggregation-controller
    create rbac.authorization.k8s.io clusterroles:
    create rbac.authorization.k8s.io clusterrolebindings:
    create rbac.authorization.k8s.io roles: admin aggregate-to-admin
    create rbac.authorization.k8s.io rolebindings: admin aggregate-to-admin
    update rbac.authorization.k8s.io clusterroles: ctl:clusterrole-aggregation-controller ctl:generic-garbage-collector
    create admissionregistration.k8s.io mutatingwebhookconfigurations:
    create admissionregistration.k8s.io validatingadmissionpolicies:
    create apiextensions.k8s.io customresourcedefinitions:
    create apiregistration.k8s.io apiservices:
    create flowcontrol.apiserver.k8s.io flowschemas:
    create core namespaces:
    delete core namespaces: ctl:generic-garbage-collector ctl:namespace-controller
    update core resourcequotas: ctl:generic-garbage-collector
    create core persistentvolumes: persistent-volume-provisioner ctl:persistent-volume-binder
    delete core nodes: ctl:generic-garbage-collector ctl:namespace-controller ctl:node-controller
    create core pods/binding: kube-scheduler ctl:daemon-set-controller
    create core pods/eviction: admin edit aggregate-to-edit node
    create authentication.k8s.io tokenreviews: auth-delegator kube-controller-manager kube-scheduler node
    create authorization.k8s.io subjectaccessreviews: auth-delegator kube-controller-manager kube-scheduler node ctl:certificate-controller
    update certificates.k8s.io certificatesigningrequests/approval: ctl:certificate-controller ctl:generic-garbage-collector ctl:kubelet-serving-certificate-approver
    approve certificates.k8s.io signers:
    sign certificates.k8s.io signers:
    create apps deployments: admin edit aggregate-to-edit
    """

  private static func full(_ short: String) -> String {
    if ["admin", "edit", "view", "cluster-admin"].contains(short) { return short }
    let parts = short.split(separator: "/").map(String.init)
    let name = "system:" + (parts.last ?? "").replacing("ctl:", with: "controller:")
    return parts.count > 1 ? parts[0] + "/" + name : name
  }

  /// Every role bound to a user of its name, where it counts.
  private static func authorizer() -> (RoleAuthorizer, names: [String]) {
    let reader = ManualReader()
    var names: [String] = []
    for object in DefaultRoles.objects where object["roleRef"] == nil {
      reader.put(object)
      let name = object.namespace.isEmpty ? object.name : object.namespace + "/" + object.name
      names.append(name)
      var binding: Value = [
        "kind": .string(object.kind + "Binding"), "metadata": ["name": .string("to " + object.name)],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": .string(object.kind), "name": .string(object.name)],
        "subjects": [["kind": "User", "name": .string(name)]],
      ]
      if !object.namespace.isEmpty { binding[path: "metadata", "namespace"] = .string(object.namespace) }
      reader.put(binding)
    }
    return (RoleAuthorizer(reader), names)
  }

  @Test(arguments: table.split(separator: "\n").map(String.init))
  func `a dangerous right comes with these default roles only`(row: String) throws {
    let halves = row.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let words = halves[0].split(separator: " ").map(String.init)
    let wanted = Set(halves[1].split(separator: " ").map { Self.full(String($0)) } + ["cluster-admin"])
    let resource = words[2].split(separator: "/", maxSplits: 1).map(String.init)
    let (authorizer, names) = Self.authorizer()
    var found: Set<String> = []
    for name in names {
      let parts = name.split(separator: "/", maxSplits: 1)
      let attributes = AuthorizationAttributes(
        user: UserInfo(name: name), verb: words[0], apiGroup: words[1] == "core" ? "" : words[1], resource: resource[0],
        subresource: resource.count > 1 ? resource[1] : "", namespace: parts.count > 1 ? String(parts[0]) : "somewhere", name: "something")
      if authorizer.decide(attributes) == .allow { found.insert(name) }
    }
    #expect(found == wanted)
  }

  @Test func `what a role gives in a namespace, it gives nowhere else`() {
    let reader = ManualReader()
    for object in DefaultRoles.objects { reader.put(object) }
    for role in ["view", "edit", "admin", "cluster-admin"] {
      reader.put([
        "kind": "RoleBinding", "metadata": ["name": .string(role), "namespace": "shop"],
        "roleRef": ["kind": "ClusterRole", "name": .string(role)], "subjects": [["kind": "User", "name": .string(role)]],
      ])
    }
    let authorizer = RoleAuthorizer(reader)
    for role in ["view", "edit", "admin", "cluster-admin"] {
      for (verb, group, resource) in [("get", "", "pods"), ("delete", "apps", "deployments"), ("get", "", "secrets"), ("get", "", "nodes")] {
        for namespace in ["other", ""] {
          let attributes = AuthorizationAttributes(user: UserInfo(name: role), verb: verb, apiGroup: group, resource: resource, namespace: namespace)
          #expect(authorizer.decide(attributes) != .allow, "\(role) \(verb) \(resource) in \(namespace)")
        }
      }
      #expect(authorizer.decide(AuthorizationAttributes(user: UserInfo(name: role), verb: "get", path: "/metrics")) != .allow)
    }
  }
}
