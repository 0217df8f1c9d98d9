import APIMachinery
import AccessControl
import Basics
import Client
import Store

extension APIServer {
  static let systemNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"]

  /// What every cluster has from its first moment: the system's namespaces, the default roles and the `kubernetes` Service, which leads to this
  /// server. Safe to run at every start; a store that has them already isn't written to.
  public func bootstrap() async throws {
    hooks.begin(.systemNamespaces, .roles, .priorityClasses, .kubernetesService)
    let client = client(as: .component("system:kctl:bootstrap"), userAgent: "kctl-bootstrap")
    for name in Self.systemNamespaces {
      try await create(
        client, ResourcePath(GroupVersionResource(group: "", version: "v1", resource: "namespaces")),
        ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
    }
    try await giveDefaultAccounts()
    hooks.finish(.systemNamespaces)
    try await reconcileDefaultRoles()
    hooks.finish(.roles)
    try await bootstrapPriorityClasses(client)
    hooks.finish(.priorityClasses)
    try await bootstrapFlowControl(client)
    try await bootstrapService(client)
    hooks.finish(.kubernetesService)
  }

  private func bootstrapService(_ client: DirectClient) async throws {
    let services = GroupVersionResource(group: "", version: "v1", resource: "services")
    guard scheme.resource(services) != nil else { return }
    // The first address of the range is the API's, by convention.
    let address = configuration.serviceRange.address.advanced(by: 1).description
    try await create(
      client, ResourcePath(services, namespace: "default"),
      [
        "apiVersion": "v1", "kind": "Service",
        "metadata": ["name": "kubernetes", "namespace": "default", "labels": ["component": "apiserver", "provider": "kubernetes"]],
        "spec": [
          "clusterIP": .string(address), "clusterIPs": [.string(address)], "sessionAffinity": "None", "type": "ClusterIP",
          "ports": [["name": "https", "port": 443, "protocol": "TCP", "targetPort": .int(Int64(securePort))]],
        ],
      ])
  }

  /// The two classes of what the cluster itself needs (kubernetes.io, "Pod Priority and Preemption").
  private func bootstrapPriorityClasses(_ client: DirectClient) async throws {
    let classes = GroupVersionResource(group: "scheduling.k8s.io", version: "v1", resource: "priorityclasses")
    guard scheme.resource(classes) != nil else { return }
    let descriptions: [(String, Int64, Value)] = [
      ("system-cluster-critical", 2_000_000_000, "For pods that the cluster can't do without, but that may move to another node."),
      ("system-node-critical", 2_000_001_000, "For pods that their node can't do without."),
    ]
    for (name, value, description) in descriptions {
      try await create(
        client, ResourcePath(classes),
        [
          "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": .string(name)], "value": .int(value),
          "description": description,
        ])
    }
  }

  private func create(_ client: DirectClient, _ path: ResourcePath, _ object: Value) async throws {
    let key = ObjectKey(path.resource.groupResource, namespace: path.namespace ?? "", name: object.name)
    guard store.snapshot().get(key) == nil else { return }
    do {
      _ = try await client.create(path, object, options: WriteOptions(fieldManager: "kctl-bootstrap"))
    } catch let error as StatusError where error.reason == .alreadyExists {
      return
    }
  }

  private var securePort: Int {
    configuration.serverAddress.split(separator: ":").last.flatMap { Int($0) } ?? 6443
  }
}
