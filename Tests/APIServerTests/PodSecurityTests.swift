import APIMachinery
import Testing

@testable import APIServer

@Suite struct PodSecurityTests {
  private static let pods = "/api/v1/namespaces/secure/pods"

  private func fixture(_ labels: Value) async throws -> ServerFixture {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send("POST", "/api/v1/namespaces", body: ["metadata": ["name": "secure", "labels": labels]])
    #expect(answer.status == 201, "\(answer.text)")
    return fixture
  }

  private static func pod(_ container: Value = [:], _ spec: Value = [:]) -> Value {
    var main: Value = ["name": "main", "image": "a"]
    for (key, value) in container.object ?? Object() { main[key] = value }
    var pod: Value = ["metadata": ["name": "p"], "spec": ["containers": [main]]]
    for (key, value) in spec.object ?? Object() { pod[path: "spec", key] = value }
    return pod
  }

  private static let good: Value = [
    "securityContext": [
      "allowPrivilegeEscalation": false, "runAsNonRoot": true, "capabilities": ["drop": ["ALL"]],
      "seccompProfile": ["type": "RuntimeDefault"],
    ]
  ]

  @Test(arguments: [
    (pod(["securityContext": ["privileged": true]]), #"privileged (container "main" must not set securityContext.privileged=true)"#),
    (pod([:], ["hostNetwork": true, "hostPID": true]), "host namespaces (hostNetwork=true, hostPID=true)"),
    (pod([:], ["volumes": [["name": "v", "hostPath": ["path": "/"]]]]), #"hostPath volumes (volume "v")"#),
    (pod(["ports": [["containerPort": 1, "hostPort": 80]]]), #"hostPort (container "main" uses hostPort 80)"#),
    (
      pod(["securityContext": ["capabilities": ["add": ["SYS_ADMIN", "CHOWN"]]]]),
      #"non-default capabilities (container "main" must not include "SYS_ADMIN" in securityContext.capabilities.add)"#
    ),
    (
      pod([:], ["securityContext": ["seccompProfile": ["type": "Unconfined"]]]),
      #"seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")"#
    ),
    (pod([:], ["securityContext": ["sysctls": [["name": "kernel.msgmax", "value": "1"]]]]), "forbidden sysctls (kernel.msgmax)"),
    (
      pod(["securityContext": ["seLinuxOptions": ["type": "spc_t"]]]),
      #"seLinuxOptions (container "main" set forbidden securityContext.seLinuxOptions: type "spc_t")"#
    ),
  ])
  func `the level baseline refuses`(pod: Value, problem: String) async throws {
    let fixture = try await fixture(["pod-security.kubernetes.io/enforce": "baseline"])
    let answer = try await fixture.send("POST", Self.pods, body: pod)
    #expect(answer.status == 403)
    #expect(answer.value["message"] == .string(#"pods "p" is forbidden: violates PodSecurity "baseline:latest": "# + problem))
  }

  @Test func `the level restricted tells all that is wrong`() async throws {
    let fixture = try await fixture(["pod-security.kubernetes.io/enforce": "restricted"])
    let answer = try await fixture.send("POST", Self.pods, body: Self.pod())
    #expect(
      answer.value["message"] == .string(
        #"pods "p" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "main" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")"#
      ))
    #expect(try await fixture.send("POST", Self.pods, body: Self.pod(Self.good)).status == 201)
  }

  @Test func `a version has the checks of its time`() async throws {
    let fixture = try await fixture([
      "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/enforce-version": "v1.7",
    ])
    let answer = try await fixture.send("POST", Self.pods, body: Self.pod(["securityContext": ["runAsNonRoot": true]]))
    #expect(answer.status == 201, "\(answer.text)")
  }

  @Test func `a warning lets pass, of pods and of what makes pods`() async throws {
    let fixture = try await fixture(["pod-security.kubernetes.io/warn": "baseline"])
    let answer = try await fixture.send("POST", Self.pods, body: Self.pod(["securityContext": ["privileged": true]]))
    #expect(answer.status == 201)
    #expect(answer.headers["Warning"]?.contains("would violate PodSecurity \\\"baseline:latest\\\": privileged") == true)
    var deployment = ServerFixture.deployment("d")
    deployment[path: "spec", "template", "spec", "hostNetwork"] = true
    let made = try await fixture.send("POST", "/apis/apps/v1/namespaces/secure/deployments", body: deployment)
    #expect(made.status == 201)
    #expect(made.headers["Warning"]?.contains("host namespaces (hostNetwork=true)") == true)
  }

  @Test func `labels that make no sense are refused`() async throws {
    let fixture = try await ServerFixture()
    let answer = try await fixture.send(
      "POST", "/api/v1/namespaces",
      body: ["metadata": ["name": "x", "labels": ["pod-security.kubernetes.io/enforce": "strict", "pod-security.kubernetes.io/warn-version": "1.2"]]])
    #expect(answer.status == 422)
    #expect(answer.value[path: "details", "causes"]?.array?.count == 2)
  }

  @Test func `raising the level names the pods that are there`() async throws {
    let fixture = try await fixture([:])
    try await fixture.send("POST", Self.pods, body: Self.pod([:], ["hostPID": true]))
    let answer = try await fixture.send(
      "PATCH", "/api/v1/namespaces/secure", body: ["metadata": ["labels": ["pod-security.kubernetes.io/enforce": "baseline"]]],
      type: "application/merge-patch+json")
    #expect(answer.status == 200)
    #expect(answer.headers.fields.contains { $0.name == "Warning" && $0.value.contains("p: host namespaces") })
  }
}
