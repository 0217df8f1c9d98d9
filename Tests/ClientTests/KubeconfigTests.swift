import APIMachinery
import Client
import Testing

/// Which server and which user a kubeconfig comes to, with what the command line puts in place of its entries.
@Suite struct KubeconfigTests {
  private static let file: Value = [
    "current-context": "one",
    "contexts": [
      ["name": "one", "context": ["cluster": "a", "user": "ada", "namespace": "shop"]], ["name": "two", "context": ["cluster": "b", "user": "bob"]],
      ["name": "lost", "context": ["cluster": "gone", "user": "gone"]],
    ],
    "clusters": [["name": "a", "cluster": ["server": "https://a", "tls-server-name": "x"]], ["name": "b", "cluster": ["server": "https://b"]]],
    "users": [["name": "ada", "user": ["token": "t1"]], ["name": "bob", "user": ["token": "t2"]]],
  ]

  private static func read(_ choice: Kubeconfig.Choice, _ file: Value = file) throws -> [String?] {
    let config = try Kubeconfig(file, choice) { _ in "" }
    return [config.server, config.token, config.namespace]
  }

  @Test func `entries that are named go before those of the context`() throws {
    #expect(try Self.read(.init()) == ["https://a", "t1", "shop"])
    #expect(try Self.read(.init(context: "two")) == ["https://b", "t2", nil])
    #expect(try Self.read(.init(cluster: "b")) == ["https://b", "t1", "shop"])
    #expect(try Self.read(.init(user: "bob")) == ["https://a", "t2", "shop"])
    #expect(try Self.read(.init(context: "two", user: "ada", server: "https://c")) == ["https://c", "t1", nil])
  }

  @Test func `without a context a cluster or a server must be named`() throws {
    var file = Self.file
    file["current-context"] = ""
    #expect(throws: KubeconfigError.self) { try Self.read(.init(user: "bob"), file) }
    #expect(try Self.read(.init(cluster: "b", user: "bob"), file) == ["https://b", "t2", nil])
    #expect(try Self.read(.init(server: "https://c"), file) == ["https://c", nil, nil])
  }

  @Test(arguments: [Kubeconfig.Choice(context: "none"), .init(cluster: "none"), .init(user: "none"), .init(context: "lost")])
  func `what isn't there is an error, not something else`(choice: Kubeconfig.Choice) {
    #expect(throws: KubeconfigError.self) { try Self.read(choice) }
  }
}
