import Foundation
import Testing

/// Acting as others, requests for certificates, and nodes taken out of use.
@Suite(.serialized) struct KubectlAccessTests {
  @Test func `who acts as another is taken for the other`() throws {
    try KubectlSession.each("impersonation") { kubectl in
      try kubectl.refuses("get", "pods", "--as-group=foo", saying: "without impersonating a user")
      try kubectl.refuses("get", "pods", "--as=nobody", saying: "User \"nobody\" cannot list resource \"pods\"")
      #expect(try kubectl.run(["auth", "can-i", "get", "pods", "--as=nobody"]).output == "no\n")
      try kubectl.expect("create", "rolebinding", "view", "--clusterrole=view", "--user=nobody")
      #expect(try kubectl.run(["auth", "can-i", "get", "pods", "--as=nobody"]).output == "yes\n")
      try kubectl.expect("get", "pods", "--as=nobody")
      let name = kubectl.namespace
      let request = try Command(arguments: [
        "sh", "-c", "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /dev/null -subj /CN=user1 2>/dev/null | base64 -w0",
      ]).run().output
      try kubectl.expect("create", "clusterrole", name, "--verb=create", "--resource=certificatesigningrequests.certificates.k8s.io")
      try kubectl.expect("create", "clusterrolebinding", name, "--clusterrole=\(name)", "--group=\(name)")
      let manifest = """
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata: {name: \(name)}
        spec: {signerName: example.com/signer, usages: [client auth], request: \(request)}
        """
      try kubectl.expect(
        "create", "-f", "-", "--as=user1", "--as-group=\(name)", "--as-group=group1", "--as-group=,,,chameleon", input: manifest)
      let groups = try kubectl.read("csr", name, path: "{.spec.username}: {.spec.groups[*]}")
      #expect(groups == "user1: \(name) group1 ,,,chameleon system:authenticated")
      try kubectl.expect("get", "csr", name, prints: "Pending")
      try kubectl.expect("certificate", "approve", name, prints: "approved")
      try kubectl.expect("get", "csr", name, prints: "Approved")
    }
  }

  @Test func `nodes are tainted, cordoned and drained`() throws {
    try KubectlSession.each("nodes") { kubectl in
      let node = "n-" + kubectl.namespace
      try kubectl.expect("create", "-f", "-", input: "apiVersion: v1\nkind: Node\nmetadata: {name: \(node), labels: {pool: \(node)}}")
      for name in ["one", "two"] {
        try kubectl.expect(
          "create", "-f", "-",
          input: "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name), labels: {who: \(name)}}\n"
            + "spec: {nodeName: \(node), tolerations: [{operator: Exists}], containers: [{name: c, image: i}]}")
      }
      func taints() throws -> String { try kubectl.read("node", node, path: #"{.spec.taints[?(@.key=="dedicated")].effect}"#) }
      try kubectl.expect("taint", "node", node, "--dry-run=server", "dedicated=foo:PreferNoSchedule")
      #expect(try taints() == "")
      try kubectl.expect("taint", "node", node, "dedicated=foo:PreferNoSchedule", prints: "tainted")
      #expect(try taints() == "PreferNoSchedule")
      #expect(try kubectl.managers("node", node).contains("kubectl-taint"))
      try kubectl.expect("taint", "node", node, "dedicated-", prints: "untainted")
      try kubectl.expect("cordon", node, "--dry-run=server", prints: "dry run")
      #expect(try kubectl.read("node", node, path: "{.spec.unschedulable}") == "")
      try kubectl.expect("drain", node, "--force", "--dry-run=server", prints: "dry run")
      #expect(try kubectl.names("pods") == ["one", "two"])
      // No kubelet ends the pod: it is on its way out, and nobody waits for it.
      try kubectl.expect("drain", node, "--force", "--pod-selector=who in (one)", "--skip-wait-for-delete-timeout=1", prints: "evicting pod")
      #expect(try kubectl.read("pod", "two", path: "{.metadata.deletionTimestamp}") == "")
      #expect(try kubectl.read("pod", "one", path: "{.metadata.deletionTimestamp}") != "" || kubectl.names("pods") == ["two"])
      try kubectl.expect("uncordon", node, prints: "uncordoned")
      try kubectl.expect("cordon", "--selector=pool=\(node)", prints: "node/\(node) cordoned")
      #expect(try kubectl.read("node", node, path: "{.spec.unschedulable}") == "true")
      try kubectl.expect("delete", "node", node)
    }
  }
}
