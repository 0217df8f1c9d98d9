import ControllerKit
import DNSMessage

/// Answers messages: from the cluster's zone, else from upstream.
public struct DNSResponder: Sendable {
  /// The largest datagram that is sent or asked for: what goes through every network whole (DNS flag day 2020).
  static let datagramBytes = 1_232

  private let zone: ClusterZone
  private let world: @Sendable () -> World
  private let forwarder: Forwarder

  /// `world`: the cluster as it is now, with what `ClusterZone.watches` says.
  public init(zone: ClusterZone, forwarder: Forwarder, world: @escaping @Sendable () -> World) {
    (self.zone, self.forwarder, self.world) = (zone, forwarder, world)
  }

  /// The answer, no larger than the asker takes; nil when there is to be none: to what is no question.
  public func respond(to bytes: [UInt8], over transport: DNSTransport) async -> [UInt8]? {
    guard let query = try? DNSMessage(reading: bytes) else { return QueryCheck.complaint(bytes)?.encoded() }
    guard !query.isResponse else { return nil }
    var response: DNSMessage
    switch QueryCheck.verdict(query) {
    case .refusal(let code): response = query.response(code)
    case .question(let question): response = await answer(question, query)
    }
    response.recursionAvailable = true
    // Who knows of EDNS is told what we take, and nobody else (RFC 6891 section 7).
    response.edns = query.edns.map { asked in
      var edns = EDNS(datagramBytes: UInt16(Self.datagramBytes))
      edns.wantsSignatures = asked.wantsSignatures
      return edns
    }
    return response.encoded(limit: Self.limit(query, transport))
  }

  static func limit(_ query: DNSMessage, _ transport: DNSTransport) -> Int {
    switch transport {
    case .stream: DNSMessage.bytesMax
    case .datagram: min(max(Int(query.edns?.datagramBytes ?? 0), DNSMessage.plainDatagramBytes), datagramBytes)
    }
  }

  /// Follows aliases, within the cluster and out of it.
  private func answer(_ question: DNSQuestion, _ query: DNSMessage) async -> DNSMessage {
    var response = query.response()
    var question = question
    for depth in 0...ClusterZone.aliasesMax {
      let world = world()
      guard let found = zone.answer(question, world) else {
        await forward(question, query, &response)
        return response
      }
      if depth == 0 { response.isAuthoritative = true }
      // Objects that aren't known yet may be there: nobody is told that they aren't.
      guard ClusterZone.hasSynced(world) || !found.answers.isEmpty else { return query.response(.serverFailure) }
      response.responseCode = found.code
      response.answers += found.answers
      (response.authority, response.additional) = (found.authority, found.additional)
      guard let alias = found.alias else { return response }
      question.name = alias
    }
    // A circle of aliases.
    response.responseCode = .serverFailure
    return response
  }

  private func forward(_ question: DNSQuestion, _ query: DNSMessage, _ response: inout DNSMessage) async {
    let asked = ForwardedQuestion(
      question: question, wantsSignatures: query.edns?.wantsSignatures ?? false, checkingDisabled: query.checkingDisabled)
    guard let answer = await forwarder.resolve(asked) else {
      response.responseCode = .serverFailure
      return
    }
    response.responseCode = answer.responseCode
    response.answers += answer.answers
    (response.authority, response.additional) = (answer.authority, answer.additional)
    // Signatures don't cover the alias that the cluster put in front.
    response.authenticData = answer.authenticData && response.answers.count == answer.answers.count
    response.isTruncated = answer.isTruncated
  }
}
