import Foundation
import Testing

/// What outlives a daemon, what two daemons on one host share (nothing), and how a container's end is told.
@Suite(.serialized) struct NodeLifetimeTests {
  private static let sleeper = """
    apiVersion: v1
    kind: Pod
    metadata: {name: sleeper}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: main, image: "localhost/busybox:test", imagePullPolicy: IfNotPresent, command: [/bin/busybox, sleep, "3000"]}
    """

  /// The container that runs in the pod, how often it was started anew, and since when it runs.
  private func life(_ daemon: TestDaemon) throws -> String {
    let status = ".status.containerStatuses[0]"
    let path = "{\(status).containerID} {\(status).restartCount} {\(status).state.running.startedAt} {.status.podIP}"
    return try daemon.kctl("get", "pod", "sleeper", "-o", "jsonpath=\(path)").output
  }

  @Test func `pods outlive the daemon, stopped or killed, and the next one goes on with them`() throws {
    try TestDaemon.with(components: "*", stopsPods: false) { daemon in
      try daemon.loadBusybox()
      #expect(try daemon.kctl("apply", "-f", "-", input: Self.sleeper).status == 0)
      #expect(try daemon.kctl("wait", "--for=condition=Ready", "pod/sleeper", "--timeout=60s").status == 0, "\(daemon.log)")
      let before = try life(daemon)
      #expect(before.contains(" 0 20"), "\(before)")

      #expect(daemon.stop() == 0)
      try daemon.start()
      let seen = try daemon.kctl("exec", "sleeper", "--", "/bin/busybox", "ps", "-o", "args")
      #expect(seen.output.contains("sleep 3000"), "\(seen) \(daemon.log)")
      daemon.kill9()
      try daemon.start()
      #expect(try daemon.kctl("exec", "sleeper", "--", "/bin/busybox", "true").status == 0)
      #expect(try life(daemon) == before)

      let delete = try daemon.kctl("delete", "pod", "sleeper", "--timeout=30s")
      #expect(delete.status == 0, "\(delete)")
    }
  }

  @Test func `two daemons on one host know nothing of each other`() throws {
    try TestDaemon.with(components: "*") { one in
      try TestDaemon.with(components: "*") { other in
        for daemon in [one, other] {
          try daemon.loadBusybox()
          #expect(try daemon.kctl("apply", "-f", "-", input: Self.sleeper).status == 0)
        }
        for daemon in [one, other] {
          #expect(try daemon.kctl("wait", "--for=condition=Ready", "pod/sleeper", "--timeout=60s").status == 0, "\(daemon.log)")
        }
        let survivor = try life(one)
        #expect(try life(other) != survivor)
        #expect(try other.kctl("delete", "pod", "sleeper", "--timeout=30s").status == 0)
        #expect(other.stop() == 0)
        #expect(try one.kctl("exec", "sleeper", "--", "/bin/busybox", "true").status == 0)
        #expect(try life(one) == survivor)
      }
    }
  }

  @Test func `a container that takes more memory than it may is OOMKilled with 137, and backs off`() throws {
    let greedy = """
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec:
        terminationGracePeriodSeconds: 1
        containers:
        - name: main
          image: localhost/busybox:test
          imagePullPolicy: IfNotPresent
          command: [/bin/busybox, sh, -c, "exec /bin/busybox dd if=/dev/zero of=/dev/null bs=512M count=1"]
          resources: {limits: {memory: 32Mi}}
      """
    try TestDaemon.with(components: "*") { daemon in
      try daemon.loadBusybox()
      #expect(try daemon.kctl("apply", "-f", "-", input: greedy).status == 0)
      let status = ".status.containerStatuses[0]"
      try eventually("the second start is put off", timeoutSeconds: 60) {
        try daemon.kctl("get", "pod", "greedy", "-o", "jsonpath={\(status).state.waiting.reason}").output == "CrashLoopBackOff"
      }
      let last = try daemon.kctl(
        "get", "pod", "greedy", "-o", "jsonpath={\(status).lastState.terminated.reason} {\(status).lastState.terminated.exitCode}")
      #expect(last.output == "OOMKilled 137", "\(last)")
      let events = try daemon.kctl("events", "--for", "pod/greedy")
      #expect(events.output.contains("BackOff") && events.output.contains("Back-off restarting failed container"), "\(events)")
    }
  }

  @Test func `a service manager is told when the daemon is ready and when it ends`() throws {
    let daemon = try TestDaemon(components: "apiserver")
    defer { daemon.remove() }
    let manager = try NotificationSocket(path: daemon.directory + "/notify")
    try daemon.start(environment: ["NOTIFY_SOCKET": manager.path])
    #expect(manager.next() == "READY=1")
    #expect(daemon.stop() == 0)
    #expect(manager.next() == "STOPPING=1")
  }
}

/// The end of sd_notify(3) that a service manager holds.
private final class NotificationSocket {
  let path: String
  private let descriptor: Int32

  init(path: String) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) } }
    guard bound == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// What was said next; empty when nothing is said within twenty seconds.
  func next() -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
