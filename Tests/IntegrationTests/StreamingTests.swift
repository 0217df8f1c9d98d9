import Foundation
import Testing

/// exec, attach, cp, port-forward, log follow and the proxies, with real clients and a real container.
@Suite(.serialized) struct StreamingTests {
  static let manifest = """
    apiVersion: v1
    kind: Pod
    metadata: {name: box, labels: {app: box}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - name: web
        image: localhost/busybox:test
        imagePullPolicy: IfNotPresent
        command: [/bin/sh, -c, "mkdir -p /www/sub && echo served > /www/index.html && echo below > /www/sub/a.txt; echo started; exec httpd -f -p 8080 -h /www"]
        ports: [{name: http, containerPort: 8080}]
      - name: echo
        image: localhost/busybox:test
        imagePullPolicy: IfNotPresent
        stdin: true
        command: [/bin/sh, -c, "while read line; do echo \\"heard $line\\"; done; sleep 100000"]
      - name: lines
        image: localhost/busybox:test
        imagePullPolicy: IfNotPresent
        command: [/bin/sh, -c, "seq 1 20; exec sleep 100000"]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      selector: {app: box}
      ports: [{name: main, port: 80, targetPort: http}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: empty}
    spec: {selector: {app: nobody}, ports: [{port: 80}]}
    """

