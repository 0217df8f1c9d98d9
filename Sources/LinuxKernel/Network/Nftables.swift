import Basics

/// Loads rules with nft(8).
public struct Nftables: Sendable {
  private let path: String

  public init?(path: String? = Command.find("nft")) {
    guard let path else { return nil }
    self.path = path
  }

  /// Carries out a script in one transaction; blocks.
  public func load(_ script: String) throws {
    try Command(path, ["-f", "-"]).check(input: Array(script.utf8))
  }

  /// What removes a table, whether it is there or not.
  public static func deletion(ofTable name: String, family: String) -> String {
    "table \(family) \(name) {}\ndelete table \(family) \(name)\n"
  }
}
