import Basics
import Glibc
import Testing

@testable import LinuxKernel

@Suite struct NetlinkTests {
  @Test("a message's length, flags and padded attributes")
  func encoding() {
    let bytes = NetlinkMessage.getLink("eth0").numbered(7)
    let word = { (offset: Int) in bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) } }
    #expect(bytes.count == 16 + 16 + 12)
    #expect(word(0) == UInt32(bytes.count))
    #expect(word(4) == 18 | 0x5 << 16)
    #expect(word(8) == 7)
    // IFLA_IFNAME, 4 + 5 bytes, padded to 12.
    #expect(Array(bytes[32...]) == [9, 0, 3, 0] + Array("eth0\0".utf8) + [0, 0, 0])
  }

  @Test("nested attributes hold what is added in them")
  func nesting() {
    var message = NetlinkMessage(type: 16, flags: 0, fixed: [])
    message.nested(18) { $0.attribute(1, "ab") }
    #expect(Array(message.bytes[16...]) == [12, 0, 18, 0, 7, 0, 1, 0, 97, 98, 0, 0])
  }

  @Test("a list ends without an acknowledgement")
  func listEnd() {
    var done = [UInt8](repeating: 0, count: 16)
    (done[0], done[4]) = (16, 3)
    #expect(NetlinkSocket.answers(in: done[...]).map(\.isEnd) == [true])
  }

  @Test("answers: payloads, an acknowledgement, an error, and a cut-off tail")
  func answers() {
    func answer(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 16)
      bytes[0] = UInt8(16 + payload.count)
      bytes[4] = UInt8(type)
      bytes[8] = 9
      return bytes + payload
    }
    let denied = withUnsafeBytes(of: -EPERM) { Array($0) }
    let found = NetlinkSocket.answers(in: (answer(16, [1, 2, 3, 4]) + answer(2, [0, 0, 0, 0]) + answer(2, denied) + [40, 0])[...])
    #expect(found.map(\.isError) == [false, true, true])
    #expect(found.map(\.code) == [0, 0, EPERM])
    #expect(found.map(\.sequence) == [9, 9, 9])
  }

  @Test("namespaces are pinned, named, wired and removed again", .enabled(if: isRoot))
  func namespaces() async throws {
    try await withTemporaryDirectory { directory in
      let set = NamespaceSet(network: directory + "/net", ipc: directory + "/ipc", uts: directory + "/uts")
      try set.create(hostname: "sandbox-1", sysctls: [("net.ipv4.ip_unprivileged_port_start", "0")])
      let enter = ["--net=\(directory)/net", "--uts=\(directory)/uts", "sh", "-c"]
      let text = { (script: String) throws in
        String(decoding: try Command("/usr/bin/nsenter", enter + [script]).check().stdout, as: UTF8.self)
      }
      #expect(try text("hostname; cat /proc/sys/net/ipv4/ip_unprivileged_port_start") == "sandbox-1\n0\n")
      let inside = try NetlinkSocket(namespace: directory + "/net")
      #expect(try inside.index(of: "lo") != nil)
      #expect(try inside.index(of: "eth0") == nil)
      let address = try #require(IPAddress("192.0.2.77"))
      let bridge = try inside.ensureBridge("br-test", address: address, prefixLength: 24)
      #expect(try inside.index(of: "br-test") == bridge)
      #expect(try text("ip -4 -o addr show br-test").contains("192.0.2.77/24"))
      try inside.deleteLink("br-test")
      try inside.deleteLink("br-test")
      #expect(try inside.index(of: "br-test") == nil)
      try set.remove()
      #expect(!FileTree.exists(directory + "/net"))
      #expect(try MountTable.current().paths(within: directory).isEmpty)
    }
  }

  @Test("a sysctl that can't be set undoes the namespaces and is named", .enabled(if: isRoot))
  func sysctlFailure() async throws {
    try await withTemporaryDirectory { directory in
      let set = NamespaceSet(network: directory + "/net", ipc: nil, uts: nil)
      #expect(throws: SystemError("create namespaces", "/proc/sys/net/no/such", code: ENOENT)) {
        try set.create(hostname: nil, sysctls: [("net.no.such", "1")])
      }
      let left = try MountTable.current().paths(within: directory)
      #expect(left.isEmpty)
    }
  }
}
