import Foundation

/// What a program printed and how it ended.
struct CommandResult: CustomStringConvertible {
  let status: Int32
  let output: String
  let errors: String
  var description: String { "exit \(status)\n--- stdout\n\(output)\n--- stderr\n\(errors)" }
}

/// A program run to its end, with a deadline after which it is killed.
struct Command {
  var arguments: [String]
  var environment: [String: String] = [:]
  var directory: String?
  var input: String?
  var deadlineSeconds = 60.0

  func run() throws -> CommandResult {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kctl-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, not pipes: a child that leaves a grandchild behind never blocks the reader.
    let files = try ["out", "err", "in"].map { name in
      let url = folder.appendingPathComponent(name)
      try Data((name == "in" ? input ?? "" : "").utf8).write(to: url)
      return url
    }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = try FileHandle(forReadingFrom: files[2])
    try process.run()
    let killer = DispatchWorkItem { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    DispatchQueue.global().asyncAfter(deadline: .now() + deadlineSeconds, execute: killer)
    process.waitUntilExit()
    killer.cancel()
    return CommandResult(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
  }
}
