import APIMachinery
import Basics
import Glibc
import Testing

@testable import Kubelet

/// A directory for one test, removed with it.
final class TemporaryDirectory {
  let path: String
  init() {
    var template = Array("/tmp/kubelet-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp/kubelet-test"
  }
  deinit { try? Files.removeTree(path) }
  func text(_ name: String) -> String? { Files.read("\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) } }
}

@Suite struct VolumeTests {
  private func file(_ path: String, _ text: String) -> PayloadFile { PayloadFile(path: path, bytes: Array(text.utf8), mode: 0o640) }

  @Test func filesChangeAllAtOnce() throws {
    let directory = TemporaryDirectory()
    let writer = AtomicWriter(directory: directory.path)
    #expect(try writer.write([file("a", "1"), file("sub/b", "2")], now: start))
    #expect(directory.text("a") == "1" && directory.text("sub/b") == "2")
    #expect(Files.status(directory.path + "/a").map { $0.st_mode & 0o777 } == 0o640)
    let version = Files.link(directory.path + "/..data")
    #expect(try !writer.write([file("a", "1"), file("sub/b", "2")], now: start + .seconds(1)))
    #expect(Files.link(directory.path + "/..data") == version)
    #expect(try writer.write([file("a", "3")], now: start))
    #expect(directory.text("a") == "3" && directory.text("sub/b") == nil)
    #expect(Files.entries(directory.path).count == 3)
  }

  private func sources(_ pod: Pod) -> VolumeSources {
    VolumeSources(downward: DownwardContext(pod: pod, podIPs: [], hostIPs: [], nodeName: "n1", allocatable: bigNode))
  }

  private func pod(_ volume: Value) -> Pod {
    makePod { value in
      value[path: "metadata", "labels"] = ["a": "1"]
      value[path: "spec", "volumes"] = [volume]
    }
  }

  @Test func payloadsFollowTheirItems() throws {
    let volume: Value = [
      "name": "v",
      "projected": [
        "defaultMode": 0o400,
        "sources": [
          ["configMap": ["name": "c", "items": [["key": "k", "path": "dir/x", "mode": 0o600]]]],
          ["secret": ["name": "none", "optional": true]],
          ["downwardAPI": ["items": [["path": "labels", "fieldRef": ["fieldPath": "metadata.labels"]]]]]
        ]
      ]
    ]
    var sources = sources(pod(volume))
    #expect(throws: VolumeError("configmap \"c\" not found")) { try VolumePayload.files(volume, sources) }
    sources.configMaps["c"] = ["data": ["k": "v", "other": "o"]]
    let files = try VolumePayload.files(volume, sources)
    #expect(
      files == [
        PayloadFile(path: "dir/x", bytes: Array("v".utf8), mode: 0o600),
        PayloadFile(path: "labels", bytes: Array("a=\"1\"".utf8), mode: 0o400)
      ])
    let escaping: Value = ["name": "v", "configMap": ["name": "c", "items": [["key": "k", "path": "../x"]]]]
    #expect(throws: VolumeError("invalid path: ../x")) { try VolumePayload.files(escaping, sources) }
    let token: Value = ["name": "v", "projected": ["sources": [["serviceAccountToken": ["path": "token"]]]]]
    #expect(throws: VolumeError("failed to fetch token: no token source is configured on this node")) {
      try VolumePayload.files(token, sources)
    }
  }

  @Test func volumesAreSetUpAndTakenDown() throws {
    let directory = TemporaryDirectory()
    let volumes = PodVolumes(directories: PodDirectories(root: directory.path), mounts: NoMounts())
    let pod = pod(["name": "scratch", "emptyDir": [:]])
    let paths = try volumes.setUp(pod, sources(pod), now: start)
    #expect(paths["scratch"] == "\(directory.path)/pods/uid-1/volumes/kubernetes.io~empty-dir/scratch")
    #expect(Files.status(paths["scratch"] ?? "").map { $0.st_mode & 0o777 } == 0o777)
    // Made halfway, it is finished; whole, it is the containers' own.
    chmod(paths["scratch"] ?? "", 0o755)
    _ = try volumes.setUp(pod, sources(pod), now: start)
    #expect(Files.status(paths["scratch"] ?? "").map { $0.st_mode & 0o777 } == 0o755)
    unlink(volumes.directories.volumeMarker("uid-1", name: "scratch"))
    _ = try volumes.setUp(pod, sources(pod), now: start)
    #expect(Files.status(paths["scratch"] ?? "").map { $0.st_mode & 0o777 } == 0o777)
    let unknown = self.pod(["name": "disk", "csi": ["driver": "x"]])
    #expect(throws: PodVolumes.Failure(volume: "disk", message: "volume kind \"csi\" is not supported on this node")) {
      try volumes.setUp(unknown, sources(unknown), now: start)
    }
    #expect(try volumes.tearDown("uid-1") && !Files.exists("\(directory.path)/pods/uid-1"))
  }

