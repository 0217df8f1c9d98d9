import APIMachinery
import Basics
import CEL
import Client

/// How long a request may take that isn't long-running: what the client says in `timeout`, and a minute at most.
struct RequestTimeout: Sendable {
  static let max = Duration.seconds(60)
  private static let longRunning: Set<String> = ["log", "exec", "attach", "portforward", "proxy"]

  /// What is written after this comes to nothing.
  @TaskLocal static var deadline: Timestamp?

  let duration: Duration
  /// Whether the client said it.
  let isAsked: Bool

  /// nil for what is long-running, which has its own timeouts.
  init?(_ query: QueryParameters, _ info: RequestInfo) throws(StatusError) {
    if info.isResourceRequest, ["watch", "proxy"].contains(info.verb) || Self.longRunning.contains(info.subresource) { return nil }
    guard let text = query["timeout"], !text.isEmpty else {
      (duration, isAsked) = (Self.max, false)
      return
    }
    guard let nanoseconds = GoDuration.parse(text) else {
      throw .badRequest("invalid timeout specified in the request URL - time: \(Self.problem(text))")
    }
    // Nothing, or less, is no wish.
    let wish = nanoseconds > 0 ? Duration.nanoseconds(nanoseconds) : Self.max
    (duration, isAsked) = (min(wish, Self.max), true)
  }

  /// In the words of upstream's parser of durations, which looks at one number and its unit after the other.
  private static func problem(_ text: String) -> String {
    var rest = text.drop { $0 == "-" || $0 == "+" }
    while let first = rest.first, first == "." || first.isASCII && first.isNumber {
      rest = rest.drop { $0 == "." || $0.isASCII && $0.isNumber }
      let unit = rest.prefix { !($0 == "." || $0.isASCII && $0.isNumber) }
      if unit.isEmpty { return "missing unit in duration \"\(text.prefix(64))\"" }
      if GoDuration.parse("1" + unit) == nil { return "unknown unit \"\(unit.prefix(64))\" in duration \"\(text.prefix(64))\"" }
      rest = rest.dropFirst(unit.count)
    }
    return "invalid duration \"\(text.prefix(64))\""
  }

  /// Whether the time is over for what is about to be written.
  static func check(_ clock: any WallClock) throws(StatusError) {
    if let deadline, clock.now >= deadline { throw .requestTimeout }
  }

  /// Answers with the body's answer or, when the time is over first, with 504; the body is cancelled then. A client that goes away isn't
  /// late: what became of its request is still waited for, so that the audit log tells it (which `withTimeout` of clocks doesn't do).
  func hold(
    _ clock: any WallClock, _ body: @escaping @Sendable () async throws(StatusError) -> HTTPResponse
  ) async throws(StatusError) -> HTTPResponse {
    enum Event: Sendable {
      case answered(Result<HTTPResponse, StatusError>)
      case late
      case interrupted
    }
    let deadline = clock.now + duration
    let result = await withTaskGroup(of: Event.self) { group -> Result<HTTPResponse, StatusError> in
      group.addTask { .answered(await Self.$deadline.withValue(deadline) { await APIServer.outcome(body) }) }
      group.addTask { (try? await clock.sleep(until: deadline)) == nil ? .interrupted : .late }
      defer { group.cancelAll() }
      for await event in group {
        switch event {
        case .answered(let result): return result
        case .late: return .failure(.requestTimeout)
        case .interrupted: continue
        }
      }
      return .failure(.requestTimeout)
    }
    return try result.get()
  }
}

extension StatusError {
  static let requestTimeout = StatusError(504, .timeout, "Timeout: request did not complete within the allotted timeout")
}
