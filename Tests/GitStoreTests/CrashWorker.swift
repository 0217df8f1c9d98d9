import APIMachinery
import Basics
import Glibc
import Testing

/// A `StoreCrashWorker` at work on a repository.
struct CrashWorker {
  private static var program: String {
    // SwiftPM builds the test bundle and the worker into the same directory.
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bundle = executable.hasSuffix(".xctest") ? executable : CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? executable
    return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/StoreCrashWorker"
  }

  var child: pid_t
  var output: Int32

  init(_ temporary: TemporaryStore, seed: UInt64, writers: Int, kept: Int? = nil) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else { throw SystemError("pipe", "") }
    let words = [Self.program, temporary.path, temporary.keyFile, "\(seed)", "\(writers)"] + (kept.map { ["\($0)"] } ?? [])
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, ends[1], 1)
    var child: pid_t = 0
    let status = posix_spawn(&child, words[0], &files, nil, &argv, environ)
    close(ends[1])
    guard status == 0 else { throw SystemError("spawn", words[0], code: status) }
    (self.child, output) = (child, ends[0])
  }

  /// Reads until `lines` lines have come, kills, and answers all that was said before the end.
  func killed(afterLines lines: Int) -> [String] { killed { $0 >= lines } }

  /// Reads until what has been said is enough by the number of its lines, kills, and answers all of it.
  func killed(when isEnough: (Int) -> Bool) -> [String] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var isKilled = false
    while true {
      if !isKilled, isEnough(bytes.count { $0 == 0x0a }) {
        kill(child, SIGKILL)
        isKilled = true
      }
      let count = read(output, &buffer, buffer.count)
      if count <= 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    close(output)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    #expect(status & 0x7f == SIGKILL, "the worker ended by itself: \(status)")
    // An unfinished last line tells of a write that was acknowledged too, but not of which.
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
