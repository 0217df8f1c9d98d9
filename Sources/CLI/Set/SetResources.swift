import APIMachinery
import ArgumentParser

/// kctl set resources.
struct SetResources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resources", abstract: "Updates the resource requests and limits of a pod template.",
    discussion: """
      kctl set resources deployment/web --limits=cpu=200m,memory=64Mi --requests=cpu=100m
      kctl set resources deployment/web -c httpd --limits=memory=0
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @Option(name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The containers to change; * stands for any characters.", valueName: "pattern"))
  var containers: String = "*"
  @Option(help: ArgumentHelp(
    "What a container may use at most, such as cpu=200m,memory=64Mi; 0 removes a limit.", valueName: "name=quantity,…"))
  var limits: String = ""
  @Option(help: ArgumentHelp("What a container needs, such as cpu=100m.", valueName: "name=quantity,…")) var requests: String = ""
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    let (limits, requests) = (try Quantities.parse(limits), try Quantities.parse(requests))
    guard !limits.isEmpty || !requests.isEmpty else {
      throw CommandFailure("you must specify an update to requests or limits (in the form of --requests/--limits)")
    }
    let session = try await options.session()
    let located = try await options.locate(resources, verb: "set resources", session)
    try await options.apply("resource requirements updated", to: located, manager: "kctl-set", session) { object in
      try PodSpecPath.changingContainers(of: object, named: containers) { container in
        for (field, changes) in [("limits", limits), ("requests", requests)] {
          for change in changes {
            let isRemoval = Quantity(change.value) == Quantity(0)
            container[path: "resources", field, change.key] = isRemoval ? nil : change.value
          }
        }
      }
    }
  }
}

/// Lists such as `cpu=200m,memory=64Mi`.
enum Quantities {
  static func parse(_ text: String) throws(CommandFailure) -> Object {
    var quantities = Object()
    for part in text.split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw CommandFailure("Invalid argument syntax \(part), expected <resource>=<quantity>") }
      guard (try? Quantity(pair[1])) != nil else {
        throw CommandFailure("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
      }
      quantities[pair[0]] = .string(pair[1])
    }
    return quantities
  }
}
