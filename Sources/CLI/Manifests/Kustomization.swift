/// A directory that the program kustomize makes manifests of; kctl runs it, and knows nothing of what it does.
struct Kustomization {
  /// Stands before the directory where a path of manifests is meant.
  static let mark = "kustomize://"

  let directory: String

  /// What the directory comes out as. `arguments` go to the program.
  func build(_ environment: CommandEnvironment, arguments: [String] = []) async throws -> [UInt8] {
    for (program, verb) in [("kustomize", "build"), ("kubectl", "kustomize")] where await Self.isInstalled(program, environment) {
      let outcome = try await environment.runProcess(ProcessRequest(program, [verb, directory] + arguments, collectsOutput: true))
      guard outcome.exitCode == 0 else { throw CommandFailure("\(program) \(verb) \(directory) failed with exit code \(outcome.exitCode)") }
      return outcome.output
    }
    throw CommandFailure(
      "kustomizations need the program kustomize or kubectl, and neither is in PATH: install one, or render elsewhere: "
        + "kustomize build \(directory) | kctl apply -f -")
  }

  private static func isInstalled(_ program: String, _ environment: CommandEnvironment) async -> Bool {
    for directory in (environment.variables["PATH"] ?? "").split(separator: ":") {
      let path = "\(directory)/\(program)"
      if await environment.files.kind(path) == .file, await environment.files.permissions(path) & 0o111 != 0 { return true }
    }
    return false
  }
}
