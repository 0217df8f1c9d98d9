import APIMachinery
import Basics
import Synchronization

/// The keys that a store seals and opens with, and which resources' objects are sealed. Rules may be replaced while others read and write.
final class KeyRing: Sendable {
  private static let secrets = GroupResource(resource: "secrets")

  private struct Rule {
    var resources: [ResourcePattern]
    var writer: (any SealingProvider)?
    /// Whether what stands there in clear is taken as it is.
    var allowsClear: Bool
  }

  private struct State {
    var rules: [Rule] = []
    var providers: [String: [any SealingProvider]] = [:]
    var services: [EnvelopeKey] = []
    var openers: [String: OpeningKey] = [:]
  }

  private let state: Mutex<State>
  /// The store's own key. It goes on opening what it has sealed when a configuration names other keys.
  let generated: GeneratedKey?

  /// With a key of its own and without rules, the store seals Secrets with it.
  init(generated: GeneratedKey?, rules: SealingRules = SealingRules()) {
    self.generated = generated
    state = Mutex(Self.compiled(rules, generated, former: State()))
  }

  /// Takes other rules. They count from the moment when their services have answered; until then, and when one doesn't, nothing changes.
  func replace(_ rules: SealingRules, _ random: any RandomSource) throws(GitStoreError) {
    guard generated != nil || rules.covers(Self.secrets) else {
      throw .secretKey("the encryption configuration must cover secrets: this store has no key of its own, and never keeps them in clear")
    }
    let next = Self.compiled(rules, generated, former: state.withLock { $0 })
    for service in next.services { try service.prepare(random) }
    state.withLock { state in
      let openers = state.openers
      state = next
      state.openers = openers
    }
  }

  private static func compiled(_ rules: SealingRules, _ generated: GeneratedKey?, former: State) -> State {
    var state = State()
    state.openers = former.openers
    var all: [any SealingProvider] = generated.map { [$0] } ?? []
    for rule in rules.rules {
      var providers: [any SealingProvider] = []
      var sealsFirst = true
      for (position, provider) in rule.providers.enumerated() {
        switch provider {
        case .identity: if position == 0 { sealsFirst = false }
        case .keys(let cipher, let keys): providers += keys.map { Self.provider(cipher, $0) }
        case .service(let name, let service):
          let known = state.services.first { $0.name == name }
          let envelope = known ?? EnvelopeKey(name: name, service: service, former: former.services.first { $0.name == name })
          if known == nil { state.services.append(envelope) }
          providers.append(envelope)
        }
      }
      all += providers
      let allowsClear = rule.providers.contains { if case .identity = $0 { true } else { false } }
      state.rules.append(Rule(resources: rule.resources, writer: sealsFirst ? providers.first : nil, allowsClear: allowsClear))
    }
    if let generated {
      // What no rule covers. A Secret in clear on `main` is taken as it is (design I6); the store itself never writes one.
      state.rules.append(Rule(resources: [ResourcePattern("secrets")].compactMap { $0 }, writer: generated, allowsClear: true))
    }
    state.providers = Dictionary(grouping: all, by: \.tag)
    return state
  }

  private static func provider(_ cipher: SealingRules.Cipher, _ key: SealingRules.Key) -> any SealingProvider {
    switch cipher {
    case .aesgcm: AESGCMKey(name: key.name, key: key.bytes)
    case .aescbc: AESCBCKey(name: key.name, key: key.bytes)
    case .secretbox: SecretBoxKey(name: key.name, key: key.bytes)
    }
  }

  // MARK: - asking

  /// What seals objects of the resource; nil when they aren't sealed.
  func writer(for resource: GroupResource) -> (any SealingProvider)? { rule(for: resource)?.writer }

  /// Whether objects of the resource are only taken when every value is sealed.
  func demandsSealed(_ resource: GroupResource) -> Bool { rule(for: resource).map { !$0.allowsClear } ?? false }

  private func rule(for resource: GroupResource) -> Rule? {
    state.withLock { state in state.rules.first { $0.resources.contains { $0.matches(resource) } } }
  }

  /// What seals a value that only looks sealed, in an object of a resource that isn't.
  var fallback: (any SealingProvider)? { generated ?? state.withLock { $0.rules.lazy.compactMap(\.writer).first } }

  func providers(tag: String) -> [any SealingProvider] { state.withLock { $0.providers[tag] ?? [] } }

  /// What is covered, and by which key it is sealed: other text when anything would be sealed in another way.
  var writers: [(resource: String, mark: String)] {
    state.withLock { state in state.rules.flatMap { rule in rule.resources.map { ($0.description, rule.writer?.mark ?? "clear") } } }
  }

  // MARK: - services

  var services: [EnvelopeKey] { state.withLock { $0.services } }

  /// Sees that every service has a current key. Throws for the first that hasn't. Blocks.
  func prepareServices(_ random: any RandomSource) throws(GitStoreError) {
    for service in services { try service.prepare(random) }
  }

  // MARK: - what people seal

  /// Opens what was sealed to its public half, from now on.
  func add(_ key: OpeningKey) { state.withLock { $0.openers[key.sealing.id] = key } }

  /// What was sealed to it opens no more.
  func removeOpener(_ id: String) { state.withLock { $0.openers[id] = nil } }

  func opener(_ id: String) -> OpeningKey? { state.withLock { $0.openers[id] } }
  var openerIDs: [String] { state.withLock { $0.openers.keys.sorted() } }
}
