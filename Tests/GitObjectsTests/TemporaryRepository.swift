import Basics
import GitObjects
import Glibc

/// A repository in a directory of its own, gone when the test is done, and the `git` program to judge it.
final class TemporaryRepository: Sendable {
  let directory: String
  let repository: Repository

  init(bare: Bool = true) throws {
    var template = Array("/tmp/kctl-git-XXXXXX\0".utf8CString.map { $0 })
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      throw SystemError("mkdtemp", "/tmp")
    }
    directory = String(cString: made)
    repository = try Repository.initialize(directory + "/repo", bare: bare)
  }

  deinit { _ = run("rm", "-rf", directory) }

  /// Runs `git` in the repository: exit code and everything it printed.
  func git(_ arguments: String...) -> (code: Int32, output: String) {
    run("git", ["-C", directory + "/repo", "-c", "user.name=t", "-c", "user.email=t@t"] + arguments)
  }

  private func run(_ program: String, _ arguments: String...) -> (code: Int32, output: String) { run(program, arguments) }

  private func run(_ program: String, _ arguments: [String]) -> (code: Int32, output: String) {
    shell(([program] + arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " "))
  }

  /// Runs a line of shell: exit code and everything it printed.
  func shell(_ command: String) -> (code: Int32, output: String) {
    guard let pipe = popen(command + " 2>&1", "r") else { return (-1, "") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      output.append(contentsOf: buffer[..<count])
    }
    let status = pclose(pipe)
    return (status >> 8 & 0xff, String(decoding: output, as: UTF8.self))
  }
}
