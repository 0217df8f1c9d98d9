import APIMachinery
import Testing

@testable import AccessControl

@Suite struct NodeAuthorizerTests {
  private let reader = ManualReader()
  private let authorizer: NodeAuthorizer
  private let node = UserInfo.node("n1")

  init() { authorizer = NodeAuthorizer(reader) }

  private func may(
    _ verb: String, _ resource: String, _ name: String = "", in namespace: String = "a", group: String = "", selecting: String = "",
    as user: UserInfo? = nil
  ) throws -> Bool {
    let parts = resource.split(separator: "/", maxSplits: 1).map(String.init)
    return authorizer.decide(
      AuthorizationAttributes(
        user: user ?? node, verb: verb, apiGroup: group, resource: parts[0], subresource: parts.count > 1 ? parts[1] : "",
        namespace: namespace, name: name, fieldSelector: try FieldSelector(parsing: selecting))) == .allow
  }

  private func pod(_ name: String, on node: String, _ spec: Value = [:]) -> Value {
    var pod: Value = ["kind": "Pod", "metadata": ["name": .string(name), "namespace": "a"], "spec": spec]
    pod[path: "spec", "nodeName"] = .string(node)
    return pod
  }

  static let references: [(spec: Value, resource: String, group: String)] = [
    (["imagePullSecrets": [["name": "x"]]], "secrets", ""),
    (["containers": [["env": [["valueFrom": ["secretKeyRef": ["name": "x"]]]]]]], "secrets", ""),
    (["containers": [["env": [["valueFrom": ["configMapKeyRef": ["name": "x"]]]]]]], "configmaps", ""),
    (["initContainers": [["envFrom": [["secretRef": ["name": "x"]]]]]], "secrets", ""),
    (["ephemeralContainers": [["envFrom": [["configMapRef": ["name": "x"]]]]]], "configmaps", ""),
    (["volumes": [["secret": ["secretName": "x"]]]], "secrets", ""),
    (["volumes": [["configMap": ["name": "x"]]]], "configmaps", ""),
    (["volumes": [["projected": ["sources": [["secret": ["name": "x"]]]]]]], "secrets", ""),
    (["volumes": [["projected": ["sources": [["configMap": ["name": "x"]]]]]]], "configmaps", ""),
    (["volumes": [["csi": ["nodePublishSecretRef": ["name": "x"]]]]], "secrets", ""),
    (["volumes": [["persistentVolumeClaim": ["claimName": "x"]]]], "persistentvolumeclaims", ""),
    (["serviceAccountName": "x"], "serviceaccounts", ""),
    (["resourceClaims": [["resourceClaimName": "x"]]], "resourceclaims", "resource.k8s.io"),
  ]

  @Test(arguments: references)
  func `a node reads what its own pods refer to, while they are there`(_ spec: Value, _ resource: String, _ group: String) throws {
    reader.put(pod("other", on: "n2", spec))
    #expect(try !may("get", resource, "x", group: group))
    reader.put(pod("own", on: "n1", spec))
    #expect(try may("get", resource, "x", group: group))
    #expect(try !may("get", resource, "y", group: group))
    #expect(try !may("get", resource, "x", in: "b", group: group))
    #expect(try !may("get", resource, group: group))
    #expect(try !may("update", resource, "x", group: group))
    #expect(try !may("get", resource, "x", group: group, as: .node("n3")))
    reader.put(pod("own", on: "n1"))
    #expect(try !may("get", resource, "x", group: group))
    reader.put(pod("own", on: "n1", spec))
    reader.remove(pod("own", on: "n1", spec))
    #expect(try !may("get", resource, "x", group: group))
  }

