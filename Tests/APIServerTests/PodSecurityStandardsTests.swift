import APIMachinery
import AccessControl
import Testing

@testable import APIServer

/// Every check of the Pod Security Standards, in the versions in which it is one (kubernetes.io, "Pod Security Standards").
@Suite struct PodSecurityStandardsTests {
  /// What is wrong with a pod under a level of a version; nil for the latest.
  private static func problems(_ pod: Value, _ level: PodSecurityTerms.Level, _ minor: Int?) -> [String] {
    PodSecurityChecks(pod, PodSecurityTerms(level: level, minor: minor)).violations.map(\.text)
  }

  /// A pod that the level restricted has nothing against, with a change.
  private static func good(_ spec: Value = [:], container: Value = [:], security: Value = [:], annotations: Value = [:]) -> Value {
    var context: Value = [
      "allowPrivilegeEscalation": false, "runAsNonRoot": true, "capabilities": ["drop": ["ALL"]], "seccompProfile": ["type": "RuntimeDefault"],
    ]
    for (key, value) in security.object ?? Object() { context[key] = value == .null ? nil : value }
    var main: Value = ["name": "main", "image": "a", "securityContext": context]
    for (key, value) in container.object ?? Object() { main[key] = value }
    var pod: Value = ["metadata": ["name": "p", "annotations": annotations], "spec": ["containers": [main]]]
    for (key, value) in spec.object ?? Object() { pod[path: "spec", key] = value }
    return pod
  }

  struct Rule: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var pod: Value
    var level: PodSecurityTerms.Level
    /// The versions in which it is refused, in these words.
    var versions: ClosedRange<Int>
    var problem: String

    init(_ description: String, _ pod: Value, _ level: PodSecurityTerms.Level, _ versions: ClosedRange<Int>, _ problem: String) {
      (testDescription, self.pod, self.level, self.versions, self.problem) = (description, pod, level, versions, problem)
    }

