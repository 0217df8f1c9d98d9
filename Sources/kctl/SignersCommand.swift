import ArgumentParser
import Basics
import CLI
import GitObjects
import GitOps

/// kctl signers: the list of who may sign commits of the cluster.
struct SignersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signers",
    abstract: "Shows and changes the list of people whose signatures count.",
    discussion: """
      The list is kctl/allowed_signers in the git directory, in ssh-keygen's format, and git is told of it, so that git log --show-signature \
      verifies commits. The daemon's own key is in it as kctl@kctl. To let nothing unsigned onto main: git config kctl.requireSigned true. \
      To authorize commits as their authors, who are the principals that signed them: git config kctl.authorizeMain author.

      kctl signers add ada@example.com ~/.ssh/id_ed25519.pub
      kctl signers list
      """,
    subcommands: [SignersList.self, SignersAdd.self, SignersRemove.self])
}

struct SignersList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Prints the list.", discussion: "kctl signers list")
  @OptionGroup var place: SignersPlace

  func run() async throws {
    let environment = CommandEnvironment.current
    try await environment.standardOutput(Array(SignersFile.read(place.open(environment)).text.utf8))
  }
}

struct SignersAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "add", abstract: "Adds a person with the key that they sign with.",
    discussion: "kctl signers add ada@example.com ~/.ssh/id_ed25519.pub")
  @OptionGroup var place: SignersPlace
  @Argument(help: ArgumentHelp("The person: an address, or their user name in the cluster.", valueName: "principal")) var principal: String
  @Argument(help: ArgumentHelp("A public key, or the file that holds it, such as ~/.ssh/id_ed25519.pub.", valueName: "key")) var key: String

  func run() async throws {
    let environment = CommandEnvironment.current
    let repository = try place.open(environment)
    guard let key = SSHPublicKey(key) ?? (try? TextFile.read(key)).flatMap({ SSHPublicKey($0.prefix { !$0.isNewline }) }) else {
      throw CommandFailure("\"\(key)\" is neither a public key of OpenSSH nor a file with one")
    }
    guard !principal.isEmpty, !principal.contains(where: { $0.isWhitespace || $0 == "," || $0 == "\"" }) else {
      throw CommandFailure("\"\(principal)\" can't be a principal: no blanks, commas or quotes")
    }
    var signers = try SignersFile.read(repository)
    let entry = AllowedSigners.Entry(principals: [principal], key: key, namespaces: [SSHSignature.gitNamespace])
    guard !signers.entries.contains(where: { $0.key == key }) else { throw CommandFailure("the key \(key.fingerprint) is in the list already") }
    signers.entries.append(entry)
    try SignersFile.write(signers, repository)
    try await environment.standardOutput(Array("\(principal) \(key.fingerprint) added\n".utf8))
  }
}

struct SignersRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Takes a person, or one key by its fingerprint, out of the list. What they signed then verifies no more.",
    discussion: "kctl signers remove ada@example.com")
  @OptionGroup var place: SignersPlace
  @Argument(help: ArgumentHelp("The person, or the key's fingerprint (SHA256:…).", valueName: "principal")) var principal: String

  func run() async throws {
    let environment = CommandEnvironment.current
    let repository = try place.open(environment)
    var signers = try SignersFile.read(repository)
    let before = signers.entries.count
    signers.entries.removeAll { $0.principals.contains(principal) || $0.key.fingerprint == principal }
    guard signers.entries.count < before else { throw CommandFailure("\"\(principal)\" is not in the list") }
    try SignersFile.write(signers, repository)
    try await environment.standardOutput(Array("\(principal) removed\n".utf8))
  }
}

/// Where the list is.
struct SignersPlace: ParsableArguments {
  @Option(name: [.customShort("C"), .long], help: ArgumentHelp("The repository.", valueName: "dir"), completion: .directory)
  var repository: String?

  func open(_ environment: CommandEnvironment) throws -> Repository {
    try RepositoryChoice.open(repository, environment.variables)
  }
}
