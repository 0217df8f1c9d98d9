import APIMachinery
import ArgumentParser

/// A command line that is being written, as far as it is there.
struct CompletionLine {
  /// What an option is about, from the command's definition.
  struct Option {
    var names: [String]
    var takesValue: Bool
    var valueName: String
    var isRepeating: Bool
    var description: String
    var allowed: [String]
  }

  let command: any ParsableCommand.Type
  /// The names on the way to the command, aliases resolved: `["rollout", "undo"]`.
  let path: [String]
  let options: [Option]
  /// The values given so far, by the options' long names; flags have an empty one.
  private(set) var given: [String: [String]] = [:]
  private(set) var positionals: [String] = []
  /// The word that is being completed.
  let current: String
  /// The option whose value that word is.
  private(set) var pending: Option?
  /// Everything behind `--` is somebody else's.
  private(set) var isBehindTerminator = false

  private static let groupsWithOptions: Set<String> = ["apply", "cluster-info"]

  init(_ root: any ParsableCommand.Type, words: [String]) {
    current = words.last ?? ""
    let before = Array(words.dropLast())
    let front = ArgumentNormalizer.splitLeading(before + ["x"]).leading
    var rest = before.dropFirst(front.count)
    var command = root
    var path: [String] = []
    while let next = rest.first.flatMap({ CommandPath.subcommand($0, of: command) }) {
      path.append(next._commandName)
      command = next
      rest = rest.dropFirst()
    }
    (self.command, self.path) = (command, path)
    // What has only commands below it takes what every command takes; its own description holds theirs, and takes long.
    let isGroup = !command.configuration.subcommands.isEmpty && !Self.groupsWithOptions.contains(path.last ?? "")
    var described = command
    if isGroup { described = APIVersions.self }
    options = Self.options(of: command.configuration.defaultSubcommand ?? described)
    read(front + rest)
  }

  private mutating func read(_ words: [String]) {
    for word in words {
      if let option = pending {
        record(option, word)
        pending = nil
      } else if isBehindTerminator || !word.hasPrefix("-") || word == "-" {
        positionals.append(word)
      } else if word == "--" {
        isBehindTerminator = true
      } else if word.hasPrefix("--") {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = option(parts[0]) else { continue }
        if parts.count == 2 { record(option, parts[1]) } else if option.takesValue { pending = option } else { record(option, "") }
      } else {
        readShort(word)
      }
    }
  }

  /// `-it`, `-nshop`, `-n`.
  private mutating func readShort(_ word: String) {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      guard let option = option("-" + String(letter)) else { return }
      guard option.takesValue else { record(option, ""); continue }
      if rest.isEmpty { pending = option } else { record(option, String(rest.hasPrefix("=") ? rest.dropFirst() : rest)) }
      return
    }
  }

  private mutating func record(_ option: Option, _ value: String) { given[option.longName, default: []].append(value) }

  func option(_ name: String) -> Option? { options.first { $0.names.contains(name) } }

  func value(_ name: String) -> String? { given[name]?.last }

  /// Options that mean something else of some commands than which cluster is asked, and as whom.
  private static let otherMeanings: [String: Set<String>] = ["create": ["user"], "set": ["user"]]

  /// The words of the line that say which cluster is meant, for `ClusterOptions`.
  var clusterWords: [String] {
    // `config set-context --cluster NAME` and its like speak of entries, not of what to talk to.
    let own = path.first == "config" ? ["kubeconfig"] : ArgumentNormalizer.clusterOptions.subtracting(Self.otherMeanings[path.first ?? ""] ?? []).sorted()
    var words = own.flatMap { name in (given[name] ?? []).flatMap { ["--" + name, $0] } }
    if given["insecure-skip-tls-verify"] != nil { words.append("--insecure-skip-tls-verify") }
    return words
  }

  private static func options(of command: any ParsableCommand.Type) -> [Option] {
    let dump = try? JSON.decode(command._dumpHelp())
    let arguments = (dump?[path: "command", "arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool ?? true }
    return arguments.compactMap { value in
      guard let kind = value["kind"]?.string, kind != "positional" else { return nil }
      let argument = CommandDescription.Argument(value)
      return Option(
        names: argument.names, takesValue: kind == "option", valueName: argument.valueName ?? "", isRepeating: argument.isRepeating,
        description: argument.abstract, allowed: argument.allowed)
    }
  }
}

extension CompletionLine.Option {
  /// Without its dashes.
  var longName: String { (names.first { $0.hasPrefix("--") } ?? names.first ?? "").trimmingDashes }
}

extension String {
  fileprivate var trimmingDashes: String { String(drop { $0 == "-" }) }
}
