/// The person's editor: KUBE_EDITOR, else EDITOR, else vi.
struct TextEditor {
  let environment: CommandEnvironment

  /// Returns when the person has closed it. Throws when it ended with an error.
  func open(_ path: String) async throws {
    let variables = environment.variables
    let command = [variables["KUBE_EDITOR"], variables["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    // The variable is a shell command with arguments of its own; the path stays out of the shell's reading.
    let outcome = try await environment.runProcess(ProcessRequest("/bin/sh", ["-c", command + " \"$0\"", path]))
    guard outcome.exitCode == 0 else {
      throw CommandFailure("there was a problem with the editor \"\(command)\": exit code \(outcome.exitCode)")
    }
  }
}
