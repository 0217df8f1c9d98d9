/// Runs `git` on a repository.
struct GitProgram: Sendable {
  let environment: CommandEnvironment
  let repository: String

  /// The output without white space at its ends. Throws what `git` complains of.
  @discardableResult
  func run(_ arguments: String...) async throws -> String { try await run(arguments) }

  func run(_ arguments: [String]) async throws -> String { try await run(arguments, program: "git", before: []) }

  /// Checks a bundle without a word when it is good; `git` says so on its error output even when told to be quiet.
  func verify(bundle: String) async throws {
    _ = try await run(["bundle", "verify", "--quiet", bundle], program: "sh", before: ["-c", "exec git \"$@\" 2>&1", "git"])
  }

  private func run(_ arguments: [String], program: String, before: [String]) async throws -> String {
    let outcome = try await environment.runProcess(
      ProcessRequest(program, before + ["-C", repository, "-c", "gc.auto=0"] + arguments, collectsOutput: true))
    if outcome.exitCode == 127 { throw CommandFailure("the git program is not installed: it is needed for backups") }
    let text = String(decoding: outcome.output, as: UTF8.self).trimmed
    guard outcome.exitCode == 0 else {
      throw CommandFailure("git \(arguments.first ?? "") failed with exit code \(outcome.exitCode)\(text.isEmpty ? "" : ": " + text)")
    }
    return text
  }

  /// Every reference with its id.
  func references() async throws -> [String: String] {
    var found: [String: String] = [:]
    for line in try await run("for-each-ref", "--format=%(objectname) %(refname)").split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2 { found[parts[1]] = parts[0] }
    }
    return found
  }

  func checksum(_ file: String) async throws -> String { try await run("hash-object", "--no-filters", file) }
}
