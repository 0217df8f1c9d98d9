import APIMachinery
import Testing

@Suite struct DescribeTests {
  @Test("a deployment")
  func deployment() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.deployment)
    for document in Samples.replicaSets.split(separator: "---") { try cluster.add(String(document)) }
    let run = await CommandHarness(cluster).run("describe", "deploy/web")
    #expect(run.errors == "")
    #expect(run.output == """
      Name:                   web
      Namespace:              default
      CreationTimestamp:      Wed, 31 Dec 2025 23:50:00 +0000
      Labels:                 app=web
      Annotations:            deployment.kubernetes.io/revision: 2
      Selector:               app=web
      Replicas:               2 desired | 2 updated | 2 total | 2 available | 0 unavailable
      StrategyType:           RollingUpdate
      MinReadySeconds:        0
      RollingUpdateStrategy:  25% max unavailable, 25% max surge
      Pod Template:
        Labels:  app=web
        Containers:
         httpd:
          Image:        localhost/busybox:2
          Port:         8080/TCP
          Host Port:    0/TCP
          Readiness:    http-get http://:8080/ delay=0s timeout=1s period=5s #success=1 #failure=3
          Environment:  <none>
          Mounts:
            /www from page (ro)
        Volumes:
         page:
          Type:          ConfigMap (a volume populated by a ConfigMap)
          Name:          page
          Optional:      false
        Node-Selectors:  <none>
        Tolerations:     <none>
      Conditions:
        Type           Status  Reason
        ----           ------  ------
        Available      True    MinimumReplicasAvailable
      OldReplicaSets:  web-1 (0/0 replicas created)
      NewReplicaSet:   web-2 (2/2 replicas created)
      Events:          <none>

      """)
  }

  @Test("a pod with events")
  func pod() async throws {
    let cluster = CannedCluster()
    try cluster.add(Samples.pod("web-1"))
    cluster.answer("GET", "/api/v1/namespaces/default/events") { _ in CannedCluster.json(["kind": "EventList", "items": [
      ["type": "Normal", "reason": "Pulled", "message": "have it", "count": 3, "firstTimestamp": "2025-12-31T23:50:00Z",
       "lastTimestamp": "2025-12-31T23:59:00Z", "source": ["component": "kubelet"]],
    ]]) }
    let run = await CommandHarness(cluster).run("describe", "pod", "web")
    #expect(run.output.contains("Node:             node-1/\n") || run.output.contains("Node:         node-1/\n"))
    #expect(run.output.contains("    State:          Running\n      Started:      Wed, 31 Dec 2025 23:56:00 +0000\n"))
    #expect(run.output.hasSuffix("""
      Events:
        Type    Reason  Age                From     Message
        ----    ------  ----               ----     -------
        Normal  Pulled  60s (x3 over 10m)  kubelet  have it

      """))
    #expect(cluster.lines.last?.contains("involvedObject.uid%3Duid-web-1") ?? false)
  }

  @Test("config maps show data, secrets only sizes")
  func data() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {k: v}}")
    try cluster.add("{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: default}, type: Opaque, data: {password: aHVudGVyMg==}}")
    let harness = CommandHarness(cluster)
    #expect(await harness.run("describe", "cm", "a").output.contains("Data\n====\nk:\n----\nv\n\n"))
    let secret = await harness.run("describe", "secret", "a")
    #expect(secret.output.hasSuffix("Type:  Opaque\n\nData\n====\npassword:  7 bytes\n"))
  }

  @Test("every built-in kind that has a form of its own, and one that hasn't")
  func kinds() async throws {
    let cluster = CannedCluster()
    try cluster.add("{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {capacity: {cpu: '2'}, nodeInfo: {kubeletVersion: v1}}}")
    try cluster.add("{apiVersion: v1, kind: Namespace, metadata: {name: shop}, status: {phase: Active}}")
    try cluster.add("{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {clusterIP: 10.96.0.9, ports: [{port: 80}]}}")
    try cluster.add("{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default}}")
    try cluster.add("{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: default}, spec: {parallelism: 1}, status: {succeeded: 1}}")
    try cluster.add("{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l, namespace: default}, spec: {leaseDurationSeconds: 40}}")
    let harness = CommandHarness(cluster)
    let node = await harness.run("describe", "node", "n1")
    #expect(node.output.contains("Capacity:\n  cpu:  2\n"), "\(node)")
    #expect(await harness.run("describe", "ns", "shop").output.contains("Status:       Active\n\nNo resource quota."))
    #expect(await harness.run("describe", "svc", "s").output.contains("Port:              <unset>  80/TCP"))
    #expect(await harness.run("describe", "sa", "default").output.contains("Image pull secrets:  <none>"))
    #expect(await harness.run("describe", "job", "j").output.contains("Pods Statuses:  0 Active (0 Ready) / 1 Succeeded / 0 Failed"))
    #expect(await harness.run("describe", "lease", "l").output.contains("Spec:\n  Lease Duration Seconds:  40\n"))
  }
}
