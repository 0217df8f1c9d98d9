import APIMachinery
import ArgumentParser
import Client

struct CreateToken: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "token", abstract: "Requests a token of a service account.",
    discussion: "kctl create token web -n shop --duration=1h")

  @Argument(help: "The service account's name.") var name: String
  @Option(help: ArgumentHelp("Who accepts the token. May be repeated.", valueName: "audience")) var audience: [String] = []
  @Option(help: ArgumentHelp("How long the token holds, such as 1h.", valueName: "duration")) var duration: String = "0"
  @Option(help: ArgumentHelp("The kind of object whose deletion ends the token.", valueName: "Pod|Secret|Node"))
  var boundObjectKind: String = ""
  @Option(help: ArgumentHelp("That object's name.", valueName: "name")) var boundObjectName: String = ""
  @Option(name: .customLong("bound-object-uid"), help: ArgumentHelp("That object's uid.", valueName: "uid")) var boundObjectUID: String = ""
  @OptionGroup var output: OutputOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let seconds = try GoDuration.parse(duration, option: "duration").components.seconds
    guard seconds >= 0 else { throw CommandFailure("--duration must be greater than or equal to 0") }
    if boundObjectKind.isEmpty != boundObjectName.isEmpty {
      throw CommandFailure("--bound-object-kind and --bound-object-name must be specified together")
    }
    let session = try await cluster.session()
    var spec = Object()
    if !audience.isEmpty { spec["audiences"] = .array(audience.map { .string($0) }) }
    if seconds > 0 { spec["expirationSeconds"] = .int(seconds) }
    if !boundObjectKind.isEmpty {
      var reference: Value = ["kind": .string(boundObjectKind), "apiVersion": "v1", "name": .string(boundObjectName)]
      if !boundObjectUID.isEmpty { reference["uid"] = .string(boundObjectUID) }
      spec["boundObjectRef"] = reference
    }
    let accounts = APIResource(group: "", version: "v1", kind: "ServiceAccount", plural: "serviceaccounts")
    let address = ObjectAddress(resource: accounts, namespace: session.namespace, name: name)
    let request: Value = ["apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": .object(spec)]
    let answer: Value
    do { answer = try await session.call("POST", address.path(subresource: "token"), body: request) } catch let error as StatusError {
      throw CommandFailure("failed to create token: \(error.message)")
    }
    let printer = try await output.printer(session.environment)
    guard printer.format.isHuman else { return try await printer.print(answer) }
    guard let token = answer[path: "status", "token"]?.string, !token.isEmpty else {
      throw CommandFailure("failed to create token: no token in server response")
    }
    try await session.console.line(token)
  }
}
