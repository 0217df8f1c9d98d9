import APIMachinery
import ArgumentParser

/// kctl explain.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Describes the fields of a resource.",
    discussion: """
      kctl explain pods
      kctl explain deployment.spec.strategy
      kctl explain pods --recursive
      """)

  @Argument(help: ArgumentHelp("TYPE or TYPE.field.field", valueName: "resource")) var resources: [String] = []
  @Flag(name: [.customShort("R"), .long], help: "Prints the fields of fields too.") var recursive = false
  @Option(help: ArgumentHelp("The group and version to describe, such as apps/v1.", valueName: "group/version")) var apiVersion: String?
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("The form.", valueName: "plaintext|plaintext-openapiv2"))
  var output: String = "plaintext"
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard ["plaintext", "plaintext-openapiv2"].contains(output) else {
      throw CommandFailure("unrecognized format: \(output): it is plaintext or plaintext-openapiv2")
    }
    guard let argument = resources.first else {
      throw CommandFailure(
        "You must specify the type of resource to explain. Use \"kctl api-resources\" for a complete list of supported resources.")
    }
    guard resources.count == 1 else { throw CommandFailure("We accept only this format: explain RESOURCE") }
    let session = try await cluster.session()
    let (resource, fields) = try await resolve(argument, session)
    let group = resource.group.isEmpty ? "api/\(resource.version)" : "apis/\(resource.groupVersion)"
    let document = try await session.call("GET", "/openapi/v3/\(group)")
    guard let explanation = OpenAPIExplanation(document: document, kind: resource.groupVersionKind) else {
      throw CommandFailure("couldn't find resource for \"\(resource.groupVersionKind)\"")
    }
    do { try await session.console.write(try explanation.text(fields: fields, isRecursive: recursive)) } catch let failure as CommandFailure {
      // What was asked about is told first, as kubectl does.
      if failure.message?.hasPrefix("field ") ?? false { try await session.console.write(explanation.heading) }
      throw failure
    }
  }

  /// A group may be part of the type (`deployments.apps.spec`): the longest type that the server has wins.
  private func resolve(_ argument: String, _ session: ClusterSession) async throws -> (APIResource, [String]) {
    let catalog = try await session.catalog()
    let parts = argument.split(separator: ".").map(String.init)
    for count in parts.indices.reversed() {
      let type = parts[...count].joined(separator: ".")
      guard var resource = catalog.resource(named: type), count == 0 || Self.names(type, groupOf: resource) else { continue }
      if let apiVersion {
        let versions = catalog.resources.filter { $0.plural == resource.plural }
        guard let exact = versions.first(where: { $0.groupVersion.description == apiVersion }) else {
          throw CommandFailure("couldn't find resource for \"\(apiVersion), Resource=\(resource.plural)\"")
        }
        resource = exact
      }
      return (resource, Array(parts[(count + 1)...]))
    }
    throw CommandFailure.plain("the server doesn't have a resource type \"\(parts.first ?? argument)\"")
  }

  /// True when what follows the type's name is its group or version, and not a field.
  private static func names(_ type: String, groupOf resource: APIResource) -> Bool {
    !resource.group.isEmpty && type.contains(resource.group) || type.hasSuffix("." + resource.version)
  }
}
