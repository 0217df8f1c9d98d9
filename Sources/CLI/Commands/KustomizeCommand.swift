import ArgumentParser

/// kctl kustomize.
struct KustomizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kustomize", abstract: "Prints the manifests that a kustomization directory comes out as.",
    discussion: """
      The program kustomize does the work, or kubectl where only that is installed; what follows -- is passed on to it.

      kctl kustomize overlays/production
      kctl kustomize . -o rendered.yaml -- --load-restrictor=LoadRestrictionsNone
      """)

  @Argument(help: ArgumentHelp("The directory. Default: this one.", valueName: "dir"), completion: .directory) var directory: String = "."
  @Argument(parsing: .postTerminator, help: "Options for kustomize, after --.") var options: [String] = []
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("Writes to this file.", valueName: "file"), completion: .file())
  var output: String?

  func run() async throws {
    let environment = CommandEnvironment.current
    let text = try await Kustomization(directory: directory).build(environment, arguments: options)
    if let output { return try await environment.files.write(text, to: output) }
    try await Console(environment).write(bytes: text)
  }
}
