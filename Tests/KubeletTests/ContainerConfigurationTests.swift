import APIMachinery
import RuntimeInterface
import Testing

@testable import Kubelet

@Suite struct ContainerConfigurationTests {
  @Test func variablesAreExpanded() {
    func expand(_ text: String) -> String { VariableExpansion.expand(text) { ["A": "1", "B": "2"][$0] } }
    #expect(expand("$(A)-$(B)") == "1-2")
    #expect(expand("$$(A) $(C) $A $(A") == "$(A) $(C) $A $(A")
    #expect(expand("€$(A)$") == "€1$")
  }

  private func environment(_ container: Value, change: (inout EnvironmentSources) -> Void = { _ in }) throws -> ContainerEnvironment {
    let pod = makePod(containers: [container]) { $0[path: "metadata", "labels"] = ["app": "web"] }
    var sources = EnvironmentSources(
      downward: DownwardContext(
        pod: pod, podIPs: ["10.0.0.7"], hostIPs: ["192.0.2.1"], nodeName: "n1", allocatable: bigNode))
    change(&sources)
    return try ContainerEnvironment(pod.containers[0], sources)
  }

  @Test func everyKindOfValueIsRead() throws {
    let container: Value = [
      "name": "app", "image": "i", "resources": ["limits": ["cpu": "1500m", "memory": "64Mi"]],
      "envFrom": [["prefix": "P_", "configMapRef": ["name": "c"]], ["secretRef": ["name": "gone", "optional": true]]],
      "env": [
        ["name": "IP", "valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]],
        ["name": "LABEL", "valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['app']"]]],
        ["name": "CPU", "valueFrom": ["resourceFieldRef": ["resource": "limits.cpu"]]],
        ["name": "MEM", "valueFrom": ["resourceFieldRef": ["resource": "limits.memory", "divisor": "1Mi"]]],
        ["name": "S", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]],
        ["name": "C", "valueFrom": ["configMapKeyRef": ["name": "c", "key": "none", "optional": true]]],
        ["name": "URL", "value": "http://$(IP):$(DB_SERVICE_PORT)/$(P_x)"]
      ]
    ]
    let environment = try environment(container) {
      $0.configMaps["c"] = ["data": ["x": "y"]]
      $0.secrets["s"] = ["data": ["k": "cGFzcw=="]]
      $0.services = [
        [
          "metadata": ["name": "db", "namespace": "default"],
          "spec": ["clusterIP": "10.96.0.9", "ports": [["port": 5432, "name": "sql-main"]]]
        ],
        ["metadata": ["name": "headless", "namespace": "default"], "spec": ["clusterIP": "None"]]
      ]
    }
    let values = environment.values
    #expect(values["IP"] == "10.0.0.7" && values["LABEL"] == "web" && values["CPU"] == "2" && values["MEM"] == "64")
    #expect(values["S"] == "pass" && values["C"] == nil && values["P_x"] == "y")
    #expect(values["URL"] == "http://10.0.0.7:5432/y")
    #expect(values["DB_SERVICE_HOST"] == "10.96.0.9" && values["DB_PORT_5432_TCP"] == "tcp://10.96.0.9:5432")
    #expect(values["DB_SERVICE_PORT_SQL_MAIN"] == "5432" && values["HEADLESS_SERVICE_HOST"] == nil)
  }

  @Test func missingReferencesAreNamed() {
    #expect(throws: ContainerConfigError("secret \"s\" not found")) {
      try environment(["name": "app", "env": [["name": "S", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]]]])
    }
    #expect(throws: ContainerConfigError("couldn't find key k in ConfigMap default/c")) {
      try environment(["name": "app", "env": [["name": "S", "valueFrom": ["configMapKeyRef": ["name": "c", "key": "k"]]]]]) {
        $0.configMaps["c"] = ["data": [:]]
      }
    }
  }

  @Test func nonRootIsVerified() throws {
    func security(_ context: Value, user: String) throws -> ContainerSecurity {
      let pod = makePod { $0[path: "spec", "securityContext"] = context }
      return try ContainerSecurity(pod.containers[0], of: pod, imageUser: user)
    }
    #expect(
      throws: ContainerConfigError("container has runAsNonRoot and image will run as root (pod: \"web_default(uid-1)\", container: app)")
    ) {
      try security(["runAsNonRoot": true], user: "")
    }
    #expect(throws: ContainerConfigError.self) { try security(["runAsNonRoot": true], user: "nobody") }
    #expect(throws: ContainerConfigError("container's runAsUser breaks non-root policy (pod: \"web_default(uid-1)\", container: app)")) {
      try security(["runAsNonRoot": true, "runAsUser": 0], user: "1000")
    }
    #expect(
      try security(["runAsNonRoot": true, "fsGroup": 7, "seccompProfile": ["type": "RuntimeDefault"]], user: "1000:1").supplementalGroups
        == [7])
  }

  @Test func securityContextReachesTheRuntimeWhole() throws {
    let pod = makePod(containers: [
      [
        "name": "app", "lifecycle": ["stopSignal": "SIGUSR1"],
        "securityContext": ["procMount": "Unmasked", "seccompProfile": ["type": "Localhost", "localhostProfile": "own/a.json"]],
      ]
    ]) { $0[path: "spec", "securityContext"] = ["supplementalGroupsPolicy": "Strict"] }
    let security = try ContainerSecurity(pod.containers[0], of: pod, imageUser: "", seccompDirectory: "/node/seccomp")
    #expect(security.seccompProfile == "Localhost//node/seccomp/own/a.json")
    #expect(!security.masksProc && !security.mergesImageGroups)
    let environment = try ContainerEnvironment(
      pod.containers[0], EnvironmentSources(downward: DownwardContext(pod: pod, allocatable: bigNode)))
    let config = try ContainerConfig(
      pod.containers[0], of: pod, attempt: 0, environment: environment, mounts: [], imageUser: "", nodeMemoryBytes: 1 << 30)
    #expect(config.stopSignal == "SIGUSR1")
  }

  @Test func sysctlsThatCouldHarmOthersAreForbidden() {
    func problem(_ name: String, allowed: [String] = [], change: (inout Value) -> Void = { _ in }) -> String? {
      SysctlPolicy(allowed: allowed).problem(
        makePod {
          $0[path: "spec", "securityContext", "sysctls"] = [["name": .string(name), "value": "1"]]
          change(&$0)
        })
    }
    #expect(problem("kernel.shm_rmid_forced") == nil && problem("net/ipv4/tcp_syncookies") == nil)
    #expect(problem("kernel.msgmax") == "forbidden sysctl: \"kernel.msgmax\" not allowlisted")
    #expect(problem("kernel.msgmax", allowed: ["kernel.msg*"]) == nil && problem("kernel.sem", allowed: ["kernel.msg*"]) != nil)
    #expect(
      problem("net.ipv4.tcp_rmem") { $0[path: "spec", "hostNetwork"] = true }
        == "forbidden sysctl: \"net.ipv4.tcp_rmem\" not allowed with host net enabled")
  }

  @Test func quantitiesAreExact() {
    let cases: [(String, Int64?, Int64?)] = [
      ("100m", 100, 1), ("1.5", 1_500, 2), ("2Gi", 2_147_483_648_000, 2_147_483_648), ("1e3", 1_000_000, 1_000),
      ("0.5Mi", 524_288_000, 524_288),
      ("abc", nil, nil), ("", nil, nil), ("-1", -1_000, -1), ("1u", 1, 1)
    ]
    for (text, milli, value) in cases {
      #expect(ResourceAmount.milli(.string(text)) == milli, "\(text)")
      #expect(ResourceAmount.value(.string(text)) == value, "\(text)")
    }
    #expect(ResourceAmount.milli("12E") == .max)
  }

  @Test func classAndLimitsFollowFromResources() {
    let guaranteed = makePod(containers: [
      ["name": "app", "resources": ["requests": ["cpu": "500m", "memory": "1Gi"], "limits": ["cpu": "500m", "memory": "1Gi"]]]
    ])
    let burstable = makePod(containers: [["name": "app", "resources": ["requests": ["memory": "4Gi"]]]])
    #expect(QualityOfService(guaranteed).cgroupParent(uid: "u") == "podu")
    #expect(QualityOfService(burstable).cgroupParent(uid: "u") == "burstable/podu")
    #expect(QualityOfService(makePod()).cgroupParent(uid: "u") == "besteffort/podu")
    let limits = LinuxResources(guaranteed.containers[0], of: guaranteed, nodeMemoryBytes: 8 << 30)
    #expect(
      limits.cpuShares == 512 && limits.cpuQuotaMicroseconds == 50_000 && limits.memoryLimitBytes == 1 << 30 && limits.oomScoreAdj == -997)
    #expect(LinuxResources(burstable.containers[0], of: burstable, nodeMemoryBytes: 8 << 30).oomScoreAdj == 500)
    #expect(LinuxResources(makePod().containers[0], of: makePod(), nodeMemoryBytes: 8 << 30).cpuShares == 2)
  }

  @Test func resolverFollowsPolicy() {
    var configuration = KubeletConfiguration(nodeName: "n1", rootDirectory: "/r", logDirectory: "/l", capacity: bigNode)
    configuration.clusterDNS = ["10.96.0.10"]
    configuration.hostDNS = DNSConfiguration(servers: ["192.0.2.53"], searches: ["lan"])
    let cluster = PodDNS(makePod { $0[path: "spec", "dnsConfig", "options"] = [["name": "ndots", "value": "2"]] }, configuration).resolver
    #expect(cluster.servers == ["10.96.0.10"] && cluster.options == ["ndots:2"])
    #expect(cluster.searches == ["default.svc.cluster.local", "svc.cluster.local", "cluster.local", "lan"])
    let config = PodSandboxConfig(makePod { $0[path: "spec", "subdomain"] = "sub" }, attempt: 2, configuration)
    #expect(config.hostname == "web" && config.logDirectory == "/l/default_web_uid-1" && config.cgroupParent == "besteffort/poduid-1")
  }

  @Test func appArmorIsAskedForByFieldOrAnnotationAndNeverLeftOut() throws {
    func profile(_ container: Value = .null, pod: Value = .null, annotation: String? = nil) throws -> String {
      let pod = makePod {
        if pod != .null { $0[path: "spec", "securityContext"] = ["appArmorProfile": pod] }
        if container != .null { $0[path: "spec", "containers"] = [["name": "app", "image": "i", "securityContext": ["appArmorProfile": container]]] }
        if let annotation { $0[path: "metadata", "annotations"] = ["container.apparmor.security.beta.kubernetes.io/app": .string(annotation)] }
      }
      let isTaken = NodeAdmission(labels: [:], nodeName: "n1", allocatable: bigNode, hasAppArmor: false).reject(pod, others: []) == nil
      let profile = try ContainerSecurity(pod.containers[0], of: pod, imageUser: "").appArmorProfile
      #expect(isTaken == (profile == "Unconfined"))
      return profile
    }
    #expect(try profile() == "Unconfined" && profile(["type": "Unconfined"], pod: ["type": "RuntimeDefault"]) == "Unconfined")
    #expect(try profile(["type": "Localhost", "localhostProfile": "own"]) == "Localhost/own" && profile(pod: ["type": "RuntimeDefault"]) == "RuntimeDefault")
    #expect(try profile(annotation: "localhost/own") == "Localhost/own" && profile(annotation: "runtime/default") == "RuntimeDefault")
    #expect(try profile(annotation: "unconfined") == "Unconfined")
    func rejection(_ annotation: String, hasAppArmor: Bool) -> NodeAdmission.Rejection? {
      let pod = makePod { $0[path: "metadata", "annotations"] = ["container.apparmor.security.beta.kubernetes.io/app": .string(annotation)] }
      return NodeAdmission(labels: [:], nodeName: "n1", allocatable: bigNode, hasAppArmor: hasAppArmor).reject(pod, others: [])
    }
    #expect(
      rejection("runtime/default", hasAppArmor: false)
        == .init(reason: "AppArmor", message: "Pod was rejected: Cannot enforce AppArmor: AppArmor is not enabled on the host"))
    #expect(rejection("runtime/default", hasAppArmor: true) == nil && rejection("localhost/own", hasAppArmor: true) == nil)
    #expect(rejection("localhost/", hasAppArmor: true)?.message == "Pod was rejected: Cannot enforce AppArmor: invalid empty AppArmor profile name")
  }

  @Test func nodeRefusesWhatDoesNotFit() {
    let admission = NodeAdmission(labels: ["disk": "ssd"], nodeName: "n1", allocatable: bigNode)
    let big = makePod(containers: [["name": "app", "resources": ["requests": ["cpu": "3"]]]])
    #expect(admission.reject(big, others: []) == nil)
    #expect(
      admission.reject(big, others: [big])
        == .init(
          reason: "OutOfcpu",
          message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 3000, capacity: 4000"))
    #expect(admission.reject(makePod { $0[path: "spec", "nodeSelector"] = ["disk": "hdd"] }, others: [])?.reason == "NodeAffinity")
    let port = makePod(containers: [["name": "app", "ports": [["containerPort": 80, "hostPort": 80]]]])
    #expect(admission.reject(port, others: [port])?.reason == "NodePorts")
  }
}
