import Basics
import Glibc
import Synchronization

/// The host's time zones (Debian: tzdata), each read once.
public final class TimeZoneDatabase: Sendable {
  private let folder: String
  private let known = Mutex<[String: TimeZoneRules]>([:])
  private static let sizeLimit = 1 << 20

  public init(folder: String = "/usr/share/zoneinfo") { self.folder = folder }

  /// nil when there is no such zone, or the host has no database; UTC is always there.
  func zone(_ name: String) -> TimeZoneRules? {
    if ["", "UTC", "Etc/UTC"].contains(name) { return .utc }
    let isName = name.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "/_-+".utf8.contains(byte)
    }
    // A name must not lead out of the folder.
    guard isName, name.first != "/", !name.hasSuffix("/") else { return nil }
    if let zone = known.withLock({ $0[name] }) { return zone }
    guard let bytes = Self.read(folder + "/" + name), let zone = TimeZoneRules(file: bytes) else { return nil }
    known.withLock { $0[name] = zone }
    return zone
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = fread(&bytes, 1, sizeLimit, file)
    return count > 0 && ferror(file) == 0 ? Array(bytes.prefix(count)) : nil
  }
}
