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

  /// What keeps a container in, each in a container of its own: users of the pod's own, a profile of the node's, capabilities.
  private static let walled = pod(
    "walled",
    """
    restartPolicy: Never
    hostUsers: false
    volumes: [{name: data, emptyDir: {}}]
    containers:
    - name: users
      image: \(image)
      imagePullPolicy: IfNotPresent
      command: [/bin/busybox, sh, -c]
      args:
      - |
        b=/bin/busybox
        echo "id $($b id -u)"; $b awk '{print "outside", ($2 > 1000000000), $3}' /proc/self/uid_map
        $b touch /data/file && $b stat -c "owner %u" /data/file; $b stat -c "hosts %u" /etc/hosts
        $b mount -t tmpfs none /mnt 2>/dev/null || echo "no mounts"
        $b grep -c ' /proc/sys ' /proc/self/mountinfo; true
      volumeMounts: [{name: data, mountPath: /data}]
    - name: unmasked
      image: \(image)
      imagePullPolicy: IfNotPresent
      command: [/bin/busybox, sh, -c, "/bin/busybox grep -c ' /proc/sys ' /proc/self/mountinfo; true"]
      securityContext: {procMount: Unmasked}
    """)
    + pod(
      "profiled",
      """
      restartPolicy: Never
      containers:
      - name: local
        image: \(image)
        imagePullPolicy: IfNotPresent
        command: [/bin/busybox, sh, -c, "/bin/busybox mkdir /tmp 2>&1; /bin/busybox grep Seccomp: /proc/self/status; /bin/busybox touch /file && echo touched"]
        securityContext: {seccompProfile: {type: Localhost, localhostProfile: own/no-mkdir.json}}
      - name: few
        image: \(image)
        imagePullPolicy: IfNotPresent
        command: [/bin/busybox, sh, -c, "/bin/busybox grep -E '^(CapEff|CapBnd|NoNewPrivs):' /proc/self/status"]
        securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}, allowPrivilegeEscalation: false}
      - name: usual
        image: \(image)
        imagePullPolicy: IfNotPresent
        command: [/bin/busybox, sh, -c, "/bin/busybox grep -E '^NoNewPrivs:' /proc/self/status; /bin/busybox grep -c ' /proc/sys ' /proc/self/mountinfo; /bin/busybox unshare -m true 2>&1; true"]
        securityContext: {seccompProfile: {type: RuntimeDefault}}
      """)
    + pod(
      "rootless",
      """
      restartPolicy: Never
      securityContext: {runAsNonRoot: true}
      containers: [{name: main, image: "\(image)", imagePullPolicy: IfNotPresent, command: [/bin/busybox, "true"]}]
      """)
    + pod(
      "profileless",
      """
      restartPolicy: Never
      containers:
      - {name: main, image: "\(image)", imagePullPolicy: IfNotPresent, command: [/bin/busybox, "true"], securityContext: {seccompProfile: {type: Localhost, localhostProfile: none.json}}}
      """)

  private static let noDirectories = #"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":1}]}"#

  @Test func `walls that a pod asks for stand: users, profiles, capabilities, and who isn't root`() throws {
    try TestDaemon.with(
      components: "*",
      preparing: { daemon in
        let folder = daemon.dataDirectory + "/kubelet/seccomp/own"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Self.noDirectories.write(toFile: folder + "/no-mkdir.json", atomically: true, encoding: .utf8)
      }
    ) { daemon in
      try daemon.loadBusybox()
      let apply = try daemon.kctl("apply", "-f", "-", input: Self.walled)
      #expect(apply.status == 0, "\(apply)")
      for name in ["walled", "profiled"] {
        let wait = try daemon.kctl("wait", "--for=jsonpath={.status.phase}=Succeeded", "pod/\(name)", "--timeout=60s")
        let described = try daemon.kctl("describe", "pod", name)
        #expect(wait.status == 0, "\(wait) \(described) \(daemon.log.suffix(3_000))")
      }
      func log(_ pod: String, _ container: String) throws -> [String] {
        try daemon.kctl("logs", pod, "-c", container).output.split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" }.joined(separator: " ") }
      }
      #expect(try log("walled", "users") == ["id 0", "outside 1 65536", "owner 0", "hosts 0", "no mounts", "1"])
      #expect(try log("walled", "unmasked") == ["0"])
      #expect(try log("profiled", "local") == ["mkdir: can't create directory '/tmp': Operation not permitted", "Seccomp: 2", "touched"])
      #expect(try log("profiled", "few") == ["CapEff: 0000000000000400", "CapBnd: 0000000000000400", "NoNewPrivs: 1"])
      #expect(try log("profiled", "usual") == ["NoNewPrivs: 0", "1", "unshare: unshare(0x20000): Operation not permitted"])
      for (name, reason, message) in [("rootless", "CreateContainerConfigError", "image will run as root"), ("profileless", "CreateContainerError", "failed to load seccomp profile")] {
        try eventually("\(name) waits, and says why") {
          let waiting = try daemon.kctl("get", "pod", name, "-o", "jsonpath={.status.containerStatuses[0].state.waiting}").output
          return waiting.contains(reason) && waiting.contains(message)
        }
      }
      #expect(try daemon.kctl("delete", "pod", "--all", "--timeout=60s").status == 0)
    }
  }

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