  static func makeImage(_ root: String) throws {
    let bin = root + "/bin"
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: root + "/tmp", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: bin + "/busybox")
    for name in ["sh", "cat", "tar", "test", "sleep", "httpd", "mkdir", "head", "md5sum", "stty", "seq", "wc"] {
      try FileManager.default.createSymbolicLink(atPath: bin + "/" + name, withDestinationPath: "busybox")
    }
  }

  private func withBox(_ body: (TestDaemon) throws -> Void) throws {
    try TestDaemon.with(components: "*") { daemon in
      try Self.makeImage(daemon.directory + "/rootfs")
      let load = try daemon.kctl("-C", daemon.repository, "image", "load", daemon.directory + "/rootfs", "--name", "localhost/busybox:test")
      #expect(load.status == 0, "\(load)")
      #expect(try daemon.kctl("apply", "-f", "-", input: Self.manifest).status == 0)
      let wait = try daemon.kctl("wait", "--for=condition=Ready", "pod/box", "--timeout=60s")
      #expect(wait.status == 0, "\(wait)\n\(daemon.log)")
      try body(daemon)
    }
  }

  func shell(_ daemon: TestDaemon, _ script: String, _ variables: [String: String] = [:]) throws -> CommandResult {
    try Command(
      arguments: ["bash", "-c", script],
      environment: variables.merging(["KUBECONFIG": daemon.kubeconfig, "HOME": daemon.directory, "DIR": daemon.directory, "KCTL": TestDaemon.kctl]) { a, _ in a },
      directory: daemon.directory
    ).run()
  }

  /// Scripts that each client must run with the same result; `$K` is the client.
  static let scripts: [(what: String, script: String, output: String)] = [
    ("an exit code comes back", "$K exec box -c web -- sh -c 'echo out; echo err >&2; exit 7' 2>err; echo $?; grep -c '^err$' err", "out\n7\n1\n"),
    ("input ends", "printf 'a\\nb\\n' | $K exec -i box -c web -- cat", "a\nb\n"),
    ("output is whole", "$K exec box -c web -- sh -c 'seq 1 600000' | md5sum; seq 1 600000 | md5sum", ""),
    ("input is whole", "seq 1 600000 | $K exec -i box -c web -- md5sum; seq 1 600000 | md5sum", ""),
    ("logs are whole, or what is asked of them", """
      L="$K logs box -c lines"; for i in $(seq 200); do [ "$($L | wc -l)" = 20 ] && break; sleep 0.05; done
      $L --tail=1; $L --limit-bytes=1; echo; $L --since=24h | wc -l; $L --since-time=2100-01-01T00:00:00Z | wc -l
      $L --tail=1 --timestamps | grep -cE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+) 20$'
      """, "20\n1\n20\n0\n1\n"),
    ("a directory is copied there and back", """
      rm -rf up down; mkdir -p up/deep; seq 1 200000 > up/deep/numbers; echo x > up/x
      $K cp up box:/tmp/up-$N -c web && $K cp box:/tmp/up-$N down -c web >/dev/null 2>&1; diff -r up down && echo same
      """, "same\n"),
    ("a port is forwarded, again and again", """
      $K port-forward pod/box :8080 > forward.log 2>&1 & pid=$!
      for i in $(seq 200); do port=$(sed -n 's/.*127.0.0.1:\\([0-9]*\\) ->.*/\\1/p' forward.log | head -1); [ -n "$port" ] && break; sleep 0.05; done
      for i in 1 2 3; do curl -s --max-time 10 http://127.0.0.1:$port/index.html; done
      kill $pid; wait $pid 2>/dev/null; true
      """, "served\nserved\nserved\n"),
    ("a running process is joined", """
      (echo hello-$N; sleep 3) | timeout 20 $K attach -i box -c echo 2>/dev/null > attached & pid=$!
      for i in $(seq 200); do grep -q "heard hello-$N" attached && break; sleep 0.05; done
      kill $pid 2>/dev/null; wait $pid 2>/dev/null; grep -o heard attached | head -1
      """, "heard\n"),
  ]

  @Test func `every client execs, copies, forwards and attaches`() throws {
    try withBox { daemon in
      for (number, program) in (Kubectl.programs + [TestDaemon.kctl]).enumerated() {
        for (what, script, output) in Self.scripts {
          let result = try shell(daemon, script, ["K": program, "N": String(number)])
          if output.isEmpty {
            let sums = result.output.split(separator: "\n").map { $0.split(separator: " ")[0] }
            #expect(sums.count == 2 && sums[0] == sums[1], "\(program): \(what): \(result)")
          } else {
            #expect(result.output == output, "\(program): \(what): \(result)\n\(daemon.log.suffix(2000))")
          }
        }
      }
    }
  }

  @Test func `clients that break off leave nothing behind`() throws {
    try withBox { daemon in
      let descriptors = { try shell(daemon, "ls /proc/$(pgrep -f \"daemon --repository $DIR/\")/fd | wc -l").output }
      for program in Kubectl.programs + [TestDaemon.kctl] {
        let before = Int(try descriptors().trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        _ = try shell(
          daemon, """
            for i in $(seq 12); do $K exec -i box -c web -- sleep 98765 < <(sleep 30) & done
            for i in $(seq 200); do [ "$(pgrep -fc '^sleep 98765')" -ge 12 ] && break; sleep 0.05; done
            kill -9 $(jobs -p)
            """, ["K": program])
        try eventually("the commands are gone") { try shell(daemon, "pgrep -fc '^sleep 98765'").output == "0\n" }
        try eventually("the descriptors are closed") {
          (Int(try descriptors().trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max) <= before + 4
        }
      }
    }
  }

  @Test func `pods, services and nodes are proxied`() throws {
    try withBox { daemon in
      try eventually("the service has an endpoint") {
        try daemon.kctl("get", "--raw", "/api/v1/namespaces/default/services/web:main/proxy/").output == "served\n"
      }
      func raw(_ path: String) throws -> String { try daemon.kctl("get", "--raw", "/api/v1" + path).output }
      #expect(try raw("/namespaces/default/pods/box/proxy/sub/a.txt?x=1") == "below\n")
      #expect(try raw("/namespaces/default/pods/box:8080/proxy/") == "served\n")
      #expect(try raw("/namespaces/default/services/web:main/proxy/index.html") == "served\n")
      #expect(try raw("/namespaces/default/services/http:web:80/proxy/index.html") == "served\n")
      let empty = try daemon.kctl("get", "--raw", "/api/v1/namespaces/default/services/empty/proxy/")
      #expect(empty.errors.contains("no endpoints available for service \"empty\""), "\(empty)")
      let refused = try daemon.kctl("get", "--raw", "/api/v1/namespaces/default/pods/box:9/proxy/")
      #expect(refused.errors.contains("error trying to reach service"), "\(refused)")
      #expect(try raw("/nodes/node-1/proxy/healthz") == "ok")
      #expect(try raw("/nodes/node-1/proxy/pods").contains("\"box\""))
    }
  }

  private static let python = """
    import sys
    from kubernetes import client, config
    from kubernetes.stream import stream, portforward
    config.load_kube_config(sys.argv[1])
    api = client.CoreV1Api()
    print(stream(api.connect_get_namespaced_pod_exec, 'box', 'default', container='web', command=['sh', '-c', 'echo from python'],
                 stdin=False, stdout=True, stderr=True, tty=False), end='')
    session = stream(api.connect_get_namespaced_pod_exec, 'box', 'default', container='web', command=['sh'],
                     stdin=True, stdout=True, stderr=True, tty=False, _preload_content=False)
    session.write_stdin('echo typed; exit 5\\n')
    session.run_forever(timeout=20)
    print(session.read_stdout(), end='')
    print(session.returncode)
    forward = portforward(api.connect_get_namespaced_pod_portforward, 'box', 'default', ports='8080')
    socket = forward.socket(8080)
    socket.setblocking(True)
    socket.sendall(b'GET /index.html HTTP/1.0\\r\\n\\r\\n')
    answer = b''
    while True:
        chunk = socket.recv(1024)
        if not chunk:
            break
        answer += chunk
    print(answer.split(b'\\r\\n\\r\\n')[1].decode(), end='')
    """

  @Test func `the official Python client execs and forwards`() throws {
    try withBox { daemon in
      let result = try Command(arguments: [PythonClient.interpreter, "-c", Self.python, daemon.kubeconfig]).run()
      #expect(result.output == "from python\ntyped\n5\nserved\n", "\(result)\n\(daemon.log.suffix(2000))")
    }
  }
}

/// Python with the official client, as `make` sets it up.
enum PythonClient {
  static let interpreter: String = {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    return root + "/.build/clients/python/bin/python3"
  }()
}
