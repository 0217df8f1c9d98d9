import APIMachinery
import Testing

@Suite struct DescribeKindsTests {
  private func described(_ yaml: String, _ target: String) async throws -> String {
    let cluster = CannedCluster()
    try cluster.add(yaml)
    let run = await CommandHarness(cluster).run("describe", target)
    #expect(run.exitCode == 0 && run.errors == "", "\(run)")
    return Self.squeezed(run.output)
  }

  /// With one space for many: the widths of columns are `DescribeTests`' matter.
  private static func squeezed(_ text: String) -> String {
    var squeezed = ""
    for character in text where character != " " || squeezed.last != " " { squeezed.append(character) }
    return squeezed
  }

  @Test("workloads")
  func workloads() async throws {
    let template = "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}"
    let set = try await described("""
      {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s, namespace: default}, spec: {replicas: 2, selector: {matchLabels: {a: b}},
       updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}, \(template),
       volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]},
       status: {replicas: 2}}
      """, "sts/s")
    #expect(set.contains("Replicas: 2 desired | 2 total\nUpdate Strategy: RollingUpdate\n Partition: 1\n"), "\(set)")
    #expect(set.contains("Volume Claims:\n Name: data\n"), "\(set)")
    let daemons = try await described("""
      {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d, namespace: default}, spec: {selector: {matchLabels: {a: b}}, \(template)},
       status: {desiredNumberScheduled: 3}}
      """, "ds/d")
    #expect(daemons.contains("Desired Number of Nodes Scheduled:") && daemons.contains(" 3\n"), "\(daemons)")
    let cron = try await described("""
      {apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: default}, spec: {schedule: '@daily', concurrencyPolicy: Forbid,
       jobTemplate: {spec: {\(template)}}}}
      """, "cj/c")
    #expect(cron.contains("@daily\n") && cron.contains("Forbid\n") && cron.contains("Active Jobs:"))
  }

  @Test("policies")
  func policies() async throws {
    let scaler = try await described("""
      {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: default}, spec: {maxReplicas: 4,
       minReplicas: 1, scaleTargetRef: {kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu,
       target: {type: Utilization, averageUtilization: 80}}}]}, status: {currentReplicas: 1, desiredReplicas: 2}}
      """, "horizontalpodautoscalers.v2.autoscaling/h")
    #expect(scaler.contains("resource cpu on pods (as a percentage of request): <unknown> / 80%\n"), "\(scaler)")
    #expect(scaler.contains("1 current / 2 desired\n"))
    let budget = try await described("""
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: p, namespace: default}, spec: {minAvailable: 1,
       selector: {matchLabels: {a: b}}}, status: {disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2}}
      """, "pdb/p")
    #expect(budget.contains("Status:\n Allowed disruptions: 1\n Current: 2\n"), "\(budget)")
    let quota = try await described("""
      {apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: default}, spec: {hard: {pods: '3'}},
       status: {hard: {pods: '3'}, used: {pods: '1'}}}
      """, "quota/q")
    #expect(quota.contains("pods 1 3\n"), "\(quota)")
    let range = try await described("""
      {apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: default}, spec: {limits: [{type: Container, max: {cpu: '1'}}]}}
      """, "limits/l")
    #expect(range.contains("Container") && range.contains("cpu"))
  }

  @Test("networking")
  func networking() async throws {
    let ingress = try await described("""
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: default}, spec: {ingressClassName: c, rules: [
       {host: a.example, http: {paths: [{path: /x, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}}
      """, "ing/i")
    #expect(ingress.contains("a.example") && ingress.contains("web:80"))
    let policy = try await described("""
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: np, namespace: default}, spec: {podSelector: {},
       policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {a: b}}}], ports: [{port: 80}]}]}}
      """, "netpol/np")
    #expect(policy.contains("To Port: 80/TCP\n From:\n PodSelector: a=b\n"), "\(policy)")
    #expect(policy.contains("Not affecting egress traffic\n Policy Types: Ingress\n"))
    let slice = try await described("""
      {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e, namespace: default}, addressType: IPv4,
       ports: [{name: http, port: 80}], endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]}
      """, "endpointslice/e")
    #expect(slice.contains("10.0.0.1") && slice.contains("true"))
  }

  @Test("storage and access")
  func storage() async throws {
    let claim = try await described("""
      {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: default}, spec: {storageClassName: fast, volumeName: v},
       status: {phase: Bound, accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}}}
      """, "pvc/c")
    #expect(claim.contains("RWO\n") && claim.contains("Bound\n") && claim.contains("1Gi\n"))
    let volume = try await described("""
      {apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany],
       claimRef: {namespace: default, name: c}, hostPath: {path: /data}}, status: {phase: Bound}}
      """, "pv/v")
    #expect(volume.contains("default/c\n") && volume.contains("/data\n"), "\(volume)")
    let role = try await described("""
      {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: default},
       rules: [{apiGroups: [apps], resources: [deployments], verbs: [get]}]}
      """, "role/r")
    #expect(role.contains("deployments.apps [] [] [get]\n"), "\(role)")
    let binding = try await described("""
      {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: default},
       roleRef: {kind: Role, name: r}, subjects: [{kind: User, name: anna}]}
      """, "rolebinding/b")
    #expect(binding.contains("Role:\n Kind: Role\n Name: r\n") && binding.contains("User anna"), "\(binding)")
    let request = try await described("""
      {apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: c}, 
       spec: {username: anna, usages: [client auth]}}
      """, "csr/c")
    #expect(request.contains("Pending\n") && request.contains("client auth"))
  }
}
