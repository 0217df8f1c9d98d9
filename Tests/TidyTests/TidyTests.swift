import Testing

/// Style that can be checked is checked here, with what to do instead.
@Suite struct TidyTests {
  static let sources = Result { try SourceTree("Sources") }

  private func places(_ matches: (SourceTree.File) -> [(Int, String)]) throws -> [String] {
    try Self.sources.get().files.filter { !$0.isGenerated }.flatMap { file in matches(file).map { "\(file.path):\($0.0 + 1): \($0.1)" } }
  }

  private func lines(_ isBad: (SourceTree.File, String) -> String?) throws -> [String] {
    try places { file in
      file.lines.enumerated().compactMap { number, line in
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { return nil }
        return isBad(file, line).map { (number, $0) }
      }
    }
  }

  @Test(arguments: [
    (" try! ", "handle the error, or state the invariant with preconditionFailure"),
    (" as! ", "use as? and handle the failure"),
    ("import Foundation\n", "use FoundationEssentials or Glibc: Foundation costs memory and start-up time"),
    ("Task.sleep(", "take a WallClock"),
    ("UUID()", "take a RandomSource"),
    ("readdir(", "use DirectoryListing: an entry is shorter than its structure"),
    ("SystemRandomNumberGenerator()", "take a RandomSource"),
  ])
  func `banned calls`(text: String, instead: String) throws {
    let allowed = ["Sources/Basics/", "Sources/HTTPTransport/Client/HTTPClient.swift", "Sources/Benchmarks/"]
    let found = try lines { file, line in
      (" " + line + "\n").contains(text) && !allowed.contains { file.path.hasPrefix($0) } ? "\(text.filter { $0 != "\n" }): \(instead)" : nil
    }
    #expect(found == [])
  }

  /// Foundation's Process lists this process's descriptors with readdir(3) and copies entries whole, beyond what is mapped: it crashes, seldom.
  @Test(arguments: [
    ("= Process()", "use Command, BackgroundProgram or LinuxKernel's Command"),
    ("readdir(", "use DirectoryListing: an entry is shorter than its structure"),
  ])
  func `banned calls in tests`(text: String, instead: String) throws {
    let found = try SourceTree("Tests").files.filter { !$0.path.hasPrefix("Tests/TidyTests/") }.flatMap { file in
      file.lines.enumerated().filter { $0.element.contains(text) }.map { "\(file.path):\($0.offset + 1): \(instead)" }
    }
    #expect(found == [])
  }

  @Test func `no marks of unfinished work`() throws {
    let marks = ["TODO", "FIXME", "XXX", "HACK"]
    let found = try places { file in
      file.lines.enumerated().compactMap { number, line in marks.first { mark in line.split { !$0.isLetter }.contains { $0 == mark } }.map { (number, $0) } }
    }
    #expect(found == [])
  }

  @Test func `unchecked Sendable has its reason beside it`() throws {
    let found = try places { file in
      file.lines.enumerated().compactMap { number, line in
        guard line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") else { return nil }
        let around = file.lines[max(0, number - 4)...min(file.lines.count - 1, number + 2)]
        return around.contains { $0.contains("//") } ? nil : (number, "say why")
      }
    }
    #expect(found == [])
  }

  @Test func `files stay short enough to read`() throws {
    #expect(try places { $0.lines.count > 800 ? [(0, "\($0.lines.count) lines; the limit is 800")] : [] } == [])
  }

  @Test func `no file is a drawer`() throws {
    let drawers = ["Helper", "Util", "Common", "Misc", "Extras", "Placeholder"]
    #expect(try places { file in drawers.contains { file.name.contains($0) } ? [(0, "name it for what it holds")] : [] } == [])
  }

  @Test func `Basics stays small`() throws {
    let basics = try Self.sources.get().files.filter { $0.path.hasPrefix("Sources/Basics/") }
    #expect(basics.count <= 20)
    #expect(basics.reduce(0) { $0 + $1.lines.count } <= 1_500)
  }
}
