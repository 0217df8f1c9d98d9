import Basics
import Glibc
import LinuxKernel
import OCIImage
import RuntimeInterface
import Testing

@testable import EmbeddedRuntime

let canRunContainers =
  geteuid() == 0 && Command.find("conmon") != nil && (Command.find("crun") ?? Command.find("runc")) != nil && Command.find("nft") != nil
  && access("/bin/busybox", X_OK) == 0

/// A runtime of its own on this host: own directories, bridge, subnet and control groups, all gone afterwards.
struct RuntimeFixture {
  let directory: String
  let configuration: EmbeddedRuntimeConfiguration
  let runtime: EmbeddedRuntime

  static let image = "test/busybox:1"

  /// Also checks that nothing of the instance is left on the host.
  static func with(
    runtime: EmbeddedRuntimeConfiguration.OCIRuntime = .automatic, _ body: (RuntimeFixture) async throws -> Void
  ) async throws {
    var template = Array("/tmp/kr-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
    let directory = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let random = SystemRandom()
    let subnet = try #require(IPPrefix("10.\(64 + random.below(128)).\(random.below(256)).0/24"))
    var configuration = EmbeddedRuntimeConfiguration(dataDirectory: directory + "/d", runDirectory: directory + "/r", podCIDR: subnet)
    configuration.runtime = runtime
    var failure: (any Error)?
    do {
      let fixture = RuntimeFixture(
        directory: directory, configuration: configuration, runtime: try await EmbeddedRuntime(configuration: configuration))
      try fixture.buildImage()
      try await body(fixture)
    } catch {
      failure = error
    }
    // A new one: it must find, and be able to remove, whatever the test left.
    do { try await EmbeddedRuntime(configuration: configuration).tearDown() } catch { failure = failure ?? error }
    try checkNothingLeft(configuration, directory)
    try? Mount.unmountAll(within: directory)
    try FileTree.remove(directory)
    if let failure { throw failure }
  }

  private static func checkNothingLeft(_ configuration: EmbeddedRuntimeConfiguration, _ directory: String) throws {
    let mounts = try MountTable.current().paths(within: directory)
    #expect(mounts.isEmpty)
    #expect(!FileTree.exists(configuration.paths.mapped))
    let links = FileTree.names(in: "/sys/class/net").filter { $0.contains(configuration.instanceID) }
    #expect(links.isEmpty)
    let groups = try CgroupLayout.current().mountPoints.map { $0 + configuration.cgroupRoot }.filter(FileTree.exists)
    #expect(groups.isEmpty)
    let files = [
      configuration.paths.sandboxes, configuration.paths.containers, configuration.paths.exits, configuration.paths.runtimeRoot,
    ]
    .flatMap(FileTree.names)
    #expect(files.isEmpty)
    #expect((FileTree.names(in: directory + "/r/s") + FileTree.names(in: directory + "/r/c")).isEmpty)
    let rules = try Command(Command.find("nft") ?? "nft", ["list", "tables"]).check()
    #expect(!String(decoding: rules.stdout, as: UTF8.self).contains(configuration.instanceID))
  }

  private func buildImage() throws {
    let root = directory + "/rootfs"
    for path in ["/bin", "/etc", "/tmp", "/www"] { try TextFile.makeDirectories(root + path) }
    try Command("/bin/cp", ["/bin/busybox", root + "/bin/busybox"]).check()
    for applet in [
      "sh", "echo", "sleep", "cat", "id", "ping", "httpd", "wget", "hostname", "dd", "ls", "stty", "true", "pwd", "env", "touch", "kill",
      "mkdir",
    ] {
      symlink("busybox", root + "/bin/" + applet)
    }
    try TextFile.write("root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n", to: root + "/etc/passwd")
    try TextFile.write("root:x:0:\napp:x:1000:\nextra:x:2000:app\n", to: root + "/etc/group")
    try TextFile.write("it works\n", to: root + "/www/index.html")
    var config = ImageConfig()
    (config.entrypoint, config.command) = (["/bin/sh", "-c"], ["echo default"])
    config.environment = ["FROM_IMAGE=yes", "BOTH=image"]
    try runtime.imageStore.build(name: Self.image, from: root, config: config)
  }

  func sandboxConfig(_ name: String = "pod") -> PodSandboxConfig {
    var config = PodSandboxConfig(name: name, namespace: "default", uid: "uid-" + name, logDirectory: directory + "/logs/" + name)
    (config.hostname, config.cgroupParent) = (name, "burstable/pod-" + name)
    config.dnsServers = ["192.0.2.53"]
    return config
  }

  /// A container that runs a shell script.
  func containerConfig(_ script: String, name: String = "main") -> ContainerConfig {
    var config = ContainerConfig(name: name, image: Self.image, logPath: name + "/0.log")
    config.command = ["/bin/sh", "-c", script]
    return config
  }

  func start(_ config: ContainerConfig, in sandbox: String) async throws -> String {
    let id = try await runtime.createContainer(sandbox: sandbox, config)
    try await runtime.startContainer(id)
    return id
  }

  /// Waits for the container's end by the runtime's own events.
  func end(of id: String, on other: EmbeddedRuntime? = nil) async throws -> ContainerStatus {
    let runtime = other ?? runtime
    #expect(await runtime.waitForExit(id, seconds: 30))
    return try await runtime.containerStatus(id)
  }

  /// The log's lines without their times.
  func log(_ path: String) throws -> [String] {
    try TextFile.read(path).split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).dropFirst().joined() }
  }
}