    /// By the level baseline, of every version.
    init(_ description: String, _ pod: Value, _ problem: String) { self.init(description, pod, .baseline, 0...36, problem) }
  }

  private static func probe(_ field: String, _ action: String, host: Value) -> Value { good(container: [field: [action: ["port": 80, "host": host]]]) }
  private static func hook(_ field: String, host: Value) -> Value { good(container: ["lifecycle": [field: ["httpGet": ["port": 80, "host": host]]]]) }
  private static func sysctl(_ name: Value) -> Value { good(["securityContext": ["sysctls": [["name": name, "value": "1"]]]]) }
  private static let hostMessage = #"probe or lifecycle host (container "main" uses probe or lifecycle host "10.0.0.1")"#

  static let baseline: [Rule] = [
    Rule("privileged", good(security: ["privileged": true]), #"privileged (container "main" must not set securityContext.privileged=true)"#),
    Rule("hostNetwork", good(["hostNetwork": true]), "host namespaces (hostNetwork=true)"),
    Rule("hostPID", good(["hostPID": true]), "host namespaces (hostPID=true)"),
    Rule("hostIPC", good(["hostIPC": true]), "host namespaces (hostIPC=true)"),
    Rule(
      "hostPort", good(container: ["ports": [["containerPort": 1, "hostPort": 90], ["containerPort": 2, "hostPort": 1000]]]),
      #"hostPort (container "main" uses hostPorts 1000, 90)"#),
    Rule(
      "host process", good(security: ["windowsOptions": ["hostProcess": true]]),
      #"hostProcess (container "main" must not set securityContext.windowsOptions.hostProcess=true)"#),
    Rule(
      "host process of the pod", good(["securityContext": ["windowsOptions": ["hostProcess": true]]]),
      "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)"),
    Rule("liveness", probe("livenessProbe", "httpGet", host: "10.0.0.1"), .baseline, 34...36, hostMessage),
    Rule("readiness", probe("readinessProbe", "tcpSocket", host: "10.0.0.1"), .baseline, 34...36, hostMessage),
    Rule("startup", probe("startupProbe", "httpGet", host: "10.0.0.1"), .baseline, 34...36, hostMessage),
    Rule("after start", hook("postStart", host: "10.0.0.1"), .baseline, 34...36, hostMessage),
    Rule("before stop", hook("preStop", host: "10.0.0.1"), .baseline, 34...36, hostMessage),
    Rule(
      "loopback of the node", probe("livenessProbe", "httpGet", host: "127.0.0.1"), .baseline, 34...36,
      #"probe or lifecycle host (container "main" uses probe or lifecycle host "127.0.0.1")"#),
    Rule(
      "/proc", good(security: ["procMount": "Unmasked"]), #"procMount (container "main" must not set securityContext.procMount to "Unmasked")"#),
    Rule(
      "/proc in a user namespace, before that counted", good(["hostUsers": false], security: ["procMount": "Unmasked"]), .baseline, 0...34,
      #"procMount (container "main" must not set securityContext.procMount to "Unmasked")"#),
    Rule(
      "AppArmor", good(security: ["appArmorProfile": ["type": "Unconfined"]]),
      #"forbidden AppArmor profile (container "main" must not set AppArmor profile type to "Unconfined")"#),
    Rule(
      "AppArmor by annotation", good(annotations: ["container.apparmor.security.beta.kubernetes.io/main": "unconfined"]),
      #"forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/main="unconfined"")"#),
    Rule(
      "SELinux type", good(security: ["seLinuxOptions": ["type": "spc_t"]]),
      #"seLinuxOptions (container "main" set forbidden securityContext.seLinuxOptions: type "spc_t")"#),
    Rule(
      "SELinux user and role", good(["securityContext": ["seLinuxOptions": ["user": "u", "role": "r"]]]),
      "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: user may not be set; role may not be set)"),
    Rule(
      "SELinux type that came later", good(security: ["seLinuxOptions": ["type": "container_engine_t"]]), .baseline, 0...30,
      #"seLinuxOptions (container "main" set forbidden securityContext.seLinuxOptions: type "container_engine_t")"#),
    Rule("unsafe sysctl", sysctl("kernel.msgmax"), "forbidden sysctls (kernel.msgmax)"),
    Rule("sysctl of 1.27", sysctl("net.ipv4.ip_local_reserved_ports"), .baseline, 0...26, "forbidden sysctls (net.ipv4.ip_local_reserved_ports)"),
    Rule("sysctl of 1.29", sysctl("net.ipv4.tcp_fin_timeout"), .baseline, 0...28, "forbidden sysctls (net.ipv4.tcp_fin_timeout)"),
    Rule("sysctl of 1.32", sysctl("net.ipv4.tcp_rmem"), .baseline, 0...31, "forbidden sysctls (net.ipv4.tcp_rmem)"),
    Rule(
      "seccomp", good(security: ["seccompProfile": ["type": "Unconfined"]]), .baseline, 19...36,
      #"seccompProfile (container "main" must not set securityContext.seccompProfile.type to "Unconfined")"#),
    Rule(
      "seccomp by annotation", good(annotations: ["seccomp.security.alpha.kubernetes.io/pod": "unconfined"]), .baseline, 0...18,
      #"seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")"#),
  ]

  /// What both levels refuse, though the stricter has a check of its own.
  private static let capability = good(security: ["capabilities": ["add": ["SYS_ADMIN"], "drop": ["ALL"]]])
  private static let hostPath = good(["volumes": [["name": "v", "hostPath": ["path": "/"]]]])

  static let restricted: [Rule] = [
    Rule(
      "escalation not ruled out", good(security: ["allowPrivilegeEscalation": .null]), .restricted, 8...36,
      #"allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false)"#),
    Rule(
      "capabilities kept", good(security: ["capabilities": ["drop": ["NET_RAW"]]]), .restricted, 22...36,
      #"unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"])"#),
    Rule(
      "capabilities added", capability, .restricted, 22...36,
      #"unrestricted capabilities (container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add)"#),
    Rule(
      "capabilities added, by the level below", capability, .restricted, 0...21,
      #"non-default capabilities (container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add)"#),
    Rule(
      "volumes of the host", hostPath, .restricted, 0...36, #"restricted volume types (volume "v" uses restricted volume type "hostPath")"#),
    Rule(
      "volumes of the network", good(["volumes": [["name": "a", "nfs": ["server": "s", "path": "/"]], ["name": "b", "iscsi": ["iqn": "q"]]]]), .restricted, 0...36,
      #"restricted volume types (volumes "a", "b" use restricted volume types "iscsi", "nfs")"#),
    Rule(
      "may be root", good(security: ["runAsNonRoot": .null]), .restricted, 0...36,
      #"runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true)"#),
    Rule(
      "may be root by its own word", good(["securityContext": ["runAsNonRoot": true]], security: ["runAsNonRoot": false]), .restricted, 0...36,
      #"runAsNonRoot != true (container "main" must not set securityContext.runAsNonRoot=false)"#),
    Rule("is root", good(["securityContext": ["runAsUser": 0]]), .restricted, 23...36, "runAsUser=0 (pod must not set runAsUser=0)"),
    Rule(
      "is root of a user namespace, before that counted", good(["hostUsers": false], security: ["runAsUser": 0]), .restricted, 23...34,
      #"runAsUser=0 (container "main" must not set runAsUser=0)"#),
    Rule(
      "seccomp not chosen", good(security: ["seccompProfile": .null]), .restricted, 19...36,
      #"seccompProfile (pod or container "main" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")"#),
    Rule(
      "/proc, even in a user namespace", good(["hostUsers": false], security: ["procMount": "Unmasked"]), .restricted, 0...36,
      #"procMount (container "main" must not set securityContext.procMount to "Unmasked")"#),
  ]

  @Test(arguments: baseline + restricted)
  func `each check refuses what it is about, in its versions alone`(rule: Rule) {
    for minor in [nil] + (0...37).map(Optional.init) {
      let isRefused = rule.versions.contains(minor ?? 36) || (minor == 37 && rule.versions.contains(36))
      let problems = Self.problems(rule.pod, rule.level, minor)
      #expect(isRefused ? problems == [rule.problem] : !problems.contains(rule.problem), "v1.\(minor ?? -1): \(problems)")
      #expect(Self.problems(rule.pod, .privileged, minor).isEmpty)
    }
  }

  @Test(arguments: baseline)
  func `what baseline refuses, restricted refuses too`(rule: Rule) {
    let version = rule.versions.upperBound
    #expect(Self.problems(rule.pod, .restricted, version).contains(rule.problem))
  }

  @Test func `baseline has its own word for what restricted says otherwise`() {
    #expect(
      Self.problems(Self.capability, .baseline, nil)
        == [#"non-default capabilities (container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add)"#])
    #expect(Self.problems(Self.hostPath, .baseline, nil) == [#"hostPath volumes (volume "v")"#])
  }

  @Test func `what is good practice passes all levels in all versions`() {
    let pods = [
      Self.good(), Self.good(security: ["capabilities": ["drop": ["ALL"], "add": ["NET_BIND_SERVICE"]]]),
      Self.good(["volumes": [["name": "a", "emptyDir": [:]], ["name": "b", "projected": ["sources": []]], ["name": "c", "image": ["reference": "i"]]]]),
      Self.good(security: ["seccompProfile": ["type": "Localhost", "localhostProfile": "p"], "appArmorProfile": ["type": "RuntimeDefault"]]),
      Self.probe("livenessProbe", "httpGet", host: ""),
    ]
    for pod in pods { for minor in 0...36 { #expect(Self.problems(pod, .restricted, minor) == [], "\(pod) v1.\(minor)") } }
  }

  @Test func `containers of every list are held to it`() {
    for list in ["initContainers", "containers", "ephemeralContainers"] {
      var pod = Self.good()
      let bad: Value = ["name": "x", "image": "a", "securityContext": ["privileged": true]]
      pod[path: "spec", list] = .array((pod[path: "spec", list]?.array ?? []) + [bad])
      #expect(Self.problems(pod, .baseline, nil) == [#"privileged (container "x" must not set securityContext.privileged=true)"#])
    }
  }

  @Test func `pods for Windows are excused from what Windows doesn't have, since that is known`() {
    let pod: Value = ["metadata": [:], "spec": ["os": ["name": "windows"], "containers": [["name": "main", "securityContext": ["runAsNonRoot": true]]]]]
    #expect(Self.problems(pod, .restricted, 24).count == 3)
    #expect(Self.problems(pod, .restricted, 25).isEmpty && Self.problems(pod, .restricted, nil).isEmpty)
  }

  @Test func `in a user namespace of its own a pod may be root`() {
    let pod = Self.good(["hostUsers": false], security: ["runAsUser": 0, "runAsNonRoot": false])
    #expect(Self.problems(pod, .restricted, 35).isEmpty)
    #expect(Self.problems(pod, .restricted, 34).count == 2)
  }
}
