/// What is asked for, or what a record holds (IANA: DNS parameters).
public struct RecordType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let a = RecordType(rawValue: 1)
  public static let ns = RecordType(rawValue: 2)
  public static let cname = RecordType(rawValue: 5)
  public static let soa = RecordType(rawValue: 6)
  public static let ptr = RecordType(rawValue: 12)
  public static let mx = RecordType(rawValue: 15)
  public static let txt = RecordType(rawValue: 16)
  public static let aaaa = RecordType(rawValue: 28)
  public static let srv = RecordType(rawValue: 33)
  public static let opt = RecordType(rawValue: 41)
  public static let ixfr = RecordType(rawValue: 251)
  public static let axfr = RecordType(rawValue: 252)
  public static let any = RecordType(rawValue: 255)

  private static let names: [RecordType: String] = [
    .a: "A", .ns: "NS", .cname: "CNAME", .soa: "SOA", .ptr: "PTR", .mx: "MX", .txt: "TXT", .aaaa: "AAAA", .srv: "SRV", .opt: "OPT",
    .ixfr: "IXFR", .axfr: "AXFR", .any: "ANY",
  ]

  /// No record is of such a type: it asks for something else than records of its own (RFC 6895 section 3.1, and OPT).
  public var isMeta: Bool { (128...255).contains(rawValue) || self == .opt }

  /// The name, or `TYPE64` for one without (RFC 3597 section 5).
  public var description: String { Self.names[self] ?? "TYPE\(rawValue)" }
}

/// How a question came out (RFC 1035 section 4.1.1, RFC 6891 section 9).
public struct ResponseCode: RawRepresentable, Hashable, Sendable {
  /// Twelve bits; what is above four needs EDNS.
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue & 0xfff }

  public static let noError = ResponseCode(rawValue: 0)
  public static let formatError = ResponseCode(rawValue: 1)
  public static let serverFailure = ResponseCode(rawValue: 2)
  public static let nameError = ResponseCode(rawValue: 3)
  public static let notImplemented = ResponseCode(rawValue: 4)
  public static let refused = ResponseCode(rawValue: 5)
  public static let badVersion = ResponseCode(rawValue: 16)
}

public enum DNSClass {
  public static let internet: UInt16 = 1
}
