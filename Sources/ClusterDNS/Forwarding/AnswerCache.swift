import Basics
import DNSMessage

/// What is asked of others.
struct ForwardedQuestion: Hashable, Sendable {
  var question: DNSQuestion
  var wantsSignatures: Bool
  var checkingDisabled: Bool
}

/// Answers of others, as long as they are to be believed. When it is full the oldest go first.
struct AnswerCache: Sendable {
  private struct Entry {
    var message: DNSMessage
    var bytes: Int
    var since: Timestamp
    var until: Timestamp
  }

  private var entries: [ForwardedQuestion: Entry] = [:]
  /// The keys of `entries` as they came in, from `first` on.
  private var order: [ForwardedQuestion] = []
  private var first = 0
  private(set) var bytes = 0
  private let bytesMax: Int
  private static let entryOverheadBytes = 512
  /// Nothing is believed for longer, so that a mistake made elsewhere passes.
  private static let lifetimeSecondsMax: UInt32 = 3_600
  private static let negativeSecondsMax: UInt32 = 60

  init(bytesMax: Int = 8 << 20) { self.bytesMax = bytesMax }

  var count: Int { entries.count }

  /// The answer, with the time that is left to each record.
  func find(_ question: ForwardedQuestion, at now: Timestamp) -> DNSMessage? {
    guard let entry = entries[question], now < entry.until, now >= entry.since else { return nil }
    let age = UInt32(clamping: (now - entry.since).components.seconds)
    var message = entry.message
    for section in [\DNSMessage.answers, \.authority, \.additional] {
      for index in message[keyPath: section].indices {
        let ttl = message[keyPath: section][index].ttlSeconds
        message[keyPath: section][index].ttlSeconds = ttl > age ? ttl - age : 0
      }
    }
    return message
  }

  /// `size`: of the message on the wire.
  mutating func insert(_ message: DNSMessage, for question: ForwardedQuestion, size: Int, at now: Timestamp) {
    guard let seconds = Self.lifetimeSeconds(message), seconds > 0 else { return }
    let entry = Entry(message: message, bytes: size + Self.entryOverheadBytes, since: now, until: now + .seconds(Int64(seconds)))
    guard entry.bytes <= bytesMax else { return }
    if let old = entries.updateValue(entry, forKey: question) { bytes -= old.bytes } else { order.append(question) }
    bytes += entry.bytes
    while bytes > bytesMax, first < order.count {
      if let gone = entries.removeValue(forKey: order[first]) { bytes -= gone.bytes }
      first += 1
    }
    if first > 1_024, first > order.count / 2 {
      order.removeFirst(first)
      first = 0
    }
  }

  /// How long an answer may be kept; nil for one that may not (RFC 2308: one that says no, without saying for how long).
  static func lifetimeSeconds(_ message: DNSMessage) -> UInt32? {
    guard !message.isTruncated, message.responseCode == .noError || message.responseCode == .nameError else { return nil }
    let times = (message.answers + message.authority + message.additional).map(\.ttlSeconds)
    let isNegative = message.responseCode == .nameError || !message.answers.contains { $0.type == message.questions.first?.type }
    guard isNegative else { return min(times.min() ?? 0, lifetimeSecondsMax) }
    for case .soa(let soa) in message.authority.map(\.data) { return min(times.min() ?? 0, soa.minimum, negativeSecondsMax) }
    return nil
  }
}
