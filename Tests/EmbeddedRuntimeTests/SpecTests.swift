import APIMachinery
import Basics
import Glibc
import LinuxKernel
import OCIImage
import RuntimeInterface
import Synchronization
import Testing

@testable import EmbeddedRuntime

@Suite struct SpecTests {
  private func spec(_ change: (inout ContainerSpec) -> Void = { _ in }) throws -> Value {
    var config = ContainerConfig(name: "c", image: "i", logPath: "c/0.log")
    config.command = ["run"]
    let sandbox = SandboxRecord(id: "s", name: "p", namespace: "n", uid: "u", attempt: 0, createdAt: Timestamp(secondsSinceEpoch: 0))
    var spec = ContainerSpec(
      config: config, image: ImageConfig(), user: try ImageUser("", passwd: "", group: ""), sandbox: sandbox, sandboxData: "/d",
      sandboxRun: "/r",
      cgroupPath: "/k/c", host: HostFacts(availableCapabilities: Set(Capabilities.all), oomScoreAdj: 100, hasUnifiedCgroups: false))
    change(&spec)
    return try spec.value()
  }

  @Test(
    "command and args against the image's",
    arguments: [
      (nil, nil, ["e", "c"]), (["x"], nil, ["x"]), (nil, ["y"], ["e", "y"]), (["x"], ["y"], ["x", "y"]), ([], [], ["e", "c"]),
    ] as [([String]?, [String]?, [String])])
  func arguments(_ command: [String]?, _ args: [String]?, _ expected: [String]) {
    var (config, image) = (ContainerConfig(name: "c", image: "i", logPath: ""), ImageConfig())
    (config.command, config.args, image.entrypoint, image.command) = (command, args, ["e"], ["c"])
    #expect(ContainerSpec.arguments(config, image) == expected)
  }

  @Test("no command at all is an error")
  func noCommand() {
    #expect(throws: RuntimeError(.invalid, "no command specified")) { try spec { $0.config.command = nil } }
  }

  @Test("an ordinary container: namespaces, masked paths, capabilities, no score below ours")
  func ordinary() throws {
    let value = try spec { $0.config.resources.oomScoreAdj = -998 }
    #expect(value[path: "process", "oomScoreAdj"] == 100)
    #expect(value[path: "process", "capabilities", "bounding"]?.array?.count == Capabilities.standard.count)
    let namespaces = (value[path: "linux", "namespaces"]?.array ?? []).map {
      ($0["type"]?.string ?? "") + "=" + ($0["path"]?.string ?? "")
    }
    #expect(namespaces == ["mount=", "pid=", "network=/r/net", "uts=/r/uts", "ipc=/r/ipc"])
    #expect(value[path: "linux", "maskedPaths"]?.array?.isEmpty == false)
    #expect(value[path: "linux", "seccomp"] == nil)
    #expect(value[path: "root", "readonly"] == nil)
  }

  @Test("a privileged container has all capabilities that we have, and nothing masked")
  func privileged() throws {
    let value = try spec {
      $0.config.security.privileged = true
      $0.host.availableCapabilities.remove("SYS_RESOURCE")
    }
    let held = (value[path: "process", "capabilities", "effective"]?.array ?? []).compactMap(\.string)
    #expect(held.count == Capabilities.all.count - 1 && !held.contains("CAP_SYS_RESOURCE"))
    #expect(value[path: "linux", "maskedPaths"]?.array?.isEmpty == true)
    #expect(value[path: "linux", "resources", "devices"]?[0]?["allow"] == true)
  }

  @Test("the host's namespaces are joined by making none")
  func hostNamespaces() throws {
    let value = try spec { ($0.sandbox.hostPID, $0.sandbox.hostIPC, $0.sandbox.hostNetwork) = (true, true, true) }
    #expect((value[path: "linux", "namespaces"]?.array ?? []).compactMap { $0["type"]?.string } == ["mount"])
  }

  @Test("mounts below others come after them, and replace the pod's own files")
  func mounts() throws {
    let value = try spec {
      $0.config.mounts = [
        MountConfig(hostPath: "/b", containerPath: "/data/deep/er"),
        MountConfig(hostPath: "/a", containerPath: "/data", propagation: "rslave"),
        MountConfig(hostPath: "/h", containerPath: "/etc/hosts"),
      ]
    }
    let mounts = (value["mounts"]?.array ?? []).compactMap { $0["destination"]?.string }
    #expect(mounts.suffix(3) == ["/data", "/etc/hosts", "/data/deep/er"])
    #expect(mounts.filter { $0 == "/etc/hosts" }.count == 1)
    #expect(value[path: "linux", "rootfsPropagation"] == "rslave")
  }

