import APIMachinery
import Glibc

/// How much of the node's disk a pod has filled, and whether that is more than it may (Local ephemeral storage).
struct StorageUsage: Sendable, Equatable {
  /// By volume, emptyDirs that lie on the disk.
  var volumes: [String: Int64] = [:]
  /// By container: logs and writable layer.
  var containers: [String: Int64] = [:]

  init(volumes: [String: Int64], containers: [String: Int64]) { (self.volumes, self.containers) = (volumes, containers) }

  /// Walks the pod's directories; blocks.
  init(_ pod: Pod, _ directories: PodDirectories, _ logs: LogLayout, layers: [String: Int64]) {
    for volume in pod.diskVolumes {
      let name = volume["name"]?.string ?? ""
      volumes[name] = Self.bytes(directories.volume(pod.uid, plugin: "empty-dir", name: name))
    }
    for container in pod.allContainers {
      containers[container.name] = Self.bytes(logs.directory(of: pod) + "/" + container.name) + (layers[container.name] ?? 0)
    }
  }

  /// What the pod's eviction says; nil while it keeps to its limits.
  func excess(of pod: Pod) -> String? {
    for volume in pod.diskVolumes {
      let name = volume["name"]?.string ?? ""
      guard let limit = ResourceAmount.value(volume["emptyDir"]?["sizeLimit"]), limit > 0, volumes[name] ?? 0 > limit else { continue }
      return "Usage of EmptyDir volume \"\(name)\" exceeds the limit \"\(volume["emptyDir"]?["sizeLimit"]?.string ?? String(limit))\". "
    }
    for container in pod.allContainers {
      let limit = container.storageLimit
      guard limit > 0, containers[container.name] ?? 0 > limit else { continue }
      let text = container.value["resources"]?["limits"]?["ephemeral-storage"]?.string ?? String(limit)
      return "Container \(container.name) exceeded its local ephemeral storage limit \"\(text)\". "
    }
    let (limit, total) = (pod.limits.ephemeralStorageBytes, (volumes.values.reduce(0, +)) + containers.values.reduce(0, +))
    guard pod.containers.allSatisfy({ $0.storageLimit > 0 }), limit > 0, total > limit else { return nil }
    return "Pod ephemeral local storage usage exceeds the total limit of containers \(EvictionCandidate.quantity(limit)). "
  }

  /// What a file or tree takes on the disk; links aren't followed.
  static func bytes(_ path: String) -> Int64 {
    guard let status = Files.status(path, followsLinks: false) else { return 0 }
    let own = Int64(status.st_blocks) * 512
    guard status.st_mode & S_IFMT == S_IFDIR else { return own }
    return Files.entries(path).reduce(own) { $0 + bytes("\(path)/\($1)") }
  }
}

extension ContainerSpec {
  fileprivate var storageLimit: Int64 { ResourceAmounts(value["resources"]?["limits"]).ephemeralStorageBytes }
}

extension Pod {
  /// emptyDirs that aren't in memory.
  fileprivate var diskVolumes: [Value] {
    (spec["volumes"]?.array ?? []).filter { volume in
      guard let source = volume["emptyDir"], !source.isNull else { return false }
      return (source["medium"]?.string ?? "").isEmpty
    }
  }

  var hasStorageLimits: Bool {
    allContainers.contains { $0.storageLimit > 0 }
      || diskVolumes.contains { ResourceAmount.value($0["emptyDir"]?["sizeLimit"]) ?? 0 > 0 }
  }
}
