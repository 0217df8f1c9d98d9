import Basics

/// Where the host has its control groups: one v2 tree, v1 hierarchies for single controllers, or both (hybrid).
public struct CgroupLayout: Hashable, Sendable {
  public enum Kind: Sendable { case v1, hybrid, v2 }

  /// Mount points of the v1 hierarchies by controller (`memory`, `cpu`, …, `name=systemd`).
  public var hierarchies: [String: String]
  /// Mount point of the v2 tree.
  public var unified: String?

  public init(hierarchies: [String: String], unified: String?) { (self.hierarchies, self.unified) = (hierarchies, unified) }

  public init(mounts: MountTable) {
    (hierarchies, unified) = ([:], nil)
    for entry in mounts.entries {
      if entry.fileSystem == "cgroup2", unified == nil { unified = entry.path }
      guard entry.fileSystem == "cgroup" else { continue }
      for option in entry.options where Self.controllers.contains(option) || option.hasPrefix("name=") {
        if hierarchies[option] == nil { hierarchies[option] = entry.path }
      }
    }
  }

  /// Of this process's mount namespace; blocks.
  public static func current() throws(SystemError) -> CgroupLayout { CgroupLayout(mounts: try .current()) }

  private static let controllers: Set<String> = [
    "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "hugetlb", "net_cls", "net_prio", "perf_event", "rdma",
    "misc",
  ]

  public var kind: Kind { hierarchies["memory"] == nil && unified != nil ? .v2 : (unified == nil ? .v1 : .hybrid) }

  /// Every distinct mount point.
  public var mountPoints: [String] { Array(Set(hierarchies.values).union(unified.map { [$0] } ?? [])).sorted() }

  /// Where a controller's files of the group at `path` (absolute within the hierarchies) lie; nil when the host doesn't have it.
  public func directory(_ controller: String, _ path: String) -> String? {
    (kind == .v2 ? unified : hierarchies[controller]).map { $0 + path }
  }
}
