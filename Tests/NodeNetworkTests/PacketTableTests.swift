import Basics
import Testing

@testable import NodeNetwork

@Suite struct PacketTableTests {
  private func table(_ change: (inout PacketTable) -> Void) -> PacketTable {
    var table = PacketTable(.v4, "t")
    table.collections["ports"] = .init(kind: .map, declaration: "type inet_service : verdict;", elements: ["80": "goto a"])
    table.chains["a"] = .init(rules: ["accept"])
    change(&table)
    return table
  }

  @Test func `nothing is said where nothing differs`() {
    #expect(table { _ in }.script(replacing: table { _ in }).isEmpty)
  }

  @Test func `only what differs is touched, and nothing that is in use is removed`() {
    let new = table { table in
      table.collections["ports"]?.elements = ["80": "goto b", "81": "goto b"]
      table.chains = ["b": .init(rules: ["counter", "drop"])]
      table.collections["clients"] = .init(kind: .set, declaration: "type ipv4_addr;")
    }
    #expect(
      new.script(replacing: table { _ in }) == """
        add set ip t clients { type ipv4_addr; }
        add chain ip t b
        delete element ip t ports { 80 }
        flush chain ip t a
        add rule ip t b counter
        add rule ip t b drop
        add element ip t ports { 80 : goto b, 81 : goto b }
        delete chain ip t a

        """)
  }

  @Test func `a chain whose rules change is filled anew, and a set that nobody needs goes last`() {
    let old = table { $0.collections["clients"] = .init(kind: .set, declaration: "type ipv4_addr;", elements: ["10.0.0.1": ""]) }
    let new = table { $0.chains["a"]?.rules = ["drop"] }
    #expect(
      new.script(replacing: old) == """
        delete element ip t clients { 10.0.0.1 }
        flush chain ip t a
        add rule ip t a drop
        delete set ip t clients

        """)
  }
}
