import Foundation
import Testing

/// What a pod's specification asks of the kernel, seen from inside real containers.
@Suite(.serialized) struct NodeFeatureTests {
  private static let image = "localhost/busybox:test"

  private static func pod(_ name: String, _ spec: String) -> String {
    let indented = spec.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name), labels: {color: blue}}\nspec:\n  terminationGracePeriodSeconds: 1\n\(indented)\n---\n"
  }

  private static let secured = pod(
    "secured",
    """
    restartPolicy: Never
    hostname: own
    subdomain: sub
    setHostnameAsFQDN: true
    hostAliases: [{ip: 192.0.2.9, hostnames: [alias.example]}]
    dnsPolicy: None
    dnsConfig: {nameservers: [192.0.2.53], searches: [example], options: [{name: ndots, value: "2"}]}
    securityContext:
      runAsUser: 1000
      runAsGroup: 3000
      fsGroup: 2000
      supplementalGroups: [4000]
      seccompProfile: {type: RuntimeDefault}
      sysctls: [{name: net.ipv4.ip_unprivileged_port_start, value: "80"}]
    volumes: [{name: data, emptyDir: {}}, {name: small, emptyDir: {medium: Memory, sizeLimit: 1Mi}}]
    containers:
    - name: main
      image: \(image)
      imagePullPolicy: IfNotPresent
      env:
      - {name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['color']"}}}
      - {name: LIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
      command: [/bin/busybox, sh, -c]
      args:
      - |
        export PATH=/bin
        b=/bin/busybox
        echo "id $($b id -u) $($b id -g) $($b id -G)"
        $b touch /forbidden 2>/dev/null || echo "root is read-only"
        $b touch /data/file && echo "group $($b stat -c %g /data/file)"
        $b grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status | $b tr -s '\\t' ' '
        echo "host $($b hostname)"
        $b grep -c alias.example /etc/hosts
        $b cat /etc/resolv.conf
        echo "port $($b cat /proc/sys/net/ipv4/ip_unprivileged_port_start)"
        echo "env $LABEL $LIMIT"
        $b dd if=/dev/zero of=/small/file bs=1024 count=2048 2>/dev/null || echo "small is full"
        echo last words > /dev/termination-log
      resources: {limits: {memory: 64Mi}}
      securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      volumeMounts: [{name: data, mountPath: /data}, {name: small, mountPath: /small}]
    """)

  private static let ordered = pod(
    "ordered",
    """
    restartPolicy: Never
    volumes: [{name: log, emptyDir: {}}]
    initContainers:
    - name: sidecar
      image: \(image)
      imagePullPolicy: IfNotPresent
      restartPolicy: Always
      command: [/bin/busybox, sh, -c, "trap 'exit 0' TERM; echo sidecar >> /log/order; while :; do /bin/busybox sleep 1 & wait $!; done"]
      startupProbe: {exec: {command: [/bin/busybox, grep, -q, sidecar, /log/order]}, periodSeconds: 1}
      volumeMounts: [{name: log, mountPath: /log}]
    - name: first
      image: \(image)
      imagePullPolicy: IfNotPresent
      command: [/bin/busybox, sh, -c, "echo first >> /log/order"]
      volumeMounts: [{name: log, mountPath: /log}]
    containers:
    - name: main
      image: \(image)
      imagePullPolicy: IfNotPresent
      command: [/bin/busybox, sh, -c, "echo main >> /log/order; /bin/busybox cat /log/order"]
      volumeMounts: [{name: log, mountPath: /log}]
    """)

  private static let shared = pod(
    "shared",
    """
    shareProcessNamespace: true
    volumes: [{name: page, configMap: {name: page}}]
    containers:
    - name: one
      image: \(image)
      imagePullPolicy: IfNotPresent
      command: [/bin/busybox, sleep, "1000"]
      volumeMounts: [{name: page, mountPath: /page}]
    - {name: two, image: "\(image)", imagePullPolicy: IfNotPresent, command: [/bin/busybox, sleep, "2000"]}
    """)

  private static let page = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: page}\ndata: {text: before}\n---\n"

  @Test func `pods get the security context, names, order, volumes and namespaces that they ask for`() throws {
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: Self.page + Self.secured + Self.ordered + Self.shared)
      #expect(apply.status == 0, "\(apply)")
      for name in ["secured", "ordered"] {
        let wait = try daemon.kctl("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/\(name)", "--timeout=60s")
        let logs = try daemon.kctl("logs", name, "-c", "main")
        #expect(wait.status == 0, "\(wait) \(logs) \(daemon.log)")
      }
      #expect(
        try daemon.kctl("logs", "secured").output.split(separator: "\n").map(String.init) == [
          "id 1000 3000 3000 2000 4000", "root is read-only", "group 2000", "CapEff: 0000000000000000", "NoNewPrivs: 1", "Seccomp: 2",
          "host own.sub.default.svc.cluster.local", "1", "search example", "nameserver 192.0.2.53", "options ndots:2", "port 80",
          "env blue 64", "small is full",
        ])
      let words = try daemon.kctl("get", "pod", "secured", "-o", "jsonpath={.status.containerStatuses[0].state.terminated.message}").output
      #expect(words == "last words\n")
      #expect(try daemon.kctl("logs", "ordered", "-c", "main").output == "sidecar\nfirst\nmain\n")

      #expect(try daemon.kctl("wait", "--for=condition=Ready", "pod/shared", "--timeout=60s").status == 0)
      let processes = try daemon.kctl("exec", "shared", "-c", "two", "--", "/bin/busybox", "ps", "-o", "args").output
      #expect(processes.contains("/pause") && processes.contains("sleep 1000") && processes.contains("sleep 2000"), "\(processes)")
      let patch = try daemon.kctl("patch", "configmap", "page", "-p", "{\"data\":{\"text\":\"after\"}}")
      #expect(patch.status == 0, "\(patch)")
      try eventually("the running container sees the new text") {
        try daemon.kctl("exec", "shared", "-c", "one", "--", "/bin/busybox", "cat", "/page/text").output == "after"
      }
      #expect(try daemon.kctl("delete", "pod", "--all", "--timeout=60s").status == 0)
    }
  }
}
