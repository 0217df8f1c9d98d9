import Glibc
import Testing

@testable import CLI

@Suite struct HostTests {
  private func environment() -> CommandEnvironment {
    .host(version: "v1", connect: { _ in throw CommandFailure("no") }, initialiseRepository: { $0 })
  }

  @Test("programs run with arguments and variables, and their end is told as a shell tells it")
  func processes() async throws {
    let run = environment().runProcess
    let outcome = try await run(ProcessRequest("sh", ["-c", "echo \"$1 $HOME\"; exit 3", "x", "a b"], collectsOutput: true))
    #expect(outcome.exitCode == 3)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "a b \(environment().variables["HOME"] ?? "")\n")
    #expect(try await run(ProcessRequest("sh", ["-c", "kill -TERM $$"], collectsOutput: true)).exitCode == 143)
    #expect(try await run(ProcessRequest("no-such-program-here", [], collectsOutput: true)).exitCode == 127)
  }

  @Test("files are written, listed, read and removed")
  func files() async throws {
    let files = HostFiles()
    let directory = try await files.makeTemporaryDirectory(prefix: "kctl-test-")
    let path = directory + "/b.yaml"
    try await files.write(Array("x".utf8), to: path)
    try await files.write([], to: directory + "/a")
    #expect(try await files.list(directory) == ["a", "b.yaml"])
    #expect(try await files.read(path) == Array("x".utf8))
    #expect(await files.kind(path) == .file)
    #expect(await files.kind(directory) == .directory)
    #expect(await files.kind(directory + "/none") == nil)
    #expect(try await files.absolutePath(directory + "/../" + (directory.split(separator: "/").last ?? "")) == directory)
    for name in ["a", "b.yaml"] { try await files.remove(directory + "/" + name) }
    try await files.remove(directory)
    await #expect(throws: FileAccessError("the path \"\(path)\" does not exist")) { try await files.read(path) }
  }
}
