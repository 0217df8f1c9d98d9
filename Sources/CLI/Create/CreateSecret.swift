import APIMachinery
import ArgumentParser
import Basics

struct CreateSecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret", abstract: "Creates a secret.", subcommands: [CreateGenericSecret.self])
}

struct CreateGenericSecret: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generic", abstract: "Creates a secret from files, directories or literal values.")

  @Argument(help: "The secret's name.") var name: String
  @OptionGroup var sources: DataSources
  @Option(help: ArgumentHelp("The secret's type.", valueName: "type")) var type: String?
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var data = Object()
    for entry in try await sources.entries(CommandEnvironment.current.files) {
      data[entry.key] = .string(Base64.encode(entry.value))
    }
    var object: Value = ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": .string(name)]]
    if !data.isEmpty { object["data"] = .object(data.sortedByKey()) }
    if let type { object["type"] = .string(type) }
    try await options.create(object, plural: "secrets")
  }
}