  @Test func hostPathTypesAreChecked() throws {
    let directory = TemporaryDirectory()
    #expect(throws: VolumeError("hostPath type check failed: \(directory.path)/x is not a directory")) {
      try HostPath.prepare(["path": .string(directory.path + "/x"), "type": "Directory"])
    }
    #expect(try HostPath.prepare(["path": .string(directory.path + "/x"), "type": "FileOrCreate"]) == directory.path + "/x")
    #expect(throws: VolumeError.self) { try HostPath.prepare(["path": .string(directory.path + "/x"), "type": "DirectoryOrCreate"]) }
  }

  @Test func subPathNeverLeavesItsVolume() throws {
    let directory = TemporaryDirectory()
    try Files.makeDirectory(directory.path + "/v/inner")
    symlink("/etc", directory.path + "/v/absolute")
    symlink("../../", directory.path + "/v/up")
    symlink("inner", directory.path + "/v/good")
    symlink("loop", directory.path + "/v/loop")
    func resolve(_ path: String) throws -> String? {
      let descriptor = try SafePath.open(path, below: directory.path + "/v", makingDirectories: 0o777)
      defer { close(descriptor) }
      return Files.link("/proc/self/fd/\(descriptor)")
    }
    #expect(try resolve("good/new") == directory.path + "/v/inner/new")
    chmod(directory.path + "/v/inner", 0o2777)
    #expect(try resolve("inner/deep/er") == directory.path + "/v/inner/deep/er")
    let made = ["new", "deep", "deep/er"].map { Files.status(directory.path + "/v/inner/" + $0)?.st_mode ?? 0 & 0o7777 }
    #expect(made.map { $0 & 0o7777 } == [0o777, 0o2777, 0o2777])
    for path in ["absolute", "up", "../v", "loop"] { #expect(throws: (any Error).self) { try resolve(path) } }
  }

  @Test("a container can't write the volumes that the node writes, nor parts of them; it may write its own")
  func writtenByTheNode() throws {
    let directory = TemporaryDirectory()
    let sources: [(name: String, source: Value)] = [
      ("configMap", ["name": "c"]), ("secret", ["secretName": "s"]), ("downwardAPI", ["items": []]), ("projected", ["sources": []]),
      ("emptyDir", [:]),
    ]
    let mounts: [Value] = sources.flatMap { source -> [Value] in
      [["name": .string(source.name), "mountPath": .string("/" + source.name)],
        ["name": .string(source.name), "mountPath": .string("/sub/" + source.name), "subPath": "x"]]
    }
    let pod = makePod(containers: [["name": "app", "volumeMounts": .array(mounts)]]) {
      $0[path: "spec", "volumes"] = .array(sources.map { source in
        var volume: Value = ["name": .string(source.name)]
        volume[source.name] = source.source
        return volume
      })
    }
    for source in sources { try Files.makeDirectory(directory.path + "/" + source.name) }
    let paths = Dictionary(uniqueKeysWithValues: sources.map { ($0.name, directory.path + "/" + $0.name) })
    let made = try ContainerMounts(directories: PodDirectories(root: directory.path), mounts: NoMounts()).prepare(
      .init(pod: pod, container: pod.containers[0], attempt: 0, volumePaths: paths, variables: [:], hosts: ""))
    let readOnly = made.filter(\.isReadOnly).map(\.containerPath)
    #expect(readOnly == sources.dropLast().flatMap { ["/" + $0.name, "/sub/" + $0.name] })
  }

  @Test("a token is its reader's alone where the pod says who that is; else it has the volume's mode")
  func tokenOwners() throws {
    let volume: Value = ["name": "v", "projected": ["sources": [["serviceAccountToken": ["path": "token"]]]]]
    func file(_ security: Value, _ own: [Value] = [[:], [:]]) throws -> PayloadFile? {
      let pod = makePod(containers: own.enumerated().map { ["name": .string("c\($0)"), "securityContext": $1] }) {
        $0[path: "spec", "securityContext"] = security
      }
      var sources = sources(pod)
      let request = pod.tokenRequest(["path": "token"])
      sources.tokens[request] = CachedToken(BoundToken(token: "t", expires: start + .seconds(60)), now: start)
      return try VolumePayload.files(volume, sources)?.first
    }
    func expect(_ file: PayloadFile?, _ mode: UInt32, _ owner: UInt32?) { #expect(file?.mode == mode && file?.owner == owner) }
    expect(try file([:]), 0o644, nil)
    expect(try file(["runAsUser": 1000]), 0o600, 1000)
    expect(try file(["fsGroup": 2000]), 0o600, nil)
    expect(try file([:], [["runAsUser": 1000], ["runAsUser": 1000]]), 0o600, 1000)
    expect(try file([:], [["runAsUser": 1000], ["runAsUser": 1001]]), 0o644, nil)
    expect(try file([:], [["runAsUser": 1000], [:]]), 0o644, nil)
  }

  @Test("a pod that comes while directories are looked through is no orphan")
  func lateComer() throws {
    let directory = TemporaryDirectory()
    let (pods, logs) = (PodDirectories(root: directory.path), LogLayout(directory.path + "/logs"))
    for uid in ["known", "gone"] { try Files.makeDirectory(pods.pod(uid)) }
    let orphans = Orphans.directories(pods: pods, logs: logs) {
      try? Files.makeDirectory(pods.pod("late"))
      return ["known"]
    }
    #expect(orphans.uids == ["gone"] && Files.isDirectory(pods.pod("late")))
  }

  @Test func mountsBelowAPathAreFoundDeepestFirst() {
    let table = "1 0 0:1 / / rw - x x\n2 1 0:2 / /a/b rw - tmpfs x\n3 1 0:2 / /a/b/c\\040d rw - tmpfs x\n4 1 0:2 / /ab rw - x x\n"
    #expect(MountTable.points(below: "/a", in: table) == ["/a/b/c d", "/a/b"])
  }
}
