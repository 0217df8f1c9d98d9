/// A manual page in roff (man(7) macros).
struct ManPage {
  private let command: CommandDescription

  init(_ command: CommandDescription) { self.command = command }

  var text: String {
    let title = command.path.joined(separator: "-")
    var lines = [
      ".\\\" Generated from the command's definition by 'kctl generate-docs': edits are lost.",
      ".TH \(Self.quoted(title.uppercased())) 1 \"\" \"kctl\" \"kctl manual\"",
      ".SH NAME", "\(Self.escaped(title)) \\- \(Self.escaped(command.abstract))",
      ".SH SYNOPSIS", synopsis,
    ]
    let (prose, examples) = split(command.discussion)
    lines += [".SH DESCRIPTION", Self.escaped(command.abstract)] + prose.flatMap { [".PP", Self.escaped($0)] }
    if !command.aliases.isEmpty { lines += [".PP", "Also called: " + Self.escaped(command.aliases.joined(separator: ", "))] }
    if !command.subcommands.isEmpty {
      lines.append(".SH COMMANDS")
      for child in command.subcommands { lines += [".TP", bold(child.name), Self.escaped(child.abstract)] }
    }
    let positionals = command.arguments.filter(\.isPositional)
    if !positionals.isEmpty {
      lines.append(".SH ARGUMENTS")
      for argument in positionals { lines += [".TP", italic(argument.valueName ?? ""), Self.escaped(help(argument))] }
    }
    lines.append(".SH OPTIONS")
    for argument in command.arguments where !argument.isPositional { lines += [".TP", names(argument), Self.escaped(help(argument))] }
    lines += [".TP", bold("-h") + ", " + bold("--help"), "Shows help."]
    if !examples.isEmpty { lines += [".SH EXAMPLES", ".nf"] + examples.map(Self.escaped) + [".fi"] }
    lines += [".SH SEE ALSO", related + "."]
    return lines.joined(separator: "\n") + "\n"
  }

  private var synopsis: String {
    var text = bold(command.path.joined(separator: " "))
    if !command.subcommands.isEmpty { text += " " + italic("command") }
    for argument in command.arguments where argument.isPositional {
      let name = italic(argument.valueName ?? "argument") + (argument.isRepeating ? " ..." : "")
      text += argument.isOptional || argument.isRepeating ? " [" + name + "]" : " " + name
    }
    return text + " [" + italic("options") + "]"
  }

  private var related: String {
    let parent = command.path.dropLast()
    let pages = (parent.isEmpty ? [] : [Array(parent)]) + command.subcommands.map(\.path)
    return pages.isEmpty ? "git(1)" : pages.map { bold($0.joined(separator: "-")) + "(1)" }.joined(separator: ", ")
  }

  private func names(_ argument: CommandDescription.Argument) -> String {
    let short = argument.names.filter { !$0.hasPrefix("--") }.sorted()
    let long = argument.names.filter { $0.hasPrefix("--") }.sorted()
    let names = (short + long).map(bold).joined(separator: ", ")
    return argument.isFlag ? names : names + " " + italic(argument.valueName ?? "value")
  }

  private func help(_ argument: CommandDescription.Argument) -> String {
    var text = argument.abstract
    if !argument.allowed.isEmpty { text += " One of: \(argument.allowed.joined(separator: ", "))." }
    if let value = argument.defaultValue, !value.isEmpty, !argument.isFlag { text += " Default: \(value)." }
    return text.isEmpty ? " " : text
  }

  /// A discussion holds prose, and examples: the lines that start with the program's name or a shell's way to it.
  private func split(_ discussion: String) -> (prose: [String], examples: [String]) {
    let program = command.path.first ?? "kctl"
    var prose: [String] = []
    var examples: [String] = []
    for line in discussion.split(separator: "\n").map(String.init) {
      if line.hasPrefix(program + " ") || line.contains("| \(program) ") || line.contains("<(\(program) ") {
        examples.append(line)
      } else {
        prose.append(line)
      }
    }
    return (prose, examples)
  }

  private func bold(_ text: String) -> String { "\\fB" + Self.escaped(text) + "\\fR" }
  private func italic(_ text: String) -> String { "\\fI" + Self.escaped(text) + "\\fR" }

  /// Backslashes, hyphens that are to be copied, and a full stop or apostrophe at the start of a line have a meaning in roff.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var isLineStart = true
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case ".", "'": escaped += isLineStart ? "\\&" + String(character) : String(character)
      default: escaped.append(character)
      }
      isLineStart = character == "\n"
    }
    return escaped
  }

  static func quoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }
}
