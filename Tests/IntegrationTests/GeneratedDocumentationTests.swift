import Foundation
import Testing

/// The manual pages and completions in the repository are those of the program: `make docs` brings them up to date.
@Suite struct GeneratedDocumentationTests {
  @Test(arguments: ["man", "completions"])
  func `what is committed is what the program generates`(folder: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let generated = NSTemporaryDirectory() + "kctl-docs-\(UUID().uuidString.prefix(8))"
    defer { try? FileManager.default.removeItem(atPath: generated) }
    let result = try Command(arguments: [TestDaemon.kctl, "generate-docs", generated]).run()
    #expect(result.status == 0, "\(result)")
    let diff = try Command(arguments: ["diff", "-rq", generated + "/" + folder, root + "/" + folder]).run()
    #expect(diff.status == 0, "run 'make docs' and commit:\n\(diff.output)")
  }
}
