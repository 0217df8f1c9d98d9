import ArgumentParser
import Basics
import CLI

/// kctl generate-docs: man pages and completions from the command definitions, for `make docs`.
struct GenerateDocs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-docs", abstract: "Writes man pages and completions under a directory.", shouldDisplay: false)

  @Argument var directory: String

  func run() async throws {
    for file in try CommandDocumentation.files(for: Kctl.self) {
      let path = directory + "/" + file.path
      try TextFile.makeDirectories(path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
      try TextFile.write(file.text, to: path)
    }
  }
}
