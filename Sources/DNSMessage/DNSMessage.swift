/// A DNS message (RFC 1035 section 4), question or response.
public struct DNSMessage: Hashable, Sendable {
  public var id: UInt16
  public var isResponse = false
  /// Four bits; 0 is a query.
  public var opcode: UInt8 = 0
  public var isAuthoritative = false
  public var isTruncated = false
  public var recursionDesired = false
  public var recursionAvailable = false
  public var authenticData = false
  public var checkingDisabled = false
  public var responseCode = ResponseCode.noError
  public var questions: [DNSQuestion] = []
  public var answers: [DNSRecord] = []
  public var authority: [DNSRecord] = []
  /// Without the OPT record, which is `edns`.
  public var additional: [DNSRecord] = []
  public var edns: EDNS?

  public init(id: UInt16) { self.id = id }

  /// A response to this message that says nothing yet.
  public func response(_ code: ResponseCode = .noError) -> DNSMessage {
    var response = DNSMessage(id: id)
    response.isResponse = true
    (response.opcode, response.recursionDesired, response.checkingDisabled) = (opcode, recursionDesired, checkingDisabled)
    (response.questions, response.responseCode) = (questions, code)
    return response
  }

  /// What a datagram holds at most where nothing else was agreed on.
  public static let plainDatagramBytes = 512
  /// What a length of two bytes can tell.
  public static let bytesMax = 65_535
  public static let headerBytes = 12
}

public struct DNSQuestion: Hashable, Sendable {
  public var name: DNSName
  public var type: RecordType
  public var questionClass: UInt16

  public init(_ name: DNSName, _ type: RecordType, questionClass: UInt16 = DNSClass.internet) {
    (self.name, self.type, self.questionClass) = (name, type, questionClass)
  }
}

/// The OPT record (RFC 6891): what its sender can do beyond the first DNS.
public struct EDNS: Hashable, Sendable {
  public struct Option: Hashable, Sendable {
    public var code: UInt16
    public var value: [UInt8]
    public init(code: UInt16, value: [UInt8]) { (self.code, self.value) = (code, value) }
  }

  /// The largest datagram that the sender takes.
  public var datagramBytes: UInt16
  public var version: UInt8 = 0
  /// Whether signatures are wanted (RFC 3225).
  public var wantsSignatures = false
  public var options: [Option] = []

  public init(datagramBytes: UInt16) { self.datagramBytes = datagramBytes }
}

/// Why bytes are no message.
public enum DNSMessageError: Error, Hashable, Sendable {
  /// They end in the middle of something, at this offset.
  case endsEarly(at: Int)
  /// A label's first byte has a form that RFC 1035 doesn't know.
  case unknownLabelForm(at: Int)
  /// A pointer leads to itself or onwards.
  case pointerNotBackwards(at: Int)
  case nameTooLong(at: Int)
  /// What a record holds isn't what its type has.
  case badRecordData(RecordType, at: Int)
  case severalOPT
  /// Something follows the last record.
  case trailingBytes(at: Int)
  case tooLong
}
