/// Runs `git` on a repository.
struct GitProgram: Sendable {
  let environment: CommandEnvironment
  let repository: String

  /// `env` without what would have git work elsewhere than it is told.
  static let withoutVariables = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
  ].flatMap { ["-u", $0] }

  /// The output without white space at its ends. Throws what `git` complains of.
  @discardableResult
  func run(_ arguments: String...) async throws -> String { try await run(arguments) }

  func run(_ arguments: [String]) async throws -> String { try await run(arguments, program: "git", before: []) }

  /// As `run`, with what `git` complains of in the error and nowhere else; it asks nobody for a password.
  func ask(_ arguments: [String]) async throws -> String {
    try await run(arguments, program: "sh", before: ["-c", "GIT_TERMINAL_PROMPT=0 exec git \"$@\" 2>&1", "git"])
  }

  /// Checks a bundle without a word when it is good; `git` says so on its error output even when told to be quiet.
  func verify(bundle: String) async throws {
    _ = try await run(["bundle", "verify", "--quiet", bundle], program: "sh", before: ["-c", "exec git \"$@\" 2>&1", "git"])
  }

  private func run(_ arguments: [String], program: String, before: [String]) async throws -> String {
    let outcome = try await environment.runProcess(
      ProcessRequest("env", Self.withoutVariables + [program] + before + ["-C", repository, "-c", "gc.auto=0"] + arguments, collectsOutput: true))
    if outcome.exitCode == 127 { throw CommandFailure("the git program is not installed: it is needed for this") }
    let text = String(decoding: outcome.output, as: UTF8.self).trimmed
    guard outcome.exitCode == 0 else {
      // Options of git itself stand before the command.
      let command = arguments.indices.first { !arguments[$0].hasPrefix("-") && ($0 == 0 || arguments[$0 - 1] != "-c") }.map { arguments[$0] }
      throw CommandFailure("git \(command ?? "") failed with exit code \(outcome.exitCode)\(text.isEmpty ? "" : ": " + text)")
    }
    return text
  }

  /// Moves `main` if it still is at `old` (nil: if there is none), and the files of a work tree that has it checked out along with it. Throws,
  /// and changes nothing, when such files have been changed there.
  func moveMain(to new: String, from old: String?) async throws {
    let isBare = try await run("rev-parse", "--is-bare-repository") == "true"
    let isCheckedOut = isBare ? false : (try? await run("symbolic-ref", "-q", "HEAD")) == "refs/heads/main"
    if isCheckedOut {
      // Without an old commit there is nothing that files could have been changed from.
      let step = ["read-tree", "-m", "-u"] + (old.map { [$0, new] } ?? [new])
      do { _ = try await ask(step) } catch let error as CommandFailure {
        throw CommandFailure("files of the work tree \(repository) have been changed and not committed: commit or stash them first; nothing was changed (\(error.description))")
      }
    }
    try await run("update-ref", "-m", "kctl sync", "refs/heads/main", new, old ?? String(repeating: "0", count: new.count))
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

  /// The settings whose names begin with `kctl.`, but for the layout's version, which is the program's.
  func settings() async throws -> [String: String] {
    var found: [String: String] = [:]
    for line in try await run("config", "--local", "--list").split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2, BackupManifest.isSetting(parts[0]), parts[0] != "kctl.layoutversion" { found[parts[0]] = parts[1] }
    }
    return found
  }

  private var signersFile: String { get async throws { try await run("rev-parse", "--absolute-git-dir") + "/kctl/allowed_signers" } }

  /// The list of who may sign; nil when there is none.
  func signers() async throws -> String? {
    let file = try await signersFile
    guard await environment.files.kind(file) == .file else { return nil }
    return String(decoding: try await environment.files.read(file), as: UTF8.self)
  }

  func setSigners(_ text: String) async throws {
    let file = try await signersFile
    try await environment.files.makeDirectories(String(file.dropLast("/allowed_signers".count)))
    try await environment.files.write(Array(text.utf8), to: file)
  }

  func checksum(_ file: String) async throws -> String { try await run("hash-object", "--no-filters", file) }
}
