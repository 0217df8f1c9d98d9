import APIMachinery
import ArgumentParser

/// kctl set.
struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets specific features on objects.",
    discussion: """
      kctl set image deployment/web httpd=localhost/busybox:2
      kctl set env deployment/web GREETING=hello OLD-
      kctl set resources deployment/web --limits=cpu=200m,memory=64Mi
      """,
    subcommands: [
      SetImage.self, SetEnv.self, SetResources.self, SetSelector.self, SetServiceAccount.self, SetSubject.self,
    ])
}

/// kctl set image.
struct SetImage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "image", abstract: "Updates the images of a pod template.",
    discussion: """
      kctl set image deployment/web httpd=localhost/busybox:2
      kctl set image deployments --all *=localhost/busybox:2 --dry-run=server
      kctl set image -f web.yaml httpd=localhost/busybox:2 --local -o yaml
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME, then container=image, * for all containers", valueName: "resource"))
  var arguments: [String] = []
  @OptionGroup var options: ChangeOptions

  func run() async throws {
    let edits = try Assignments(arguments)
    guard !edits.set.isEmpty, edits.removed.isEmpty else { throw CommandFailure("at least one image update is required") }
    let session = try await options.session()
    let located = try await options.locate(edits.resources, verb: "set image", session)
    try await options.apply("image updated", to: located, manager: "kctl-set", session) { object in
      try edits.set.reduce(object) { object, edit in
        try PodSpecPath.changingContainers(of: object, named: edit.key, initContainers: true) { $0["image"] = .string(edit.value) }
      }
    }
  }
}

/// The arguments of `set`: resources, then key=value to set and key- to remove.
struct Assignments: Equatable {
  var resources: [String]
  var set: [Entry] = []
  var removed: [String] = []

  struct Entry: Equatable {
    var key: String
    var value: String
  }

  init(_ arguments: [String]) throws(CommandFailure) {
    resources = Array(arguments.prefix { !$0.contains("=") && !$0.hasSuffix("-") })
    for argument in arguments.dropFirst(resources.count) {
      if let equals = argument.firstIndex(of: "="), equals > argument.startIndex {
        set.append(Entry(key: String(argument[..<equals]), value: String(argument[argument.index(after: equals)...])))
      } else if argument.hasSuffix("-"), argument.count > 1 {
        removed.append(String(argument.dropLast()))
      } else {
        throw CommandFailure("all resources must be specified before changes: \(argument)")
      }
    }
  }
}
