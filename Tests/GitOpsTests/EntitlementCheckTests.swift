import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

@testable import GitOps

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct EntitlementCheckTests {
  private static let group = "rbac.authorization.k8s.io"
  private let configMaps = GroupResource(resource: "configmaps")

  private func withStore(_ body: (GitStore) async throws -> Void) async throws {
    let path = "/tmp/kctl-entitlement-\(SystemRandom().nameSuffix(10))"
    defer { _ = system("rm -rf '\(path)'") }
    var options = GitStoreOptions(path: path, keyFile: nil)
    options.maintainsPacks = false
    let store = try await GitStore.open(options)
    try await body(store)
    await store.close()
  }

  private func write(
    _ store: GitStore, _ user: String, _ verb: String, _ resource: GroupResource, _ name: String, _ content: Value, namespace: String = "", groups: [String] = [],
    named: String? = nil
  ) async throws {
    let key = ObjectKey(resource, namespace: namespace, name: name)
    var object = content
    object[path: "metadata", "name"] = .string(name)
    if !namespace.isEmpty { object[path: "metadata", "namespace"] = .string(namespace) }
    var provenance = Provenance(user: user, verb: verb, resource: named ?? resource.description, userAgent: "test")
    provenance.groups = groups
    provenance.time = Timestamp(secondsSinceEpoch: 1_700_000_000) + .seconds(Int64(store.revision.rawValue) * 100)
    let change: Write.Change = verb == "delete" ? .delete : .put(EncodedObject(object))
    _ = try await store.commit(Transaction([Write(key, change, expecting: .anything)], provenance))
    // Each in a commit of its own.
    await store.flush()
  }

  private func binding(_ store: GitStore, _ user: String) async throws {
    let role: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role",
      "rules": [["apiGroups": [""], "resources": ["configmaps"], "verbs": ["create", "update"]]],
    ]
    try await write(store, "root", "create", GroupResource(group: Self.group, resource: "roles"), "edit", role, namespace: "shop", groups: ["system:masters"])
    let binding: Value = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "roleRef": ["kind": "Role", "name": "edit"],
      "subjects": [["kind": "User", "name": .string(user)]],
    ]
    try await write(
      store, "root", "create", GroupResource(group: Self.group, resource: "rolebindings"), "edit", binding, namespace: "shop", groups: ["system:masters"])
  }

  private func report(_ store: GitStore, since: CommitID? = nil) async throws -> EntitlementCheck.Report {
    let repository = store.repository
    return try await onOwnThread {
      var check = EntitlementCheck(repository, policy: MainPolicy())
      return try check.run(since: since)
    }
  }

  private let map: Value = ["apiVersion": "v1", "kind": "ConfigMap", "data": ["a": "b"]]

  @Test func `a history of entitled changes is right, also when only its end is looked at`() async throws {
    try await withStore { store in
      try await binding(store, "ann")
      let before = try #require(try store.repository.resolve("refs/heads/live"))
      try await write(store, "ann", "create", configMaps, "one", map, namespace: "shop")
      try await write(store, "ann", "update", configMaps, "one", map, namespace: "shop")
      let whole = try await report(store)
      #expect(whole.failure == nil && whole.changes == 4, "\(whole)")
      let end = try await report(store, since: before)
      #expect(end.failure == nil && end.changes == 2, "\(end)")
    }
  }

  @Test(arguments: [
    ("eve", "update", "shop", "configmaps"), ("ann", "delete", "shop", "configmaps"), ("ann", "update", "other", "configmaps"),
    ("ann", "update", "shop", "configmaps/status"),
  ])
  func `the first commit that nobody allowed is named`(user: String, verb: String, namespace: String, named: String) async throws {
    try await withStore { store in
      try await binding(store, "ann")
      try await write(store, "root", "create", configMaps, "one", map, namespace: namespace, groups: ["system:masters"])
      try await write(store, user, verb, configMaps, "one", map, namespace: namespace, named: named)
      let bad = try store.repository.resolve("refs/heads/live")?.hex
      try await write(store, "mallory", "create", configMaps, "two", map, namespace: namespace)
      let failure = try await report(store).failure
      #expect(failure?.commit == bad, "\(String(describing: failure))")
      #expect(failure?.reason.contains("\"\(user)\" was not entitled to \(verb) \(named) \(namespace)/one") == true, "\(String(describing: failure))")
    }
  }

  @Test func `rights count from the commit after the one that gives them, and end with the one that takes them`() async throws {
    try await withStore { store in
      try await write(store, "ann", "create", configMaps, "one", map, namespace: "shop")
      try await binding(store, "ann")
      #expect(try await report(store).failure?.reason.contains("ann") == true)
    }
    try await withStore { store in
      try await binding(store, "ann")
      let bindings = GroupResource(group: Self.group, resource: "rolebindings")
      try await write(store, "root", "delete", bindings, "edit", [:], namespace: "shop", groups: ["system:masters"])
      try await write(store, "ann", "create", configMaps, "one", map, namespace: "shop")
      #expect(try await report(store).failure?.reason.contains("ann") == true)
    }
  }
}
