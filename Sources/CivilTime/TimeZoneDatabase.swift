import Basics
import Synchronization

/// The tz database of the host, by names such as `Europe/Berlin`.
///
/// Each zone is read once, from a small file; what a host's updates change is seen after a restart.
public final class TimeZoneDatabase: Sendable {
  public static let host = TimeZoneDatabase(directory: "/usr/share/zoneinfo")

  private let directory: String
  private let zones = Mutex<[String: TimeZoneRules?]>([:])
  /// Of names that exist there are about 600; what else is asked for isn't kept for ever.
  private static let zonesMax = 1000

  public init(directory: String) { self.directory = directory }

  /// nil when there is no such zone, or the name isn't one that can be asked for.
  public func zone(_ name: String) -> TimeZoneRules? {
    if name == "UTC" { return .utc }
    guard Self.isName(name) else { return nil }
    if let known = zones.withLock({ $0[name] }) { return known }
    let read = (try? TextFile.readBytes(directory + "/" + name)).flatMap { TimeZoneRules(tzif: $0) }
    zones.withLock { zones in
      if zones.count >= Self.zonesMax { zones.removeAll() }
      zones[name] = .some(read)
    }
    return read
  }

  /// A relative path of letters, digits and `._+-`, that stays inside the database.
  private static func isName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return name.utf8.count <= 128
      && parts.allSatisfy { part in
        !part.isEmpty && !part.elementsEqual("..".utf8) && !part.elementsEqual(".".utf8)
          && part.allSatisfy { byte in
            (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || "._+-".utf8.contains(byte)
          }
      }
  }
}
