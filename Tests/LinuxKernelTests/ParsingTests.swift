import Basics
import Glibc
import Testing

@testable import LinuxKernel

@Suite struct ParsingTests {
  @Test("mountinfo's optional fields, escapes and options are understood")
  func mountinfo() {
    let table = MountTable(
      mountinfo: """
        31 23 0:28 / /sys/fs/cgroup rw,relatime shared:9 - tmpfs tmpfs rw,mode=755
        35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:10 master:3 - cgroup cgroup rw,memory
        36 1 0:33 / /mnt/a\\040b rw - ext4 /dev/vda rw
        broken line
        """)
    #expect(table.entries.map(\.path) == ["/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/mnt/a b"])
    #expect(table.entries[1].fileSystem == "cgroup")
    #expect(table.entries[1].options == ["rw", "relatime", "memory"])
    #expect(table.paths(within: "/sys/fs/cgroup") == ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"])
    #expect(table.paths(within: "/sys/fs/cg").isEmpty)
  }

  private func layout(_ lines: [String]) -> CgroupLayout { CgroupLayout(mounts: MountTable(mountinfo: lines.joined(separator: "\n"))) }

  @Test("cgroup layouts: v1, hybrid and v2 are told apart")
  func layouts() {
    let memory = "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory"
    let cpu = "36 31 0:33 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct"
    let v1 = layout([memory, cpu])
    #expect(v1.kind == .v1)
    #expect(v1.directory("cpuacct", "/x") == "/sys/fs/cgroup/cpu,cpuacct/x")
    #expect(v1.directory("pids", "/x") == nil)
    #expect(layout([memory, "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"]).kind == .hybrid)
    let v2 = layout(["41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"])
    #expect(v2.kind == .v2)
    #expect(v2.directory("memory", "/x") == "/sys/fs/cgroup/x")
  }

  @Test("limits become each version's files")
  func limits() {
    var limits = CgroupLimits()
    (limits.cpuShares, limits.cpuQuotaMicroseconds, limits.memoryBytes, limits.pids) = (1024, 50_000, 1 << 20, 10)
    #expect(
      limits.settings(.hybrid).map { "\($0.file)=\($0.value)" } == [
        "cpu.shares=1024", "cpu.cfs_period_us=100000", "cpu.cfs_quota_us=50000", "memory.limit_in_bytes=1048576", "pids.max=10",
      ])
    #expect(
      limits.settings(.v2).map { "\($0.file)=\($0.value)" } == [
        "cpu.weight=39", "cpu.max=50000 100000", "memory.max=1048576", "pids.max=10",
      ])
    #expect(CgroupLimits.weight(shares: 2) == 1)
    #expect(CgroupLimits.weight(shares: 262_144) == 10_000)
  }

  @Test("counters are read by name")
  func counters() {
    #expect(Cgroup.number(in: "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", field: "oom_kill") == 3)
    #expect(Cgroup.number(in: "low 0\n", field: "oom_kill") == nil)
    #expect(Cgroup.number(in: "4096\n", field: nil) == 4096)
  }

  @Test("capacity and names of the node")
  func node() throws {
    #expect(NodeCapacity.memoryBytes(meminfo: "MemTotal:       24684096 kB\nMemFree: 1 kB\n") == Int64(25_276_514_304))
    #expect(
      NodeIdentity.prettyName(osRelease: "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n") == "Debian GNU/Linux 12 (bookworm)")
    let capacity = try NodeCapacity.current(dataDirectory: "/")
    #expect(capacity.cpus > 0 && capacity.memoryBytes > 1 << 20 && capacity.pids > 100 && capacity.ephemeralStorageBytes > 1 << 20)
    #expect(!NodeIdentity.current().kernelVersion.isEmpty)
  }

  @Test("sysctl names become paths")
  func sysctls() {
    #expect(NamespaceSet.sysctlPath("net.core.somaxconn") == "net/core/somaxconn")
    #expect(NamespaceSet.sysctlPath("net/core/somaxconn") == "net/core/somaxconn")
    #expect(NamespaceSet.sysctlPath("net.ipv4.conf.eth0/1.forwarding") == "net/ipv4/conf/eth0.1/forwarding")
  }

  @Test("inotify records, with an overflow among them")
  func inotify() {
    func record(_ mask: UInt32, _ name: String, padding: Int) -> [UInt8] {
      let bytes = Array(name.utf8) + [UInt8](repeating: 0, count: padding)
      return [1, mask, 0, UInt32(bytes.count)].flatMap { withUnsafeBytes(of: $0) { Array($0) } } + bytes
    }
    let bytes = record(UInt32(IN_MOVED_TO), "abc", padding: 13) + record(UInt32(IN_Q_OVERFLOW), "", padding: 0)
    #expect(DirectoryWatch.names(in: bytes) == ["abc", nil])
  }

  @Test("overlay options escape what separates")
  func overlay() {
    #expect(Mount.overlayOptions(lower: ["/a:b", "/c"], upper: "/u,v", work: "/w") == "lowerdir=/a\\:b:/c,upperdir=/u\\,v,workdir=/w")
  }
}
