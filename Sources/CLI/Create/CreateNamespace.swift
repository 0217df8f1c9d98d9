import APIMachinery
import ArgumentParser

struct CreateNamespace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "namespace", abstract: "Creates a namespace.", discussion: "kctl create namespace shop", aliases: ["ns"])

  @Argument(help: "The namespace's name.") var name: String
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let object: Value = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]]
    try await options.create(object, plural: "namespaces", isNamespaced: false)
  }
}

struct CreateServiceAccount: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serviceaccount", abstract: "Creates a service account.",
    discussion: "kctl create serviceaccount web -n shop", aliases: ["sa"])

  @Argument(help: "The service account's name.") var name: String
  @OptionGroup var options: CreateOptions

  func run() async throws {
    let object: Value = ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": .string(name)]]
    try await options.create(object, plural: "serviceaccounts")
  }
}
