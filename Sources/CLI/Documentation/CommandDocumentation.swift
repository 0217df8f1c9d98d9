import APIMachinery
import ArgumentParser
import Basics

/// The documentation that is generated from the commands and the schema source themselves: manual pages and completion scripts.
public enum CommandDocumentation {
  public struct File: Sendable, Hashable {
    /// Relative to the directory of the documentation: `man/kctl-get.1`, `completions/kctl.bash`.
    public var path: String
    public var text: String
  }

  /// Every file for the command tree, the same for the same tree.
  public static func files(for root: any ParsableCommand.Type) throws -> [File] {
    let dump = try JSON.decode(root._dumpHelp())
    let command = CommandDescription(dump["command"] ?? .null, path: [])
    let pages = command.pages.map { File(path: "man/" + $0.fileName, text: ManPage($0).text) }
    let name = command.name
    let script = CompletionScript(program: name)
    let scripts = CompletionScript.Shell.allCases.map { File(path: "completions/\(name).\($0)", text: script.text(for: $0)) }
    let resources = File(path: "man/" + ResourcePage.fileName, text: ResourcePage().text)
    return pages + [resources] + scripts
  }

  /// Writes the files under `directory`; folders are made. Files of commands that are gone stay.
  public static func write(_ root: any ParsableCommand.Type, to directory: String) throws {
    for folder in ["man", "completions"] { try TextFile.makeDirectories(directory + "/" + folder) }
    for file in try files(for: root) { try TextFile.write(file.text, to: directory + "/" + file.path) }
  }

  /// The paths of files under `directory` that are missing or differ from what the command tree says.
  public static func staleFiles(for root: any ParsableCommand.Type, in directory: String) throws -> [String] {
    try files(for: root).filter { (try? TextFile.read(directory + "/" + $0.path)) != $0.text }.map(\.path)
  }
}
