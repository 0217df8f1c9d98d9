import Basics

/// A resource record (RFC 1035 section 4.1.3).
public struct DNSRecord: Hashable, Sendable {
  public var name: DNSName
  public var recordClass: UInt16
  public var ttlSeconds: UInt32
  public var data: RecordData

  public init(_ name: DNSName, ttlSeconds: UInt32, _ data: RecordData, recordClass: UInt16 = DNSClass.internet) {
    (self.name, self.ttlSeconds, self.data, self.recordClass) = (name, ttlSeconds, data, recordClass)
  }

  public var type: RecordType { data.type }
}

/// What a record says.
public enum RecordData: Hashable, Sendable {
  /// A or AAAA, by the address's family.
  case address(IPAddress)
  case ns(DNSName)
  case cname(DNSName)
  case ptr(DNSName)
  case mx(preference: UInt16, DNSName)
  case srv(priority: UInt16, weight: UInt16, port: UInt16, DNSName)
  /// Strings of 255 bytes at most.
  case txt([[UInt8]])
  case soa(StartOfAuthority)
  /// A type that isn't read any further; names in it are written out in full.
  case other(RecordType, [UInt8])

  public var type: RecordType {
    switch self {
    case .address(let address): address.isIPv6 ? .aaaa : .a
    case .ns: .ns
    case .cname: .cname
    case .ptr: .ptr
    case .mx: .mx
    case .srv: .srv
    case .txt: .txt
    case .soa: .soa
    case .other(let type, _): type
    }
  }

  /// One TXT record with a text of up to 255 bytes.
  public static func text(_ text: String) -> RecordData { .txt([Array(text.utf8.prefix(255))]) }
}

/// Who keeps a zone, and how long it is believed (RFC 1035 section 3.3.13); times in seconds.
public struct StartOfAuthority: Hashable, Sendable {
  public var server: DNSName
  public var mailbox: DNSName
  public var serial: UInt32
  public var refresh: UInt32
  public var retry: UInt32
  public var expire: UInt32
  /// How long it is believed that something isn't there (RFC 2308).
  public var minimum: UInt32

  public init(server: DNSName, mailbox: DNSName, serial: UInt32, refresh: UInt32, retry: UInt32, expire: UInt32, minimum: UInt32) {
    (self.server, self.mailbox, self.serial) = (server, mailbox, serial)
    (self.refresh, self.retry, self.expire, self.minimum) = (refresh, retry, expire, minimum)
  }
}
