import ArgumentParser

/// Programs that are commands of kctl by their names: `kctl-foo-bar` or `kubectl-foo-bar` in PATH is `kctl foo bar`.
struct Plugins: Sendable {
  let environment: CommandEnvironment

  private static let prefixes = ["kctl-", "kubectl-"]

  /// Runs the plugin that the first words name, the longest name first, with the rest as its arguments; nil when there is none.
  func run(_ arguments: [String]) async throws -> Int32? {
    let words = Array(arguments.prefix { !$0.hasPrefix("-") }.map { $0.replacing("-", with: "_") })
    for count in stride(from: words.count, to: 0, by: -1) {
      for prefix in Self.prefixes {
        let name = prefix + words.prefix(count).joined(separator: "-")
        guard !name.contains("/"), let path = await find(name) else { continue }
        return try await environment.runProcess(ProcessRequest(path, Array(arguments.dropFirst(count)))).exitCode
      }
    }
    return nil
  }

  private var directories: [String] {
    (environment.variables["PATH"] ?? "").split(separator: ":").map(String.init)
  }

  private func find(_ name: String) async -> String? {
    for directory in directories {
      let path = directory + "/" + name
      if await environment.files.kind(path) == .file, await environment.files.permissions(path) & 0o111 != 0 { return path }
    }
    return nil
  }

  /// All of them, in the order of PATH; of two with one name the first is run.
  func list() async -> [(path: String, problem: String?)] {
    var found: [(path: String, problem: String?)] = []
    var names: [String: String] = [:]
    for directory in directories {
      for name in (try? await environment.files.list(directory)) ?? [] where Self.prefixes.contains(where: { name.hasPrefix($0) && name != $0 }) {
        let path = directory + "/" + name
        guard await environment.files.kind(path) == .file else { continue }
        var problem: String?
        if await environment.files.permissions(path) & 0o111 == 0 { problem = "\(path) is not executable" }
        if let first = names[name] { problem = "\(path) is overshadowed by \(first)" }
        names[name] = names[name] ?? path
        found.append((path, problem))
      }
    }
    return found
  }
}

/// kctl plugin.
struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Works with plugins: programs in PATH named kctl-* or kubectl-*.",
    discussion: "kctl plugin list", subcommands: [PluginList.self])
}

struct PluginList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the plugins in PATH.",
    discussion: "kctl plugin list --name-only")
  @Flag(help: "Prints only their names.") var nameOnly = false

  func run() async throws {
    let environment = CommandEnvironment.current
    let console = Console(environment)
    let plugins = await Plugins(environment: environment).list()
    guard !plugins.isEmpty else { throw CommandFailure("unable to find any kctl plugins in your PATH") }
    if !nameOnly { try await console.line("The following compatible plugins are available:\n") }
    var count = 0
    for plugin in plugins {
      try await console.line(nameOnly ? String(plugin.path.split(separator: "/").last ?? "") : plugin.path)
      if let problem = plugin.problem {
        count += 1
        try await console.error("  - warning: \(problem)")
      }
    }
    if count > 0 { throw CommandFailure("\(count) plugin warning\(count == 1 ? " was" : "s were") found") }
  }
}
