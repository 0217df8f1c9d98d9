import Basics
import Glibc
import Testing

@testable import LinuxKernel

@Suite struct CgroupTests {
  @Test("a group is made, limited, entered by a process, and removed with it", .enabled(if: isRoot))
  func lifeCycle() throws {
    let layout = try CgroupLayout.current()
    let parent = Cgroup(layout, path: "/kctl-test-\(getpid())-\(SystemRandom().next() % 100_000)")
    let group = Cgroup(layout, path: parent.path + "/pod1")
    defer { try? parent.remove() }
    try group.create()
    var limits = CgroupLimits()
    (limits.memoryBytes, limits.pids) = (32 << 20, 20)
    try group.apply(limits)
    let pids = try #require(layout.directory("pids", group.path))
    #expect(try TextFile.read(pids + "/pids.max") == "20\n")
    var command = Command("/bin/sleep", ["1000"])
    command.cgroupFiles = group.entryFiles
    let child = try command.start()
    #expect(group.processes == [child.pid])
    #expect(group.usage() != nil)
    #expect(group.outOfMemoryKills == 0)
    try parent.remove()
    #expect(try child.wait() == .signaled(SIGKILL))
    #expect(group.usage() == nil)
    #expect(!FileTree.exists(pids))
  }
}
