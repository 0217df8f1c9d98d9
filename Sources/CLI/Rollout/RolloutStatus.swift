import APIMachinery
import ArgumentParser

struct RolloutStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows the status of a rollout, until it is done.")

  @OptionGroup var options: RolloutOptions
  @Flag(name: [.customShort("w"), .long], inversion: .prefixedNo, help: "Waits until the rollout is done.") var watch = true
  @Option(help: ArgumentHelp("How long to wait; 0 means as long as it takes.", valueName: "duration")) var timeout: String = "0"

  func run() async throws {
    let timeout = try GoDuration.parse(timeout, option: "timeout")
    let session = try await options.cluster.session()
    for located in try await options.locate(session, verb: "status") {
      let finished: Void? = try await session.environment.clock.withTimeout(timeout > .zero ? timeout : nil) {
        try await follow(located.address, session)
      }
      if finished == nil { throw CommandFailure("timed out waiting for the condition") }
    }
  }

  private func follow(_ address: ObjectAddress, _ session: ClusterSession) async throws {
    let shown = LastLine()
    try await session.follow(address) { object in
      guard let object else { throw CommandFailure("object has been deleted") }
      switch RolloutProgress.of(object) {
      case .waiting(let line):
        if await shown.changes(to: line) { try await session.console.line(line) }
        return !watch
      case .done(let line):
        try await session.console.line(session.console.colored(line, .green))
        return true
      case .failed(let message), .unsupported(let message): throw CommandFailure(message)
      }
    }
  }
}

/// Remembers the last line printed, so that each state is told once.
private actor LastLine {
  private var line = ""
  func changes(to next: String) -> Bool {
    defer { line = next }
    return line != next
  }
}