  @Test("capabilities: add, drop, ALL, and prefixes")
  func capabilities() {
    func names(_ add: [String], _ drop: [String]) -> [String] {
      Capabilities.names(privileged: false, add: add, drop: drop, available: Set(Capabilities.all))
    }
    #expect(names([], ["ALL"]).isEmpty)
    #expect(names(["NET_ADMIN"], ["ALL"]) == ["CAP_NET_ADMIN"])
    #expect(names(["CAP_SYS_TIME"], ["chown"]).count == Capabilities.standard.count)
    #expect(names(["ALL"], ["NET_RAW"]).count == Capabilities.all.count - 1)
    #expect(Capabilities.available(status: "CapBnd:\t0000000000000401\n") == ["CHOWN", "NET_BIND_SERVICE"])
  }

  @Test("AppArmor: a profile that is loaded is passed on, the default one is loaded, and none stands in for one that isn't there")
  func appArmor() throws {
    #expect(try spec()[path: "process", "apparmorProfile"] == nil)
    #expect(try spec { $0.appArmor = "own" }[path: "process", "apparmorProfile"] == "own")
    let list = "/tmp/kctl-apparmor-\(SystemRandom().nameSuffix(8))"
    defer { unlink(list) }
    try TextFile.write("own (enforce)\nwith (blanks) (complain)\n", to: list)
    let texts = Mutex<[String]>([])
    let profiles = AppArmor(list: list) { text in texts.withLock { $0.append(text) } }
    #expect(try profiles.name("Unconfined") == nil && profiles.name("") == nil)
    #expect(try profiles.name("Localhost/own") == "own" && profiles.name("Localhost/with (blanks)") == "with (blanks)")
    for other in ["Localhost/other", "Localhost/", "Localhost/own (enforce)", "own", "runtimedefault"] {
      #expect(throws: RuntimeError.self, "\(other)") { try profiles.name(other) }
    }
    #expect(texts.withLock { $0.isEmpty })
    #expect(try profiles.name("RuntimeDefault") == AppArmor.standardName && texts.withLock { $0 } == [AppArmor.standard])
    try TextFile.write("\(AppArmor.standardName) (enforce)\n", to: list)
    #expect(try profiles.name("RuntimeDefault") == AppArmor.standardName && texts.withLock { $0.count } == 1, "it is loaded once")
    struct Refused: Error {}
    #expect(throws: Refused.self) { try AppArmor(list: "/nonexistent") { _ in throw Refused() }.name("RuntimeDefault") }
    #expect(try AppArmor(list: "/nonexistent") { _ in }.name("Localhost/own") == "own", "the kernel decides where the list can't be read")
  }

  @Test("users of a sandbox's own: a namespace to join, and ranges that nobody else has")
  func users() throws {
    let value = try spec { $0.sandbox.users = UserRange(first: 5_000_000, count: UserRanges.size) }
    #expect(value[path: "linux", "namespaces"]?.array?.contains(["type": "user", "path": "/r/user"]) == true)
    var taken: Set<UserRange> = []
    for _ in 0..<UserRanges.count { taken.insert(try #require(UserRanges.free(besides: taken, instanceID: "abcdef"))) }
    #expect(taken.count == UserRanges.count && UserRanges.free(besides: taken, instanceID: "abcdef") == nil)
    let sorted = taken.map(\.first).sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= UserRanges.size } && sorted.allSatisfy { $0 > 1_000_000_000 && $0 < 1 << 31 })
    var record = SandboxRecord(id: "s", name: "p", namespace: "n", uid: "u", attempt: 0, createdAt: Timestamp(secondsSinceEpoch: 0))
    record.users = taken.first
    #expect(SandboxRecord(record.value) == record)
  }

  @Test("seccomp: the default profile opens with capabilities, an unknown one is refused")
  func seccomp() throws {
    let plain = JSON.text(try #require(try Seccomp.profile("RuntimeDefault", privileged: false, capabilities: [])))
    #expect(plain.contains("\"mount\"") && plain.contains("\"clone3\""))
    let admin = JSON.text(try #require(try Seccomp.profile("RuntimeDefault", privileged: false, capabilities: ["CAP_SYS_ADMIN"])))
    #expect(!admin.contains("\"mount\"") && admin.contains("\"keyctl\""))
    #expect(try Seccomp.profile("Unconfined", privileged: false, capabilities: []) == nil)
    #expect(throws: RuntimeError.self) { try Seccomp.profile("Localhost//no/such", privileged: false, capabilities: []) }
    #expect(throws: RuntimeError.self) { try Seccomp.profile("Other", privileged: false, capabilities: []) }
  }
}
