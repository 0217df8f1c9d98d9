import Basics
import Testing

@testable import CLI

@Suite struct ArchiveTests {
  @Test(arguments: 0..<40)
  func `an archive comes back as it was written, however it is cut`(_ seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var bytes: [UInt8] = []
    var expected: [(ArchiveEntry, [UInt8])] = []
    for number in 0..<random.below(6) {
      let isDirectory = random.below(4) == 0
      let content = isDirectory ? [] : (0..<random.below(3000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let path = String(repeating: "d/", count: random.below(90)) + "file \(number)" + (isDirectory ? "/" : "")
      let entry = ArchiveEntry(path: path, kind: isDirectory ? .directory : .file, mode: 0o640, size: content.count)
      bytes += Archive.header(entry) + content + Archive.padding(content.count)
      expected.append((entry, content))
    }
    bytes += Archive.end
    var reader = ArchiveReader()
    var seen: [(ArchiveEntry, [UInt8])] = []
    while !bytes.isEmpty {
      let count = min(bytes.count, 1 + random.below(900))
      reader.feed(Array(bytes.prefix(count)))
      bytes.removeFirst(count)
      while let element = try reader.next() {
        switch element {
        case .entry(let entry): seen.append((entry, []))
        case .content(let content): seen[seen.count - 1].1 += content
        }
      }
    }
    #expect(seen.map(\.0) == expected.map(\.0))
    #expect(seen.map(\.1) == expected.map(\.1))
  }

  @Test(arguments: 0..<100)
  func `bytes that are no archive are an error or nothing, never a crash`(_ seed: UInt64) {
    let random = SeededRandom(seed: seed)
    var bytes = Archive.header(ArchiveEntry(path: "x", kind: .file, mode: 0o600, size: random.below(2000)))
    for _ in 0..<(1 + random.below(4)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    bytes += (0..<random.below(2000)).map { _ in UInt8(random.below(256)) }
    var reader = ArchiveReader()
    reader.feed(bytes)
    var count = 0
    while count < 100, let element = try? reader.next(), element != .content([]) { count += 1 }
    #expect(count < 100)
  }

  @Test func `nothing of an archive lands outside of the destination`() {
    let place = ArchiveDestination(root: "var/log", target: "/home/ada/logs")
    #expect(place.path(of: "var/log/httpd/a.log") == "/home/ada/logs/httpd/a.log")
    #expect(place.path(of: "./var/log/") == "/home/ada/logs")
    for path in ["var/log/../../etc/passwd", "/etc/passwd", "etc/passwd", "../var/log/x", "var/logx/y", "var/log/a/../../.."] {
      #expect(place.path(of: path) == nil, "\(path)")
    }
  }

  @Test func `the two sides of a copy are told apart`() throws {
    #expect(try CopyPlace("web-1:/www/x") == .remote(namespace: nil, pod: "web-1", path: "/www/x"))
    #expect(try CopyPlace("shop/web-1:x") == .remote(namespace: "shop", pod: "web-1", path: "x"))
    #expect(try CopyPlace("./a:b") == .local("./a:b"))
    #expect(try CopyPlace("/a:b") == .local("/a:b"))
    #expect(throws: CommandFailure.self) { try CopyPlace("a/b/c:d") }
  }
}
