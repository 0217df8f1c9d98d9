import Basics
import Testing

/// Tests/Conformance says which test holds each behaviour that Kubernetes' conformance tests name for API machinery, kubectl and
/// Services.
///
/// A line: the name in upstream's list (test/conformance/testdata/conformance.yaml), a tab, and the tests: `FILE: NAME`, several of them
/// with ` + ` between. What isn't held has `not held: ` and the reason there.
@Suite struct ConformanceTableTests {
  private struct Line {
    let name: String
    let places: String
    var isHeld: Bool { !places.hasPrefix("not held: ") }
    var tests: [(file: String, name: String)] {
      places.split(separator: " + ").map { place in
        let parts = place.split(separator: ": ", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : "")
      }
    }
  }

  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/"

  private static func lines() throws -> [Line] {
    let folder = root + "Tests/Conformance/"
    let names = try #require(DirectoryListing.names(folder)).filter { $0.hasSuffix(".tsv") }.sorted()
    return try names.flatMap { try TextFile.read(folder + $0).split(separator: "\n") }.map { text in
      let parts = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(parts.count == 2 && parts.allSatisfy { !$0.isEmpty }, "\(text)")
      return Line(name: parts[0], places: parts[1])
    }
  }

  @Test func `each named test exists`() throws {
    var texts: [String: String] = [:]
    for line in try Self.lines() where line.isHeld {
      for test in line.tests {
        let text = try texts[test.file] ?? TextFile.read(Self.root + "Tests/" + test.file)
        texts[test.file] = text
        #expect(Self.defines(text, test.name, isScript: test.file.hasSuffix(".py")), "\(line.name): \(test.file) has no test \"\(test.name)\"")
      }
    }
  }

  /// A check of a script is run where it is defined; the walks of operations.py are made of its table.
  private static func defines(_ text: String, _ name: String, isScript: Bool) -> Bool {
    guard isScript else { return text.contains("func `\(name)`(") || text.contains("func \(name)(") }
    let walk = "the_operations_of_"
    guard name.hasPrefix(walk) else { return text.contains("@check\ndef \(name)():") }
    let parts = name.dropFirst(walk.count).split(separator: "_of_")
    guard parts.count == 2 else { return false }
    let version = parts[1].split(separator: "_").joined(separator: "/")
    return text.contains("\"\(parts[0])\"") && text.contains("\"\(version)\"")
  }

  @Test func `each behaviour stands there once, and what isn't held says why`() throws {
    let lines = try Self.lines()
    #expect(Set(lines.map(\.name)).count == lines.count)
    #expect(lines.count > 100)
    for line in lines where !line.isHeld { #expect(line.places.count > "not held: ".count + 10, "\(line.name)") }
  }

  @Test func `a test that isn't there is noticed`() {
    #expect(!Self.defines("@Test func `another`() {}", "one", isScript: false))
    #expect(!Self.defines("def one():\n", "one", isScript: true))
    #expect(Self.defines("@check\ndef one():\n", "one", isScript: true))
    let table = #"{"batch/v1": [(True, "jobs", {})]}"#
    #expect(Self.defines(table, "the_operations_of_jobs_of_batch_v1", isScript: true))
    #expect(!Self.defines(table, "the_operations_of_cronjobs_of_batch_v1", isScript: true))
  }
}
