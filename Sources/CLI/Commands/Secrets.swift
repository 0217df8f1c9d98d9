import APIMachinery
import ArgumentParser

/// kctl secrets.
struct Secrets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets", abstract: "Looks after how Secrets, and whatever else is encrypted, are kept.",
    discussion: "kctl secrets reencrypt --check\nkctl secrets sealing-key", subcommands: [SecretsReencrypt.self, SecretsSealingKey.self])
}

struct SecretsReencrypt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reencrypt", abstract: "Encrypts everything anew that isn't encrypted with the key that encrypts now.",
    discussion: """
      After a key was put in front of the others in the encryption configuration, or a key service has changed its own, objects stay as they \
      are until they are written again: this writes them, on live and on main. The past stays encrypted as it was: keep keys that \
      encrypt nothing any more behind the others for as long as the past is to be read.

      kctl secrets reencrypt --check
      kctl secrets reencrypt
      """)

  private static let path = "/apis/kctl.dev/v1alpha1/reencryption"

  @Flag(help: "Only tells how many objects that would be.") var check = false
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let report = try await session.call(check ? "GET" : "POST", Self.path)
    let items = report["items"]?.array ?? []
    if items.isEmpty { return try await session.console.line("everything is encrypted as it should be") }
    for item in items {
      let count = item["objects"]?.int ?? 0
      try await session.console.line("\(item["resource"]?.string ?? ""): \(count) \(check ? "to encrypt anew" : "encrypted anew")")
    }
  }
}
