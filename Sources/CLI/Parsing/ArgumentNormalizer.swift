import APIMachinery
import ArgumentParser

/// Rewrites what Go's flag library reads and ArgumentParser doesn't, before parsing:
///
/// - `kctl -n shop get pods`: options before the command go behind it;
/// - `--all=true`, `--wait=false`: a value for an option that is a flag;
/// - `--cascade`, `--validate`, `--dry-run`: an option whose value may be left out.
struct ArgumentNormalizer {
  /// The short and long names of the options that every command has and that take a value.
  private static let leading: Set<String> = [
    "-C", "--repository", "--kubeconfig", "--context", "-s", "--server", "-n", "--namespace", "--request-timeout",
    "--cluster", "--user", "--as", "--as-group", "--as-uid", "--as-user-extra", "--token", "--certificate-authority", "--client-certificate",
    "--client-key", "--tls-server-name", "--username", "--password", "-v", "--v", "--cache-dir", "--log-flush-frequency", "--vmodule",
  ]
  /// The long ones of them, without dashes.
  static let clusterOptions = Set(leading.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) })
  /// Those that take none.
  private static let leadingFlags: Set<String> = [
    "--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true", "--insecure-skip-tls-verify=false", "--no-insecure-skip-tls-verify",
    "--warnings-as-errors",
  ]
  private static let optionalValues: [String: (assumed: String, allowed: Set<String>)] = [
    "--cascade": ("background", ["background", "foreground", "orphan"]),
    "--validate": ("strict", ["strict", "warn", "ignore", "true", "false"]),
    "--dry-run": ("client", ["none", "client", "server"]),
  ]

  let root: any ParsableCommand.Type

  func normalize(_ arguments: [String]) -> [String] {
    let (own, rest) = Self.split(arguments)
    let (front, tail) = Self.splitLeading(own)
    let ordered = tail + front
    let command = CommandPath(root, ordered).command
    let rewritten = ordered.indices.compactMap { position in
      rewrite(ordered[position], next: position + 1 < ordered.count ? ordered[position + 1] : nil, command)
    }
    return rewritten + rest
  }

  /// The arguments before `--`, and `--` with what follows it.
  private static func split(_ arguments: [String]) -> ([String], [String]) {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return (Array(arguments[..<end]), Array(arguments[end...]))
  }

  /// The options in front of the command's name, with their values, and the rest.
  static func splitLeading(_ arguments: [String]) -> (leading: [String], rest: [String]) {
    var position = 0
    while position < arguments.count, arguments[position].hasPrefix("-"), arguments[position].count > 1 {
      if leadingFlags.contains(arguments[position]) {
        position += 1
      } else if leading.contains(arguments[position]) {
        position += 2
      } else if leading.contains(where: { arguments[position].hasPrefix($0.hasPrefix("--") ? $0 + "=" : $0) }) {
        position += 1
      } else {
        return ([], arguments)
      }
    }
    guard position < arguments.count else { return ([], arguments) }
    return (Array(arguments[..<position]), Array(arguments[position...]))
  }

  /// nil: the argument says nothing (a flag that is off anyway is switched off).
  private func rewrite(_ argument: String, next: String?, _ command: any ParsableCommand.Type) -> String? {
    if let optional = Self.optionalValues[argument], !optional.allowed.contains(next ?? "") {
      return argument + "=" + optional.assumed
    }
    guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return argument }
    let value = argument[argument.index(after: equals)...]
    guard let isOn = ["true": true, "false": false][value.lowercased()] else { return argument }
    let name = String(argument[..<equals].dropFirst(2))
    let flags = FlagNames(command)
    guard flags.names.contains(name) else { return argument }
    return isOn ? "--" + name : flags.names.contains("no-" + name) ? "--no-" + name : nil
  }
}

/// The long names of a command's options that are flags. Read only when an argument looks like one with a value.
private struct FlagNames {
  let names: Set<String>

  init(_ command: any ParsableCommand.Type) {
    let dump = try? JSON.decode(command._dumpHelp())
    let arguments = dump?[path: "command", "arguments"]?.array ?? []
    names = Set(arguments.filter { $0["kind"]?.string == "flag" }.flatMap { argument in
      argument["names"]?.array?.compactMap { $0["name"]?.string } ?? []
    })
  }
}
