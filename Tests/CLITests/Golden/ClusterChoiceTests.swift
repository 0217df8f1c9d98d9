import CLI
import Testing

@Suite struct ClusterChoiceTests {
  private func choice(
    _ options: ConnectionOptions, _ variables: [String: String] = [:], readable: Set<String> = [], repositories: Set<String> = []
  ) throws -> ClusterChoice {
    try ClusterChoice(options, variables, isReadable: readable.contains, isRepository: repositories.contains)
  }

  private let variables = ["KCTL_REPOSITORY": "/srv/c.git", "KUBECONFIG": "/no:/k1:/k2", "HOME": "/root"]
  private let readable: Set<String> = ["/k1", "/k2", "/root/.kube/config"]

  @Test func `what the command line names goes before any variable`() throws {
    #expect(try choice(ConnectionOptions(kubeconfig: "prod.yaml"), variables) == .kubeconfig(["prod.yaml"]))
    #expect(try choice(ConnectionOptions(repository: "r", kubeconfig: "prod.yaml"), variables) == .repository("r"))
    let server = ConnectionOptions(server: "https://a")
    #expect(try choice(server, variables, readable: readable) == .server("https://a", kubeconfigs: ["/no", "/k1", "/k2"]))
    #expect(try choice(server) == .server("https://a", kubeconfigs: []))
  }

  @Test func `a context and credentials ask for a kubeconfig, however near a repository is`() throws {
    var token = ConnectionOptions()
    token.credentials.token = "t"
    for options in [ConnectionOptions(context: "prod"), token] {
      #expect(try choice(options, variables, readable: readable, repositories: ["."]) == .kubeconfig(["/no", "/k1", "/k2"]))
      #expect(try choice(options, ["HOME": "/root"], readable: readable, repositories: ["."]) == .kubeconfig(["/root/.kube/config"]))
      #expect(throws: CommandFailure.self) { try choice(options, ["KCTL_REPOSITORY": "/srv/c.git"], repositories: ["."]) }
      var contradiction = options
      contradiction.repository = "/srv/c.git"
      #expect(throws: CommandFailure.self) { try choice(contradiction, variables, readable: readable) }
    }
  }

  @Test func `without a word on the command line variables come first, then what lies near`() throws {
    let repositories: Set<String> = [".", ClusterChoice.systemRepository]
    #expect(try choice(ConnectionOptions(), variables, readable: readable, repositories: repositories) == .repository("/srv/c.git"))
    let others = ["KCTL_REPOSITORY": "", "KUBECONFIG": "/no:/k2", "HOME": "/root"]
    #expect(try choice(ConnectionOptions(), others, readable: readable, repositories: repositories) == .kubeconfig(["/no", "/k2"]))
    #expect(try choice(ConnectionOptions(), repositories: repositories) == .repository("."))
    #expect(try choice(ConnectionOptions(), ["HOME": "/root"], readable: readable) == .kubeconfig(["/root/.kube/config"]))
    #expect(try choice(ConnectionOptions(), ["HOME": "/root"]) == .nothing)
  }
}
