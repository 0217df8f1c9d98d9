import Glibc
import Testing

@testable import Basics

struct DirectoryListingTests {
  @Test func `names of any length are told whole, however many there are`() throws {
    let directory = "/tmp/kctl-names-\(SystemRandom().nameSuffix(10))"
    try TextFile.makeDirectories(directory, mode: 0o700)
    // Enough for several reads of the kernel's, so that names stand at the ends of its buffers.
    let names = (1...255).map { String(repeating: "é", count: $0 / 2) + ($0 % 2 == 1 ? "x" : "") + "" } + (0..<1_000).map { "n\($0)" }
    let wanted = Set(names.filter { !$0.isEmpty && $0.utf8.count <= 200 })
    for name in wanted { try TextFile.write("", to: directory + "/" + name) }
    #expect(Set(try #require(DirectoryListing.names(directory))) == wanted)
    for name in wanted { unlink(directory + "/" + name) }
    rmdir(directory)
    #expect(DirectoryListing.names(directory) == nil && errno == ENOENT)
  }
}
