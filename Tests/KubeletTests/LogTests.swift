import APIMachinery
import Basics
import Client
import Glibc
import RuntimeInterface
import Synchronization
import Testing

@testable import Kubelet

@Suite struct LogTests {
  private let lines = """
    2024-01-01T00:00:00.000000000Z stdout F one
    2024-01-01T00:00:01.000000000Z stdout P tw
    2024-01-01T00:00:01.000000000Z stdout F o
    2024-01-01T00:00:02.000000000Z stderr F three

    """

  private func decode(_ decoder: CRILogDecoder, pieces: Int = 1_000) -> String {
    var decoder = decoder
    var output: [UInt8] = []
    var rest = Array(lines.utf8)[...]
    while !rest.isEmpty {
      output += decoder.decode(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
    }
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [1, 7, 1_000]) func partsBecomeLinesAgain(pieces: Int) {
    #expect(decode(CRILogDecoder(), pieces: pieces) == "one\ntwo\nthree\n")
  }

  @Test func optionsAreKept() {
    #expect(decode(CRILogDecoder(limitBytes: 6)) == "one\ntw")
    #expect(decode(CRILogDecoder(since: Timestamp(rfc3339: "2024-01-01T00:00:02Z"))) == "three\n")
    #expect(
      decode(CRILogDecoder(showsTimestamps: true)).hasSuffix("2024-01-01T00:00:01.000000000Z two\n2024-01-01T00:00:02.000000000Z three\n"))
  }

  @Test func tailCountsWholeLines() {
    let bytes = Array(lines.utf8)
    func tail(_ count: Int) -> String {
      String(decoding: bytes[(LogTail.begin(bytes, lines: count, isWhole: true) ?? 0)...], as: UTF8.self)
    }
    #expect(tail(1).hasPrefix("2024-01-01T00:00:02"))
    #expect(tail(2).hasPrefix("2024-01-01T00:00:01.000000000Z stdout P"))
    #expect(tail(9) == lines)
    // Without the beginning, the first line may be the rest of another.
    #expect(LogTail.begin(Array(bytes.dropFirst(50)), lines: 2, isWhole: false) == nil)
  }

  @Test func aLogThatIsALinkOrAPipeIsNotRead() throws {
    let directory = TemporaryDirectory()
    let secret = directory.path + "/secret"
    try Files.write(secret, Array("2024-01-01T00:00:00Z stdout F secret\n".utf8), mode: 0o600)
    for name in ["pod", "pod/main", "elsewhere", "elsewhere/main"] { mkdir("\(directory.path)/\(name)", 0o755) }
    try Files.write(directory.path + "/elsewhere/main/0.log", Array("2024-01-01T00:00:00Z stdout F other\n".utf8), mode: 0o600)
    let log = directory.path + "/pod/main/0.log"
    #expect(symlink(secret, log) == 0)
    #expect(throws: FileError.self) { try LogFile(log, tailLines: nil) }
    unlink(log)
    #expect(mkfifo(log, 0o600) == 0)
    #expect(throws: FileError.self) { try LogFile(log, tailLines: nil) }
    unlink(log)
    rmdir(directory.path + "/pod/main")
    #expect(symlink("../elsewhere/main", directory.path + "/pod/main") == 0)
    #expect(throws: FileError.self) { try LogFile(log, tailLines: nil) }
    unlink(directory.path + "/pod/main")
    rmdir(directory.path + "/pod")
    #expect(symlink("elsewhere", directory.path + "/pod") == 0)
    #expect(throws: FileError.self) { try LogFile(log, tailLines: nil) }
    #expect(try LogFile(directory.path + "/elsewhere/main/0.log", tailLines: nil).read().isEmpty == false)
  }

  @Test func followedLogGoesOnThroughRotationUntilTheEnd() async throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/0.log"
    func line(_ text: String) -> String { "2024-01-01T00:00:00Z stdout F \(text)\n" }
    try Files.write(path, Array(line("one").utf8), mode: 0o644)
    let watch = try FileWatch()
    try watch.start()
    var request = ContainerLogRequest(namespace: "default", pod: "web", container: "app")
    request.follow = true
    let isRunning = Mutex(true)
    let (ends, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let stream = LogStream(
      path: path, request: request, threads: BlockingThreads(limit: 2), watch: watch, ends: ends, isRunning: { isRunning.withLock { $0 } })
    #expect(try await stream.next() == Array("one\n".utf8))
    async let second = stream.next()
    let descriptor = open(path, O_WRONLY | O_APPEND)
    let more = Array(line("two").utf8)
    #expect(write(descriptor, more, more.count) == more.count)
    close(descriptor)
    #expect(try await second == Array("two\n".utf8))
    async let third = stream.next()
    #expect(try LogRotation(maxBytes: 1, maxFiles: 2).rotate(path, now: start))
    try Files.write(path, Array(line("three").utf8), mode: 0o644)
    #expect(try await third == Array("three\n".utf8))
    async let last = stream.next()
    isRunning.withLock { $0 = false }
    end.yield()
    #expect(try await last == nil)
  }

  @Test func rotationKeepsTheNewestFiles() {
    let rotation = LogRotation(maxBytes: 10, maxFiles: 3)
    #expect(rotation.surplus(of: "0.log", among: ["0.log", "0.log.1", "0.log.2", "0.log.3", "1.log.0"]) == ["0.log.1", "0.log.2"])
  }

  @Test func lastWordsComeFromTheLogWhenAskedFor() throws {
    let directory = TemporaryDirectory()
    var status = makeContainer("app", .exited, code: 1)
    status.logPath = directory.path + "/0.log"
    try Files.write(status.logPath, Array(lines.utf8), mode: 0o644)
    #expect(TerminationMessage.read(status, file: directory.path + "/none") == "")
    status.annotations[RuntimeLabels.terminationMessagePolicy] = "FallbackToLogsOnError"
    #expect(TerminationMessage.read(status, file: directory.path + "/none") == "one\ntwo\nthree\n")
    try Files.write(directory.path + "/message", Array("bye".utf8), mode: 0o644)
    #expect(TerminationMessage.read(status, file: directory.path + "/message") == "bye")
  }
}
