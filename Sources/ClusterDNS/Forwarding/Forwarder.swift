import Basics
import DNSMessage
import Synchronization

public enum DNSTransport: Sendable { case datagram, stream }

/// Brings a message to a server and its answer back.
public protocol UpstreamExchange: Sendable {
  /// What comes back for this message, told by its id. Throws when nothing has within `limit`.
  func exchange(_ message: [UInt8], with server: UpstreamServer, over transport: DNSTransport, within limit: Duration) async throws -> [UInt8]
}

/// Asks others what the cluster doesn't know: one after the other until one answers, and keeps what they said.
///
/// The same question is asked once at a time; whoever asks it meanwhile waits for that answer. So an upstream that sends our own questions
/// back to us, however it came to that, makes one of them fail, and no storm.
public final class Forwarder: Sendable {
  /// How long one server is waited for, and all of them together: clients give up after 5 seconds or so.
  static let attemptLimit = Duration.seconds(2)
  static let totalLimit = Duration.seconds(5)
  /// What is taken by datagram: what goes through every network whole (DNS flag day 2020).
  static let datagramBytes: UInt16 = 1_232

  private struct State {
    var order: UpstreamOrder
    var cache: AnswerCache
    var pending: [ForwardedQuestion: Task<DNSMessage?, Never>] = [:]
  }

  private let state: Mutex<State>
  private let exchange: any UpstreamExchange
  private let clock: any WallClock
  private let random: any RandomSource
  private let pendingMax: Int

  /// `pendingMax`: questions at a time; those beyond fail at once.
  public init(
    _ servers: [UpstreamServer], exchange: any UpstreamExchange, clock: any WallClock, random: any RandomSource, cacheBytes: Int = 8 << 20,
    pendingMax: Int = 1_000
  ) {
    (self.exchange, self.clock, self.random, self.pendingMax) = (exchange, clock, random, pendingMax)
    state = Mutex(State(order: UpstreamOrder(servers), cache: AnswerCache(bytesMax: cacheBytes)))
  }

  /// The answer, of whatever code; nil when nobody gave one. Questions are asked with recursion.
  func resolve(_ question: ForwardedQuestion) async -> DNSMessage? {
    enum Found { case answer(DNSMessage), task(Task<DNSMessage?, Never>), tooMany }
    let found = state.withLock { state -> Found in
      if let answer = state.cache.find(question, at: clock.now) { return .answer(answer) }
      if let task = state.pending[question] { return .task(task) }
      guard state.pending.count < pendingMax else { return .tooMany }
      let task = Task { await self.ask(question) }
      state.pending[question] = task
      return .task(task)
    }
    switch found {
    case .answer(let answer): return answer
    case .task(let task): return await task.value
    case .tooMany: return nil
    }
  }

  private func ask(_ question: ForwardedQuestion) async -> DNSMessage? {
    let deadline = clock.now + Self.totalLimit
    var last: DNSMessage?
    for server in state.withLock({ $0.order.order(at: clock.now) }) {
      let left = deadline - clock.now
      guard left > .zero else { break }
      guard let (answer, size) = await ask(question, server, within: min(left, Self.attemptLimit)) else {
        state.withLock { $0.order.failed(server, at: clock.now) }
        continue
      }
      // Who can't or won't answer leaves it to the next.
      guard answer.responseCode == .noError || answer.responseCode == .nameError else {
        last = last ?? answer
        continue
      }
      state.withLock { state in
        state.order.answered(server)
        state.cache.insert(answer, for: question, size: size, at: clock.now)
        state.pending[question] = nil
      }
      return answer
    }
    state.withLock { $0.pending[question] = nil }
    return last
  }

  private func ask(_ question: ForwardedQuestion, _ server: UpstreamServer, within limit: Duration) async -> (DNSMessage, size: Int)? {
    var query = DNSMessage(id: UInt16(truncatingIfNeeded: random.next()))
    query.recursionDesired = true
    query.checkingDisabled = question.checkingDisabled
    query.questions = [question.question]
    var edns = EDNS(datagramBytes: Self.datagramBytes)
    edns.wantsSignatures = question.wantsSignatures
    query.edns = edns
    guard var found = await answer(to: query, server, .datagram, limit) else { return nil }
    // Servers from before EDNS don't know what the additional record is.
    if found.0.responseCode == .formatError || found.0.responseCode == .notImplemented {
      query.edns = nil
      guard let plain = await answer(to: query, server, .datagram, limit) else { return nil }
      found = plain
    }
    guard found.0.isTruncated else { return found }
    return await answer(to: query, server, .stream, limit)
  }

  /// Only an answer to this very question counts.
  private func answer(
    to query: DNSMessage, _ server: UpstreamServer, _ transport: DNSTransport, _ limit: Duration
  ) async -> (DNSMessage, size: Int)? {
    guard let bytes = try? await exchange.exchange(query.encoded(), with: server, over: transport, within: limit) else { return nil }
    guard let message = try? DNSMessage(reading: bytes), message.isResponse, message.id == query.id else { return nil }
    // A server that can't read the question has none to repeat.
    guard message.questions == query.questions || (message.questions.isEmpty && message.responseCode == .formatError) else { return nil }
    return (message, bytes.count)
  }
}
