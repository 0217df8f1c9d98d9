import ArgumentParser

/// The command that the first arguments name, and the names on the way to it.
struct CommandPath {
  private(set) var command: any ParsableCommand.Type
  private(set) var names: [String] = []

  init(_ root: any ParsableCommand.Type, _ arguments: [String]) {
    command = root
    for argument in arguments {
      guard let next = Self.subcommand(argument, of: command) else { break }
      names.append(argument)
      command = next
    }
    if let fallback = command.configuration.defaultSubcommand { command = fallback }
  }

  static func subcommand(_ name: String, of command: any ParsableCommand.Type) -> (any ParsableCommand.Type)? {
    command.configuration.subcommands.first { $0._commandName == name || $0.configuration.aliases.contains(name) }
  }
}
