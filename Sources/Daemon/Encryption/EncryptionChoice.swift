import AccessControl
import Basics
import GitStore

/// What the options say about how objects are encrypted where they are kept.
struct EncryptionChoice: Sendable {
  /// Where a repository remembers the file, for those who open it without a daemon.
  static let setting = "kctl.encryptionProviderConfig"

  private static let patience = Duration.seconds(15)
  private static let retryDelay = Duration.milliseconds(500)

  let path: String

  /// Reads the file; an error says what is wrong with it, and where. Blocks on the disk.
  func rules() throws -> SealingRules {
    SealingRules(try EncryptionConfiguration(ConfigurationFile(TextFile.readBytes(path), path: path)).entries.map(Self.rule))
  }

  /// The same, once the key services answer: they may be starting at this very moment. Throws what keeps them from it.
  func readyRules() async throws -> SealingRules {
    let rules = try await onOwnThread { try self.rules() }
    let clock = SystemClock()
    let deadline = clock.now + Self.patience
    for case .service(let name, let service) in rules.rules.flatMap(\.providers) {
      while true {
        do {
          _ = try await onOwnThread { try service.currentKey() }
          break
        } catch {
          guard clock.now < deadline else { throw DaemonError("\(path): the kms provider \"\(name)\" can't be used: \(error)") }
          try await clock.sleep(for: Self.retryDelay)
        }
      }
    }
    return rules
  }

  private static func rule(_ entry: EncryptionConfiguration.Entry) -> SealingRules.Rule {
    SealingRules.Rule(resources: entry.resources.compactMap { ResourcePattern($0) }, providers: entry.providers.map(provider))
  }

  private static func provider(_ provider: EncryptionConfiguration.Provider) -> SealingRules.Provider {
    switch provider {
    case .aesgcm(let keys): .keys(.aesgcm, keys.map(key))
    case .aescbc(let keys): .keys(.aescbc, keys.map(key))
    case .secretbox(let keys): .keys(.secretbox, keys.map(key))
    case .kms(let service): .service(name: service.name, KeyManagementClient(service, random: SystemRandom()))
    case .identity: .identity
    }
  }

  private static func key(_ key: EncryptionConfiguration.Key) -> SealingRules.Key { SealingRules.Key(name: key.name, bytes: key.bytes) }
}
