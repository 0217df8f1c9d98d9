import ArgumentParser
import Basics
import CLI
import Glibc
import Testing

/// A small tree: writing the scripts of the whole one takes seconds in a debug build.
private struct TinyRoot: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tiny", subcommands: [Leaf.self])

  struct Leaf: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Does it.")
    @Option(help: "How often.") var count = 1
    @Flag var quietly = false
  }
}

@Suite struct DocumentationTests {
  private static let all = Result { try CommandDocumentation.files(for: TestRoot.self) }

  @Test("every command has a manual page, and every shell a completion script")
  func files() throws {
    let files = try Self.all.get()
    let paths = Set(files.map(\.path))
    #expect(paths.isSuperset(of: ["man/kctl.1", "man/kctl-get.1", "man/kctl-rollout-status.1", "man/kctl-create-secret-generic.1"]))
    #expect(paths.isSuperset(of: ["completions/kctl.bash", "completions/kctl.zsh", "completions/kctl.fish"]))
    for command in CommandLineInterface.commands { #expect(paths.contains("man/kctl-\(command._commandName).1")) }
    let tiny = try CommandDocumentation.files(for: TinyRoot.self)
    #expect(try CommandDocumentation.files(for: TinyRoot.self) == tiny)
  }

  @Test("a page names the command, its arguments, options and examples")
  func page() throws {
    let files = try Self.all.get()
    let page = try #require(files.first { $0.path == "man/kctl-get.1" }).text
    #expect(page.contains(".TH \"KCTL\\-GET\" 1"))
    #expect(page.contains("kctl\\-get \\- Displays one or many resources."))
    #expect(page.contains(".TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIformat\\fR\n"))
    #expect(page.contains(".SH EXAMPLES\n.nf\nkctl get pods\n"))
    let create = try #require(files.first { $0.path == "man/kctl-create.1" }).text
    #expect(create.contains("\\fB\\-\\-filename\\fR"))
  }

  @Test("every page of a command has examples")
  func examples() throws {
    for file in try Self.all.get() where file.path.hasPrefix("man/kctl-") && file.path.hasSuffix(".1") {
      #expect(file.text.contains(".SH EXAMPLES\n.nf\n"), "\(file.path)")
    }
  }

  @Test("one page lists the built-in resources")
  func resources() throws {
    let page = try #require(try Self.all.get().first { $0.path == "man/kctl-api.7" }).text
    #expect(page.contains(".SH \"apps/v1\"\n"))
    #expect(
      page.contains(
        ".TP\n\\fBdeployments\\fR\nDeployment, namespaced, short: deploy.\n.br\ncreate delete deletecollection get list patch update watch\n.br\n/scale (Scale): get patch update"))
  }

  @Test("no line of a page is a roff request by accident")
  func requests() throws {
    let known: Set<String> = [".TH", ".SH", ".TP", ".PP", ".br", ".nf", ".fi", ".\\\""]
    for file in try Self.all.get() where file.path.hasPrefix("man/") {
      for line in file.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
        #expect(known.contains(line.split(separator: " ").first.map(String.init) ?? ""), "\(file.path): \(line)")
      }
    }
  }

  @Test("stale and missing files are found")
  func stale() throws {
    let directory = "/tmp/kctl-docs-\(getpid())"
    let files = try CommandDocumentation.files(for: TinyRoot.self)
    defer {
      for file in files { unlink("\(directory)/\(file.path)") }
      for folder in ["/man", "/completions", ""] { rmdir(directory + folder) }
    }
    try CommandDocumentation.write(TinyRoot.self, to: directory)
    #expect(try CommandDocumentation.staleFiles(for: TinyRoot.self, in: directory) == [])
    try TextFile.write("x", to: directory + "/man/tiny-leaf.1")
    unlink(directory + "/completions/tiny.zsh")
    #expect(try CommandDocumentation.staleFiles(for: TinyRoot.self, in: directory) == ["man/tiny-leaf.1", "completions/tiny.zsh"])
  }
}
