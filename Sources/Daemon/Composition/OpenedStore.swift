import APISchemas
import Basics
import GitStore
import Store

/// The store that the options ask for; with git, also what only git knows.
struct OpenedStore: Sendable {
  let store: any ObjectStore
  let git: GitStore?

  static func open(_ options: DaemonOptions) async throws -> OpenedStore {
    if options.memory { return OpenedStore(store: MemoryStore(), git: nil) }
    try RepositoryKeys.adopt(from: options.repository, into: options.dataDir)
    var settings = GitStoreOptions(path: options.repository, keyFile: options.dataDir + "/secrets.key")
    settings.signingKeyFile = options.dataDir + "/signing.key"
    settings.reading = { Scheme.builtIn.convert($0, to: $1) }
    settings.retention = try options.retention.policy()
    settings.pruneGrace = .seconds(Int64(options.retention.pruneGrace))
    let choice = options.encryption.encryptionProviderConfig.map { EncryptionChoice(path: $0) }
    if let choice { settings.sealing = try await choice.readyRules() }
    // A daemon that is being replaced takes a moment to let go.
    settings.lockDeadline = SystemClock().now + .seconds(5)
    let git = try await GitStore.open(settings)
    if let choice { try git.repository.setConfiguration(EncryptionChoice.setting, choice.path) }
    return OpenedStore(store: git, git: git)
  }
}
