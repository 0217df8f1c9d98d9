import APIMachinery
import ArgumentParser

struct RolloutStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Shows the status of a rollout, until it is done.",
    discussion: """
      kctl rollout status deployment/web --timeout=2m
      kctl rollout status deployment/web --watch=false
      """)

  @OptionGroup var options: RolloutOptions
  @Flag(name: [.customShort("w"), .long], inversion: .prefixedNo, help: "Waits until the rollout is done.") var watch = true
  @Option(help: ArgumentHelp("Only this revision: another that comes after it is an error.", valueName: "number")) var revision: Int64 = 0
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
      if revision > 0 {
        guard object.kind == "Deployment" else { throw CommandFailure("--revision is for deployments") }
        let now = object.annotations[RevisionHistory.revisionAnnotation].flatMap { Int64($0) } ?? 0
        guard now == revision else {
          throw CommandFailure("desired revision (\(revision)) is different from the running revision (\(now))")
        }
      }
      switch RolloutProgress.of(object) {
      case .waiting(let line):
        if await shown.changes(to: line) { try await tell(line, isLast: !watch, object, session) }
        return !watch
      case .done(let line):
        try await tell(session.console.colored(line, .green), isLast: true, nil, session)
        return true
      case .failed(let message), .unsupported(let message):
        if session.console.isTerminal { try await session.console.write("\r\u{1b}[K") }
        throw CommandFailure(message)
      }
    }
  }
}

extension RolloutStatus {
  /// A line of its own; on a terminal one that the next is written over, with how far the rollout is in front.
  fileprivate func tell(_ line: String, isLast: Bool, _ object: Value?, _ session: ClusterSession) async throws {
    guard session.console.isTerminal, watch else { return try await session.console.line(line) }
    let bar = object.flatMap { Self.bar($0) }.map { $0 + " " } ?? ""
    // A line that breaks can't be written over.
    let room = max(10, (session.console.width ?? 80) - 1)
    let shown = isLast ? line : String((bar + line).prefix(room))
    try await session.console.write("\r\u{1b}[K" + shown + (isLast ? "\n" : ""))
  }

  /// `[######----]`: what share of the wanted pods is new and available.
  static func bar(_ object: Value) -> String? {
    func count(_ path: String...) -> Int64? { object[path: path]?.int }
    let wanted = count("spec", "replicas") ?? count("status", "desiredNumberScheduled") ?? 0
    guard wanted > 0 else { return nil }
    let updated = count("status", "updatedReplicas") ?? count("status", "updatedNumberScheduled") ?? 0
    let available = count("status", "availableReplicas") ?? count("status", "numberAvailable") ?? 0
    let done = Int(max(0, min(updated, available, wanted)) * 10 / wanted)
    return "[" + String(repeating: "#", count: done) + String(repeating: "-", count: 10 - done) + "]"
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
