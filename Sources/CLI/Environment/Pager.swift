import Synchronization

/// Shows long output of commands that only read in the person's pager (KCTL_PAGER, else PAGER), on a terminal and where one is set.
///
/// The output is held back until the command has ended; too much of it, for a pager or for memory, is printed as it comes.
final class Pager: Sendable {
  static let bytesMax = 8 << 20
  private static let commands: Set<String> = [
    "get", "describe", "explain", "log", "blame", "diff", "logs", "events", "api-resources", "plan", "drift",
  ]

  private struct State { var held: [UInt8] = [], isOpen = false }
  private let state = Mutex(State())
  private let environment: CommandEnvironment
  private let program: String

  /// nil: this run's output is not paged.
  init?(_ environment: CommandEnvironment, command: [String], arguments: [String]) {
    let program = [environment.variables["KCTL_PAGER"], environment.variables["PAGER"]].compactMap { $0 }.first ?? ""
    guard !program.isEmpty, program != "cat", environment.terminal.outputIsTerminal, environment.terminal.height != nil else { return nil }
    guard let name = command.first, Self.commands.contains(name), !Self.follows(name, arguments) else { return nil }
    (self.environment, self.program) = (environment, program)
  }

  /// What goes on by itself can't wait for its end.
  private static func follows(_ name: String, _ arguments: [String]) -> Bool {
    let letter: Character? = ["log", "logs"].contains(name) ? "f" : ["get", "events"].contains(name) ? "w" : nil
    let words = ["--watch", "--watch-only", "--follow", "--output-watch-events"]
    return arguments.contains { argument in
      if words.contains(argument) || words.contains(where: { argument == $0 + "=true" }) { return true }
      guard let letter, argument.hasPrefix("-"), !argument.hasPrefix("--") else { return false }
      return argument.dropFirst().prefix { $0.isLetter }.contains(letter)
    }
  }

  func take(_ bytes: [UInt8]) async throws {
    let now = state.withLock { state -> [UInt8] in
      if state.isOpen { return bytes }
      state.held += bytes
      guard state.held.count > Self.bytesMax else { return [] }
      state.isOpen = true
      defer { state.held = [] }
      return state.held
    }
    if !now.isEmpty { try await environment.standardOutput(now) }
  }

  /// Shows what was held back.
  func finish() async throws {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    guard !held.isEmpty else { return }
    let rows = Self.rows(held, width: environment.terminal.width ?? 80)
    guard rows >= environment.terminal.height ?? 0 else { return try await environment.standardOutput(held) }
    let directory = try await environment.files.makeTemporaryDirectory(prefix: "kctl-page-")
    let path = directory + "/output"
    try await environment.files.write(held, to: path)
    // The pager's keys come from the terminal; colours, and leaving where all fits, are asked of less as git asks.
    var request = ProcessRequest("/bin/sh", ["-c", program + " < \"$0\"", path])
    if environment.variables["LESS"] == nil { request.environment["LESS"] = "FRX" }
    let outcome = try await environment.runProcess(request)
    try? await environment.files.remove(path)
    try? await environment.files.remove(directory)
    if outcome.exitCode == 127 || outcome.exitCode == 126 { try await environment.standardOutput(held) }
  }

  /// How many rows of a terminal the text takes, colours not counted.
  static func rows(_ text: [UInt8], width: Int) -> Int {
    text.split(separator: 10, omittingEmptySubsequences: false).dropLast().reduce(0) { rows, line in
      var isEscape = false
      var columns = 0
      for byte in line {
        if byte == 0x1b { isEscape = true } else if isEscape { isEscape = byte != UInt8(ascii: "m") } else if byte & 0xc0 != 0x80 { columns += 1 }
      }
      return rows + max(1, (columns + max(1, width) - 1) / max(1, width))
    }
  }
}