  @Test func `secrets and config maps are watched one by one, other things only got`() throws {
    reader.put(pod("p", on: "n1", ["serviceAccountName": "s", "imagePullSecrets": [["name": "x"]]]))
    for verb in ["get", "list", "watch"] { #expect(try may(verb, "secrets", "x")) }
    #expect(try !may("list", "secrets"))
    #expect(try !may("list", "serviceaccounts", "s"))
    #expect(try may("create", "serviceaccounts/token", "s"))
    #expect(try !may("create", "serviceaccounts/token", "t"))
    #expect(try !may("create", "serviceaccounts", "s"))
  }

  @Test func `what a volume needs opens to the nodes whose pods claim it`() throws {
    let volume: Value = [
      "kind": "PersistentVolume", "metadata": ["name": "v"],
      "spec": [
        "claimRef": ["namespace": "a", "name": "c"],
        "csi": [
          "nodeStageSecretRef": ["namespace": "vault", "name": "key"], "controllerPublishSecretRef": ["namespace": "vault", "name": "root"],
        ],
      ],
    ]
    reader.put(volume)
    #expect(try !may("get", "persistentvolumes", "v", in: ""))
    reader.put(pod("p", on: "n1", ["volumes": [["persistentVolumeClaim": ["claimName": "c"]]]]))
    #expect(try may("get", "persistentvolumes", "v", in: ""))
    #expect(try may("get", "secrets", "key", in: "vault"))
    #expect(try !may("get", "secrets", "root", in: "vault"))
    #expect(try may("patch", "persistentvolumeclaims/status", "c"))
    #expect(try !may("get", "persistentvolumes", "v", in: "", as: .node("n2")))
    reader.remove(volume)
    #expect(try !may("get", "secrets", "key", in: "vault"))
  }

  @Test func `a mirror pod opens nothing to the node that made it`() throws {
    var mirror = pod("m", on: "n1", ["imagePullSecrets": [["name": "x"]], "serviceAccountName": "s"])
    mirror[path: "metadata", "annotations"] = ["kubernetes.io/config.mirror": "1"]
    reader.put(mirror)
    #expect(try !may("get", "secrets", "x"))
    #expect(try !may("create", "serviceaccounts/token", "s"))
    #expect(try may("get", "pods", "m"))
  }

  @Test func `pods are read by node, one node's only`() throws {
    reader.put(pod("own", on: "n1"))
    reader.put(pod("other", on: "n2"))
    #expect(try may("get", "pods", "own") && !may("get", "pods", "other"))
    #expect(try may("list", "pods", in: "", selecting: "spec.nodeName=n1"))
    #expect(try may("watch", "pods", in: "", selecting: "status.phase!=Failed,spec.nodeName=n1"))
    for selector in ["", "spec.nodeName=n2", "spec.nodeName!=n1", "metadata.name=own"] {
      #expect(try !may("list", "pods", in: "", selecting: selector), "\(selector)")
    }
    #expect(try !may("deletecollection", "pods", selecting: "spec.nodeName=n1"))
    #expect(try may("patch", "pods/status", "own") && may("create", "pods/eviction", "own") && !may("update", "pods", "own"))
    #expect(try !may("create", "pods/binding", "own") && !may("create", "pods/exec", "own"))
  }

  @Test func `a node is about its own node, lease, and driver objects`() throws {
    let leases = "coordination.k8s.io"
    #expect(try may("get", "nodes", "n1", in: "") && !may("get", "nodes", "n2", in: "") && !may("list", "nodes", in: ""))
    #expect(try may("create", "nodes", in: "") && may("patch", "nodes/status", "n1", in: "") && !may("delete", "nodes", "n1", in: ""))
    #expect(try may("update", "leases", "n1", in: "kube-node-lease", group: leases))
    #expect(try !may("update", "leases", "n2", in: "kube-node-lease", group: leases))
    #expect(try !may("update", "leases", "n1", in: "kube-system", group: leases))
    #expect(try may("update", "csinodes", "n1", in: "", group: "storage.k8s.io"))
    #expect(try !may("get", "csinodes", "n2", in: "", group: "storage.k8s.io"))
    reader.put(["kind": "VolumeAttachment", "metadata": ["name": "at"], "spec": ["nodeName": "n1"]])
    #expect(try may("get", "volumeattachments", "at", in: "", group: "storage.k8s.io"))
    #expect(try !may("get", "volumeattachments", "at", in: "", group: "storage.k8s.io", as: .node("n2")))
    reader.put(["kind": "ResourceSlice", "metadata": ["name": "sl"], "spec": ["nodeName": "n1"]])
    #expect(try may("delete", "resourceslices", "sl", in: "", group: "resource.k8s.io"))
    #expect(try !may("delete", "resourceslices", "sl", in: "", group: "resource.k8s.io", as: .node("n2")))
    #expect(try may("list", "resourceslices", in: "", group: "resource.k8s.io", selecting: "spec.nodeName=n1"))
    #expect(try !may("list", "resourceslices", in: "", group: "resource.k8s.io"))
  }

  @Test func `the rest is what the node role says, and only for nodes`() throws {
    #expect(try may("list", "services", in: "") && may("create", "events") && !may("get", "namespaces", "a"))
    #expect(try may("create", "tokenreviews", in: "", group: "authentication.k8s.io"))
    let impostors = [UserInfo(name: "system:node:n1", groups: ["system:authenticated"]), UserInfo(name: "n1", groups: ["system:nodes"])]
    for impostor in impostors {
      #expect(try !may("list", "services", in: "", as: impostor) && !may("get", "nodes", "n1", in: "", as: impostor))
    }
    #expect(try !may("list", "services", in: "", as: UserInfo(name: "system:node:", groups: ["system:nodes"])))
    #expect(authorizer.rules(for: node, in: "a").isIncomplete && !authorizer.rules(for: impostors[0], in: "a").isIncomplete)
  }
}
