import Foundation
import Testing

/// Deployments, replica sets, daemon sets and stateful sets, as kubectl's own command suite has them.
@Suite(.serialized) struct KubectlWorkloadTests {
  private static func daemonSet(_ image: String, cause: String) -> String {
    """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: bind, annotations: {kubernetes.io/change-cause: "\(cause)"}}
    spec:
      selector: {matchLabels: {service: bind}}
      updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 10%}}
      template: {metadata: {labels: {service: bind}}, spec: {containers: [{name: pause, image: "\(image)"}]}}
    """
  }

  private static func deployment(_ name: String, replicas: Int = 3) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), labels: {name: \(name)}}
    spec:
      replicas: \(replicas)
      selector: {matchLabels: {name: \(name)}}
      template: {metadata: {labels: {name: \(name)}}, spec: {containers: [{name: nginx, image: "nginx:1"}]}}
    """
  }

  @Test func `the generation counts what was changed, and revisions lead back`() throws {
    try KubectlSession.each("daemons") { kubectl in
      func generation() throws -> String { try kubectl.read("daemonset", "bind", path: "{.metadata.generation}") }
      func image() throws -> String { try kubectl.read("daemonset", "bind", path: "{.spec.template.spec.containers[0].image}") }
      let first = Self.daemonSet("pause:1", cause: "one")
      try kubectl.expect("apply", "-f", "-", input: first, prints: "created")
      try kubectl.expect("apply", "-f", "-", input: first, prints: "unchanged")
      #expect(try generation() == "1")
      try eventually("the first revision is there") { try kubectl.run(["rollout", "history", "daemonset/bind"]).output.contains("one") }
      try kubectl.expect("apply", "-f", "-", input: Self.daemonSet("pause:2", cause: "two"), prints: "configured")
      try eventually("the second revision is there") { try kubectl.run(["rollout", "history", "daemonset/bind"]).output.contains("two") }
      try kubectl.expect("rollout", "undo", "daemonset/bind", "--dry-run=server", prints: "dry run")
      #expect(try image() == "pause:2")
      try kubectl.expect("rollout", "undo", "daemonset/bind", "--to-revision=1", prints: "rolled back")
      #expect(try image() == "pause:1")
      try kubectl.refuses("rollout", "undo", "daemonset/bind", "--to-revision=1000000", saying: "unable to find specified revision")
      let before = try #require(Int(try generation()))
      try kubectl.expect("set", "image", "daemonset/bind", "*=pause:3")
      try kubectl.expect("set", "env", "daemonset/bind", "foo=bar")
      try kubectl.expect("set", "resources", "daemonset/bind", "--limits=cpu=200m,memory=512Mi")
      try kubectl.expect("rollout", "restart", "daemonset/bind", prints: "restarted")
      #expect(try generation() == "\(before + 4)")
      #expect(try kubectl.managers("daemonset", "bind").contains("kubectl-set"))
    }
  }

  @Test func `a null in a manifest takes a field out, and a stale version is a conflict`() throws {
    try KubectlSession.each("nulls") { kubectl in
      try kubectl.expect("apply", "-f", "-", input: Self.deployment("a"))
      let without = Self.deployment("a").replacingOccurrences(of: "labels: {name: a}}\nspec", with: "labels: {name: null}}\nspec")
      // Old programs don't let nulls through themselves.
      try kubectl.expect("apply", "--validate=false", "-f", "-", input: without, prints: "configured")
      #expect(try kubectl.read("deployment", "a", path: "{.metadata.labels.name}/{.spec.template.metadata.labels.name}") == "/a")
      let stale = Self.deployment("a").replacingOccurrences(of: "metadata: {name: a,", with: "metadata: {name: a, resourceVersion: \"99\",")
        .replacingOccurrences(of: "{name: a}, spec", with: "{name: a, more: b}, spec")
      try kubectl.refuses("apply", "-f", "-", input: stale, saying: "Error from server (Conflict)")
      try kubectl.expect("apply", "--force", "--overwrite=true", "--grace-period=1", "-f", "-", input: stale)
      // Deleted and made anew; what can't be made leaves the old one in its place.
      let invalid = Self.deployment("a").replacingOccurrences(of: "metadata: {name: a,", with: "metadata: {name: a, resourceVersion: \"99\",")
        .replacingOccurrences(of: "matchLabels: {name: a}", with: "matchLabels: {name: other}")
      try kubectl.refuses("apply", "--force", "-f", "-", input: invalid, saying: "Invalid value")
      #expect(try kubectl.read("deployment", "a", path: "{.spec.selector.matchLabels.name}") == "a")
    }
  }

  @Test func `deployments are created, rolled out, paused, scaled and autoscaled`() throws {
    try KubectlSession.each("deployments") { kubectl in
      try kubectl.expect("create", "deployment", "web", "--image=registry.example.com/nginx:1", prints: "created")
      #expect(try kubectl.read("deployment.apps", "web", path: "{.spec.template.spec.containers[0].name}/{.spec.revisionHistoryLimit}") == "nginx/10")
      try eventually("a replica set is there") { try kubectl.names("replicasets").count == 1 }
      for word in ["Pod Template:", "Controlled By:", "Replicas:", "Pods Status:"] { try kubectl.expect("describe", "rs", prints: word) }
      try kubectl.expect("set", "image", "deployment/web", "nginx=nginx:2")
      try kubectl.refuses("set", "image", "deployment/web", "redis=redis", saying: "unable to find container")
      try eventually("the second revision is told") {
        try kubectl.run(["rollout", "history", "deployment/web", "--revision=2"]).output.contains("nginx:2")
      }
      try kubectl.expect("rollout", "pause", "deployment/web", prints: "paused")
      try kubectl.refuses("rollout", "undo", "deployment/web", "--to-revision=1", saying: "paused")
      try kubectl.expect("rollout", "resume", "deployment/web", prints: "resumed")
      try kubectl.expect("rollout", "undo", "deployment/web", prints: "rolled back")
      #expect(try kubectl.read("deployment", "web", path: "{.spec.template.spec.containers[0].image}") == "registry.example.com/nginx:1")
      try kubectl.expect("scale", "deployment/web", "--current-replicas=1", "--replicas=2", prints: "scaled")
      try kubectl.expect("autoscale", "deployment", "web", "--min=2", "--max=3", prints: "autoscaled")
      try kubectl.expect("get", "hpa", "web", prints: "Deployment/web")
      try kubectl.expect("get", "horizontalpodautoscalers.v1.autoscaling", "web", prints: "Deployment/web")
      try kubectl.expect("describe", "hpa", "web", prints: "Deployment/web")
      try kubectl.expect("delete", "hpa/web", "deployment/web")
      try eventually("the replica sets are gone") { try kubectl.names("replicasets").isEmpty }
      try kubectl.expect("create", "deployment", "left", "--image=nginx:1")
      try eventually("its replica set is there") { try kubectl.names("replicasets").count == 1 }
      try kubectl.expect("delete", "deployment", "left", "--cascade=orphan")
      #expect(try kubectl.names("replicasets").count == 1)
    }
  }

  @Test func `stateful sets keep their order and history`() throws {
    try KubectlSession.each("ordered") { kubectl in
      func manifest(_ image: String, _ cause: String) -> String {
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, annotations: {kubernetes.io/change-cause: \(cause)}}
        spec:
          replicas: 0
          serviceName: db
          selector: {matchLabels: {app: db}}
          template: {metadata: {labels: {app: db}}, spec: {terminationGracePeriodSeconds: 0, containers: [{name: db, image: "\(image)"}]}}
        """
      }
      try kubectl.expect("apply", "-f", "-", input: manifest("db:1", "one"), prints: "created")
      try kubectl.expect("scale", "statefulset/db", "--replicas=2", prints: "scaled")
      try eventually("the first pod is there, and the second waits for it") { try kubectl.names("pods") == ["db-0"] }
      try eventually("the controller has seen it") { try kubectl.read("sts", "db", path: "{.status.observedGeneration}") == "2" }
      try kubectl.expect("apply", "-f", "-", input: manifest("db:2", "two").replacingOccurrences(of: "replicas: 0", with: "replicas: 2"))
      try eventually("both revisions are told") {
        let history = try kubectl.run(["rollout", "history", "statefulset/db"]).output
        return history.contains("one") && history.contains("two")
      }
      try kubectl.expect("rollout", "undo", "statefulset/db", "--to-revision=1", prints: "rolled back")
      #expect(try kubectl.read("sts", "db", path: "{.spec.template.spec.containers[0].image}") == "db:1")
      try kubectl.expect("get", "sts", prints: "0/2")
      try kubectl.expect("delete", "statefulset", "db")
      try eventually("its pods are gone") { try kubectl.names("pods").isEmpty }
    }
  }

  @Test func `waiting ends when it is so, and when time is up`() throws {
    try KubectlSession.each("waits") { kubectl in
      try kubectl.expect("create", "deployment", "slow", "--image=nginx:1")
      try kubectl.refuses("wait", "deployment/slow", "--for=condition=Available", "--timeout=1s", saying: "timed out waiting")
      try kubectl.expect("wait", "deployment/slow", "--for=condition=Available=False", "--timeout=20s", prints: "condition met")
      try kubectl.expect("delete", "deployment", "slow")
      guard !kubectl.isOld else { return }
      try kubectl.expect("wait", "deployment/slow", "--for=delete", "--timeout=20s")
      try kubectl.expect("create", "configmap", "now", "--from-literal=a=b")
      try kubectl.expect("wait", "configmap/now", "--for=jsonpath={.data.a}=b", "--timeout=20s", prints: "condition met")
    }
  }
}
