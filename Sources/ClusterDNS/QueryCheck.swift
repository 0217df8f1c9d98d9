import DNSMessage

/// What of a message can be answered at all.
enum QueryCheck {
  enum Verdict: Equatable {
    case question(DNSQuestion)
    case refusal(ResponseCode)
  }

  static func verdict(_ query: DNSMessage) -> Verdict {
    if query.opcode != 0 { return .refusal(.notImplemented) }
    if let edns = query.edns, edns.version > 0 { return .refusal(.badVersion) }
    guard query.questions.count == 1, let question = query.questions.first else { return .refusal(.formatError) }
    if question.questionClass != DNSClass.internet || question.type.isMeta { return .refusal(.notImplemented) }
    return .question(question)
  }

  /// What to say of bytes that are no message; nil where it could be no question, or there isn't even a header.
  static func complaint(_ bytes: [UInt8]) -> DNSMessage? {
    guard bytes.count >= DNSMessage.headerBytes, bytes[2] & 0x80 == 0 else { return nil }
    var query = DNSMessage(id: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
    query.opcode = bytes[2] >> 3 & 0xf
    query.recursionDesired = bytes[2] & 1 != 0
    return query.response(.formatError)
  }
}
