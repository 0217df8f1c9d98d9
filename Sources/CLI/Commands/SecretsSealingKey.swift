import APIMachinery
import ArgumentParser

struct SecretsSealingKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sealing-key", abstract: "Shows and changes the key that kctl seal encrypts to.",
    discussion: """
      With --renew the cluster makes a new pair of keys and publishes its public half, which kctl seal uses from then on; what was sealed \
      before goes on opening. With --drop a pair of before is forgotten, once nothing on main needs it: kctl secrets reencrypt writes anew \
      what was sealed to it. Old commits keep what they have: reverted to, it has to be sealed again.

      kctl secrets sealing-key --renew
      kctl secrets reencrypt
      kctl secrets sealing-key --drop 3fa9c01b
      """)

  private static let path = "/apis/kctl.dev/v1alpha1/sealingkeys"

  @Flag(help: "Makes a new pair of keys the current one.") var renew = false
  @Option(help: ArgumentHelp("Forgets a pair of before.", valueName: "id")) var drop: String?
  @OptionGroup var cluster: ClusterOptions

  func validate() throws {
    if renew, drop != nil { throw ValidationError("--renew and --drop are two steps: what was sealed to the old key has to be encrypted anew between them") }
  }

  func run() async throws {
    let session = try await cluster.session()
    let query = drop.map { QueryString(["id": $0]) } ?? QueryString()
    let keys = try await session.call(drop != nil ? "DELETE" : renew ? "POST" : "GET", Self.path, query: query)
    for key in keys["items"]?.array ?? [] {
      let id = key["id"]?.string ?? ""
      let isCurrent = key["current"]?.bool ?? false
      try await session.console.line(isCurrent ? "\(id)  current  \(key["key"]?.string ?? "")" : "\(id)  opens what was sealed before")
    }
  }
}
