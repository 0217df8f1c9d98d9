import APIMachinery
import ArgumentParser
import Basics

struct CreateConfigMap: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configmap", abstract: "Creates a config map from files, directories or literal values.",
    discussion: """
      kctl create configmap page --from-file=index.html --append-hash
      kctl create configmap settings --from-literal=colour=red --from-literal=size=3
      kctl create configmap settings --from-env-file=settings.env
      """, aliases: ["cm"])

  @Argument(help: "The config map's name.") var name: String
  @OptionGroup var sources: DataSources
  @OptionGroup var hash: ContentHash
  @OptionGroup var options: CreateOptions

  func run() async throws {
    var data = Object()
    var binaryData = Object()
    for entry in try await sources.entries(CommandEnvironment.current.files) {
      if let text = String(validating: entry.value, as: UTF8.self) {
        data[entry.key] = .string(text)
      } else {
        binaryData[entry.key] = .string(Base64.encode(entry.value))
      }
    }
    var object: Value = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]]
    if !data.isEmpty { object["data"] = .object(data.sortedByKey()) }
    if !binaryData.isEmpty { object["binaryData"] = .object(binaryData.sortedByKey()) }
    try await options.create(hash.applied(to: object), plural: "configmaps")
  }
}
