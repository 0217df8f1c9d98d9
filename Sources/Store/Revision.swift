/// The store's clock: one tick per object write, over the whole store (design I8). It is the API's resourceVersion.
public struct Revision: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public var rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Reads a resourceVersion; nil for anything but decimal digits.
  public init?(_ resourceVersion: String) {
    guard let value = UInt64(resourceVersion), resourceVersion.first != "+" else { return nil }
    rawValue = value
  }

  /// Before the first write.
  public static let zero = Revision(rawValue: 0)

  public func advanced(by count: Int) -> Revision { Revision(rawValue: rawValue + UInt64(count)) }
  public static func < (a: Revision, b: Revision) -> Bool { a.rawValue < b.rawValue }
  public var description: String { String(rawValue) }
}
