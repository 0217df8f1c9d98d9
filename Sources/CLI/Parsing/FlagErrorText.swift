import ArgumentParser

/// What is wrong with a command line, in the words of the library that kubectl reads its own with (spf13/pflag).
enum FlagErrorText {
  static func text(_ message: String) -> String {
    if let option = quoted(message, after: "Unknown option '") {
      return option.hasPrefix("--") ? "unknown flag: \(option)" : "unknown shorthand flag: '\(option.dropFirst().prefix(1))' in \(option)"
    }
    if let option = quoted(message, after: "Missing value for '") {
      let name = option.split(separator: " ").first.map(String.init) ?? option
      return "flag needs an argument: " + (name.hasPrefix("--") ? name : "'\(name.dropFirst().prefix(1))' in \(name)")
    }
    if let option = quoted(message, after: "Missing expected argument '"), option.hasPrefix("--") {
      return "required flag(s) \"\(option.dropFirst(2).prefix { $0 != " " })\" not set"
    }
    return message
  }

  private static func quoted(_ message: String, after start: String) -> String? {
    guard message.hasPrefix(start) else { return nil }
    return String(message.dropFirst(start.count).prefix { $0 != "'" })
  }
}

/// Commands whose names are like one that there isn't.
enum Suggestions {
  static func text(for name: String, _ root: any ParsableCommand.Type) -> String {
    let names = root.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    let near = names.filter { distance(Array($0), Array(name)) <= 2 || $0.hasPrefix(name) }
    return near.isEmpty ? "" : "\n\nDid you mean this?\n" + near.map { "\t\($0)\n" }.joined()
  }

  /// Levenshtein's.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var previous = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, previous + (x == y ? 0 : 1))
        previous = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
