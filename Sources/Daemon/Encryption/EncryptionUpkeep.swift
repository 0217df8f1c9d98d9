import APIServer
import Basics
import GitStore
import Logging
import Synchronization

/// Keeps what objects are encrypted with as the configuration's file and the key services say: reads the file again when it has changed, and
/// asks the services which key they have. A file that can't be used changes nothing and is reported.
final class EncryptionUpkeep: Sendable {
  private static let interval = Duration.seconds(10)
  /// How often services that are well are asked; those that aren't, at every look.
  private static let looksBetweenQuestions = 6

  private let git: GitStore
  private let choice: EncryptionChoice
  private let reloads: Bool
  private let clock: any WallClock
  private let logger: Logger
  private let problem = Mutex<String?>(nil)

  init(git: GitStore, choice: EncryptionChoice, reloads: Bool, clock: any WallClock, logger: Logger) {
    (self.git, self.choice, self.reloads, self.clock, self.logger) = (git, choice, reloads, clock, logger)
  }

  /// Nil when there is nothing to look after: no configuration, or no repository.
  convenience init?(_ options: DaemonOptions, _ git: GitStore?, _ clock: any WallClock) {
    guard let git, let path = options.encryption.encryptionProviderConfig else { return nil }
    self.init(
      git: git, choice: EncryptionChoice(path: path), reloads: options.encryption.encryptionProviderConfigAutomaticReload, clock: clock,
      logger: Logger(label: "encryption"))
  }

  /// By upstream's names: one for each service, or one for all where the file may bring others.
  var checks: [Configuration.HealthCheck] {
    let (git, names) = (git, git.keyServices)
    if reloads {
      return [Configuration.HealthCheck("kms-providers", isLiveness: true) { git.keyServiceProblems.sorted { $0.key < $1.key }.first.map { "\($0.key): \($0.value)" } }]
    }
    return names.enumerated().map { position, name in
      Configuration.HealthCheck("kms-provider-\(position)", isLiveness: true) { git.keyServiceProblems[name] }
    }
  }

  /// Until cancelled. Compares contents: files in mounted volumes change without a sign that could be waited for.
  func run() async {
    // The first reading counts like the others: the file may have changed since the store was given it.
    var known: [UInt8]?
    var look = 0
    while !Task.isCancelled {
      do { try await clock.sleep(for: Self.interval) } catch { return }
      look += 1
      if reloads, let now = await content(), now != known {
        let isFirst = known == nil
        known = now
        await reload(isFirst: isFirst)
      }
      if look % Self.looksBetweenQuestions == 0 || !git.keyServiceProblems.isEmpty { await ask() }
    }
  }

  private func reload(isFirst: Bool) async {
    do {
      try await onOwnThread { [git, choice] in try git.replaceSealing(choice.rules()) }
      let level: Logger.Level = isFirst ? .debug : .notice
      logger.log(level: level, "the encryption configuration has been read again", metadata: ["file": "\(choice.path)"])
    } catch {
      logger.error("the encryption configuration can't be used; the last good one stays", metadata: ["error": "\(error)"])
    }
  }

  private func ask() async {
    guard !git.keyServices.isEmpty else { return }
    let problems = (try? await onOwnThread { [git] in git.refreshKeyServices() }) ?? [:]
    let text = problems.isEmpty ? nil : problems.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    let before = problem.withLock { problem in
      defer { problem = text }
      return problem
    }
    guard before != text else { return }
    if let text { logger.error("a key service can't be used", metadata: ["error": "\(text)"]) } else { logger.notice("the key services answer again") }
  }

  private func content() async -> [UInt8]? { try? await onOwnThread { [choice] in try TextFile.readBytes(choice.path) } }
}
