import APIMachinery
import APISchemas
import Testing

@testable import AccessControl

@Suite struct DefaultRolesTests {
  private let authorizer: RoleAuthorizer

  init() {
    let reader = ManualReader()
    for object in DefaultRoles.objects { reader.put(object) }
    authorizer = RoleAuthorizer(reader)
  }

  private func may(_ user: UserInfo, _ verb: String, _ resource: String, group: String = "", in namespace: String = "") -> Bool {
    let parts = resource.split(separator: "/", maxSplits: 1).map(String.init)
    let attributes = AuthorizationAttributes(
      user: user, verb: verb, apiGroup: group, resource: parts[0], subresource: parts.count > 1 ? parts[1] : "", namespace: namespace)
    return authorizer.decide(attributes) == .allow
  }

  @Test func `every default role and binding is a valid object of its kind`() throws {
    let scheme = Scheme.builtIn
    for object in DefaultRoles.objects {
      let kind = try #require(object.groupVersionKind)
      let resource = try #require(scheme.resource(of: kind))
      let (decoded, unknown) = try scheme.decode(object, as: kind)
      #expect(unknown == [])
      #expect(decoded == object)
      #expect(scheme.validateCreate(scheme.withDefaults(decoded, of: kind), of: resource) == [], "\(object.name)")
    }
    let names = DefaultRoles.objects.map { "\($0.kind) \($0.namespace)/\($0.name)" }
    #expect(Set(names).count == names.count)
    #expect(DefaultRoles.objects.count(where: { $0.kind == "ClusterRole" }) > 65)
  }

  @Test func `every binding grants a role that there is`() {
    let roles = Set(DefaultRoles.objects.map { "\($0.kind) \($0.namespace)/\($0.name)" })
    for binding in DefaultRoles.objects where binding["roleRef"] != nil {
      let kind = binding["roleRef"]?["kind"]?.string ?? ""
      #expect(roles.contains("\(kind) \(kind == "Role" ? binding.namespace : "")/\(binding["roleRef"]?["name"]?.string ?? "")"), "\(binding.name)")
    }
  }

  @Test func `components may do their part and no more`() {
    let scheduler = UserInfo.component("system:kube-scheduler")
    #expect(may(scheduler, "create", "pods/binding", in: "default"))
    #expect(may(scheduler, "list", "nodes"))
    #expect(!may(scheduler, "get", "secrets", in: "default"))
    #expect(!may(scheduler, "create", "pods", in: "default"))
    let deployments = UserInfo.serviceAccount("deployment-controller", namespace: "kube-system")
    #expect(may(deployments, "create", "replicasets", group: "apps", in: "default"))
    #expect(!may(deployments, "create", "daemonsets", group: "apps", in: "default"))
    #expect(!may(deployments, "get", "secrets", in: "default"))
    #expect(may(.component("system:kube-proxy"), "watch", "endpointslices", group: "discovery.k8s.io"))
  }

  @Test func `everybody may see health, the authenticated may discover and ask about themselves`() {
    func path(_ user: UserInfo, _ path: String) -> Bool {
      authorizer.decide(AuthorizationAttributes(user: user, verb: "get", path: path)) == .allow
    }
    let eve = UserInfo(name: "eve", groups: ["system:authenticated"])
    #expect(path(.anonymous, "/healthz"))
    #expect(!path(.anonymous, "/api"))
    #expect(path(eve, "/api/v1"))
    #expect(path(eve, "/openapi/v3"))
    #expect(!path(eve, "/metrics"))
    #expect(may(eve, "create", "selfsubjectaccessreviews", group: "authorization.k8s.io"))
    #expect(!may(.anonymous, "create", "selfsubjectaccessreviews", group: "authorization.k8s.io"))
    #expect(!may(eve, "create", "subjectaccessreviews", group: "authorization.k8s.io"))
  }

  @Test func `view, edit and admin add up`() {
    let reader = ManualReader()
    for object in DefaultRoles.objects { reader.put(object) }
    for name in ["view", "edit", "admin"] {
      reader.put([
        "kind": "RoleBinding", "metadata": ["name": .string(name), "namespace": "shop"],
        "roleRef": ["kind": "ClusterRole", "name": .string(name)], "subjects": [["kind": "User", "name": .string(name)]],
      ])
    }
    let authorizer = RoleAuthorizer(reader)
    func may(_ user: String, _ verb: String, _ group: String, _ resource: String) -> Bool {
      authorizer.decide(
        AuthorizationAttributes(user: UserInfo(name: user), verb: verb, apiGroup: group, resource: resource, namespace: "shop")) == .allow
    }
    #expect(["view", "edit", "admin"].map { may($0, "get", "", "pods") } == [true, true, true])
    #expect(["view", "edit", "admin"].map { may($0, "get", "", "secrets") } == [false, true, true])
    #expect(["view", "edit", "admin"].map { may($0, "delete", "apps", "deployments") } == [false, true, true])
    #expect(["view", "edit", "admin"].map { may($0, "create", "rbac.authorization.k8s.io", "roles") } == [false, false, true])
    #expect(["view", "edit", "admin"].map { may($0, "update", "", "resourcequotas") } == [false, false, false])
  }

  @Test func `a start adds what is missing and leaves what people added`() throws {
    let wanted = try #require(DefaultRoles.objects.first { $0.name == "system:node-proxier" && $0.kind == "ClusterRole" })
    #expect(DefaultRoleReconciliation.step(wanted, existing: nil) == .create(wanted))
    #expect(DefaultRoleReconciliation.step(wanted, existing: wanted) == .nothing)
    var changed = wanted
    changed["rules"] = [["verbs": ["get"], "apiGroups": ["mine"], "resources": ["things"]]]
    guard case .update(let repaired) = DefaultRoleReconciliation.step(wanted, existing: changed) else {
      Issue.record("a role without its rules is repaired")
      return
    }
    #expect(repaired["rules"]?[0]?["apiGroups"] == ["mine"])
    let rules = (repaired["rules"]?.array ?? []).map { RoleRule($0) }
    #expect(RoleCoverage.missing((wanted["rules"]?.array ?? []).map { RoleRule($0) }, from: rules) == [])
    #expect(DefaultRoleReconciliation.step(wanted, existing: repaired) == .nothing)
    changed[path: "metadata", "annotations", DefaultRoles.autoUpdateAnnotation] = "false"
    #expect(DefaultRoleReconciliation.step(wanted, existing: changed) == .nothing)
    let binding = try #require(DefaultRoles.objects.first { $0.kind == "ClusterRoleBinding" && $0.name == "system:basic-user" })
    var other = binding
    other[path: "roleRef", "name"] = "cluster-admin"
    #expect(DefaultRoleReconciliation.step(binding, existing: other) == .replace(binding))
    other = binding
    other["subjects"] = [["kind": "User", "name": "eve"]]
    guard case .update(let rebound) = DefaultRoleReconciliation.step(binding, existing: other) else {
      Issue.record("a binding without its subjects is repaired")
      return
    }
    #expect(rebound["subjects"]?.array?.count == 2)
  }
}
