import APIMachinery
import APISchemas
import Basics
import ControllerKit
import Controllers
import Testing

@Suite struct NamespaceTests {
  private let controller = NamespaceController(resources: Scheme.builtIn.resources)

  private var namespace: Value {
    [
      "apiVersion": "v1", "kind": "Namespace",
      "metadata": ["name": "default", "uid": "n", "resourceVersion": "3", "deletionTimestamp": .string(Objects.now.rfc3339)],
      "spec": ["finalizers": ["kubernetes", "example.org/mine"]], "status": ["phase": "Terminating"],
    ]
  }

  @Test("content is deleted kind by kind, and the conditions say what is left")
  func deletesContent() {
    var held = Objects.pod("a", owner: nil)
    held[path: "metadata", "finalizers"] = ["example.org/wait"]
    let result = controller.plan(WellKnown.namespaces, namespace, [(WellKnown.pods, [held])])
    let collections = result.orders.compactMap { order -> String? in
      if case .deleteCollection(let path, _) = order.action { path.urlPath() } else { nil }
    }
    #expect(collections == ["/api/v1/namespaces/default/pods"])
    let conditions = Conditions(result.status?["conditions"]?.array ?? [])
    #expect(conditions["NamespaceContentRemaining"]?.message == "Some resources are remaining: pods. has 1 resource instances")
    #expect(conditions["NamespaceFinalizersRemaining"]?.message
      == "Some content in the namespace has finalizers remaining: example.org/wait in 1 resource instances")
  }

  @Test("empty, it loses the kubernetes finalizer and no other, once the server agrees that it is empty")
  func finalizes() throws {
    let result = controller.plan(WellKnown.namespaces, namespace)
    guard case .guarded(let checks, _)? = result.steps.first else {
      Issue.record("the server must be asked")
      return
    }
    #expect(checks.allSatisfy { $0.expectation == .empty } && checks.count > 5)
    let last = try #require(result.orders.last)
    guard case .update(let path, let object) = last.action else {
      Issue.record("no update")
      return
    }
    #expect(path.subresource == "finalize")
    #expect(object["spec"]?["finalizers"] == ["example.org/mine"])
  }

  @Test("every namespace that isn't going has a default service account")
  func serviceAccounts() {
    let accounts = ServiceAccountController()
    #expect(accounts.plan(WellKnown.namespaces, namespace).created.isEmpty)
    let fresh: Value = ["metadata": ["name": "team", "uid": "t"]]
    let created = accounts.plan(WellKnown.namespaces, fresh).created
    #expect(created.map(\.name) == ["default"] && created.first?.namespace == "team")
  }

  private func emptied(_ plan: Plan) -> [String] {
    plan.orders.compactMap { order in if case .deleteCollection(let path, _) = order.action { path.resource.resource } else { nil } }
  }

  @Test("pods go before everything else")
  func podsFirst() {
    let map: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": Objects.metadata("m")]
    var pod = Objects.pod("a", owner: nil)
    #expect(emptied(controller.plan(WellKnown.namespaces, namespace, [(WellKnown.pods, [pod]), (WellKnown.configMaps, [map])])) == ["pods"])
    pod[path: "metadata", "deletionTimestamp"] = .string(Objects.now.rfc3339)
    #expect(emptied(controller.plan(WellKnown.namespaces, namespace, [(WellKnown.pods, [pod]), (WellKnown.configMaps, [map])])) == [])
    #expect(emptied(controller.plan(WellKnown.namespaces, namespace, [(WellKnown.configMaps, [map])])) == ["configmaps"])
  }

  @Test("a kind that can't be read keeps the namespace, and is emptied blindly")
  func unreadable() {
    var caches: [GroupVersionResource: ObjectCache] = [:]
    for watch in controller.watches { caches[watch.resource] = ObjectCache(watch.resource, indexes: watch.indexes) }
    for (resource, cache) in caches where resource != WellKnown.secrets {
      cache.replace(with: resource == WellKnown.namespaces ? [namespace] : [], revision: 1)
    }
    let world = World(caches: caches, now: Objects.now, random: SeededRandom(seed: 1))
    let plan = controller.reconcile(ObjectKey(WellKnown.namespaces.groupResource, name: "default"), world)
    #expect(emptied(plan) == ["secrets"])
    #expect(plan.requeueAfter == .seconds(30))
    let finalizes = plan.orders.contains { order in
      if case .update(let path, _) = order.action { path.subresource == "finalize" } else { false }
    }
    #expect(!finalizes)
  }
}
