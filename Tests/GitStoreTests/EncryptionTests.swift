import APIMachinery
import Basics
import Store
import Testing

@testable import GitStore

@Suite struct EncryptionTests {
  private static let value = "aHVudGVyMi1jbGVhcg=="
  private static let configMaps = GroupResource(resource: "configmaps")

  private func key(_ name: String, _ byte: UInt8, _ cipher: SealingRules.Cipher = .aesgcm) -> SealingRules.Provider {
    .keys(cipher, [.init(name: name, bytes: Array(repeating: byte, count: 32))])
  }

  private func rules(_ providers: SealingRules.Provider..., resources: [String] = ["secrets"]) -> SealingRules {
    SealingRules([.init(resources: resources.compactMap { ResourcePattern($0) }, providers: providers)])
  }

  private func put(_ store: GitStore, _ value: String, _ resource: GroupResource = Sample.secrets, name: String = "s", isDesired: Bool = true) async throws {
    let key = Sample.key(name, resource)
    let object = Sample.value(key, ["password": .string(value)])
    let desired = isDesired ? DesiredChange(before: store.snapshot().get(key)?.decoded(), after: object) : nil
    _ = try await store.commit(Transaction([Write(key, .put(EncodedObject(object)), expecting: .anything, desired: desired)]))
  }

  private func stored(_ store: GitStore, _ resource: GroupResource = Sample.secrets, name: String = "s") -> String? {
    store.snapshot().get(Sample.key(name, resource))?.decoded()[path: "data", "password"]?.string
  }

  private func text(_ temporary: TemporaryStore, _ branch: String, _ resource: String = "secrets", name: String = "s") -> String {
    temporary.git("show", "\(branch):namespaces/default/\(resource)/\(name).yaml").text
  }

  @Test("every provider seals what is written, and opens it when the store is opened again", arguments: [SealingRules.Cipher.aesgcm, .aescbc, .secretbox])
  func ciphers(cipher: SealingRules.Cipher) async throws {
    let temporary = try TemporaryStore()
    let rules = rules(key("key1", 1, cipher))
    let store = try await temporary.open { $0.sealing = rules }
    try await put(store, Self.value)
    await store.flush()
    for branch in ["live", "main"] { #expect(text(temporary, branch).contains("password: kctl:\(cipher):v1:key1:"), "\(branch)") }
    await store.close()
    #expect(Shell.run(["ls", temporary.keyFile]).code != 0, "no key of its own is made")
    let again = try await temporary.open { $0.sealing = rules }
    #expect(stored(again) == Self.value)
    await again.close()
  }

  @Test("the first provider writes, all read; writing again under a new key seals anew on both branches, and changes nothing else")
  func rotation() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.sealing = rules(key("old", 1)) }
    try await put(store, Self.value)
    try await put(store, Self.value, name: "machines", isDesired: false)
    #expect(store.staleObjects().isEmpty)
    // What isn't in git yet would be sealed there with the new key already.
    await store.flush()
    try store.replaceSealing(rules(key("new", 2, .secretbox), key("old", 1)))
    #expect(store.staleObjects() == [Sample.secrets: 2])
    #expect(stored(store) == Self.value)
    #expect(try await store.reseal(Provenance(user: "ann", verb: "reencrypt")) == [Sample.secrets: 2])
    #expect(store.staleObjects().isEmpty)
    await store.flush()
    for branch in ["live", "main"] { #expect(text(temporary, branch).contains("password: kctl:secretbox:v1:new:"), "\(branch)") }
    #expect(text(temporary, "live", name: "machines").contains("kctl:secretbox:v1:new:"))
    #expect(temporary.git("ls-tree", "-r", "--name-only", "main").text == "namespaces/default/secrets/s.yaml\n", "no manifest for what has none")
    await store.close()
    let again = try await temporary.open { $0.sealing = rules(key("new", 2, .secretbox)) }
    #expect(stored(again) == Self.value, "the old key is needed for the past alone")
    #expect(again.staleObjects().isEmpty)
    await #expect { try await again.snapshot(at: Revision(2)) } throws: { error in
      "\(error)".contains("the key \"old\" of aesgcm") && "\(error)".contains("put it back")
    }
    await again.close()
  }

  @Test("from the store's own key to a configuration, and its name for what is missing")
  func fromGenerated() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await put(store, Self.value)
    await store.close()
    let configured = try await temporary.open { $0.sealing = rules(key("key1", 1)) }
    #expect(stored(configured) == Self.value)
    #expect(configured.staleObjects() == [Sample.secrets: 1])
    _ = try await configured.reseal(Provenance())
    await configured.close()
    _ = Shell.run(["rm", temporary.keyFile])
    let again = try await temporary.open { $0.sealing = rules(key("key1", 1)) }
    #expect(stored(again) == Self.value)
    await again.close()
    await #expect { try await temporary.open { $0.sealing = rules(key("key2", 1)) } } throws: { error in
      "\(error)".contains("default/s/data/password") && "\(error)".contains("the key \"key1\" of aesgcm")
    }
    await #expect { try await temporary.open { $0.sealing = rules(key("key1", 9)) } } throws: { "\($0)".contains("can't be decrypted") }
  }

  @Test("other resources are sealed value by value, and may be put back into clear")
  func otherResources() async throws {
    let temporary = try TemporaryStore()
    let all = rules(key("key1", 1), .identity, resources: ["*.*"])
    let store = try await temporary.open { $0.sealing = all }
    try await put(store, "plain text", Self.configMaps)
    await store.flush()
    for branch in ["live", "main"] {
      let text = text(temporary, branch, "configmaps")
      #expect(text.contains("password: kctl:aesgcm:v1:key1:") && text.contains("name: s") && !text.contains("plain text"), "\(branch)")
    }
    #expect(Shell.run(["grep", "-r", "-l", "-a", "plain text", temporary.directory]).text.isEmpty)
    await store.close()
    let clear = SealingRules([
      .init(resources: [ResourcePattern("configmaps")].compactMap { $0 }, providers: [.identity, key("key1", 1)]),
      .init(resources: [ResourcePattern("*.*")].compactMap { $0 }, providers: [key("key1", 1)]),
    ])
    let again = try await temporary.open { $0.sealing = clear }
    #expect(stored(again, Self.configMaps) == "plain text")
    _ = try await again.reseal(Provenance())
    await again.flush()
    for branch in ["live", "main"] { #expect(text(temporary, branch, "configmaps").contains("password: plain text"), "\(branch)") }
    await again.close()
    await #expect { try await temporary.open { $0.sealing = rules(key("key1", 1), resources: ["*.*"]) } } throws: { error in
      "\(error)".contains("is in clear") && "\(error)".contains("identity")
    }
  }

  @Test("what only looks sealed can be stored, and is what it was")
  func lookalike() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for (position, text) in ["kctl:v1:abc:def", "kctl:aesgcm:v1:k:AAAA", "kctl: no", "kctl:hpke:v1:"].enumerated() {
      try await put(store, text, Self.configMaps, name: "c\(position)", isDesired: false)
    }
    await store.close()
    let again = try await temporary.open()
    #expect(stored(again, Self.configMaps, name: "c0") == "kctl:v1:abc:def")
    #expect(stored(again, Self.configMaps, name: "c1") == "kctl:aesgcm:v1:k:AAAA")
    #expect(stored(again, Self.configMaps, name: "c3") == "kctl:hpke:v1:")
    await again.close()
  }

  @Test("a key service is asked once a seed, its key's change is a rotation, and its absence stops no writer")
  func keyService() async throws {
    let temporary = try TemporaryStore()
    let service = ScriptedKeyService()
    let rules = rules(.service(name: "vault", service))
    let store = try await temporary.open { $0.sealing = rules }
    for number in 0..<5 { try await put(store, Self.value, name: "s\(number)") }
    await store.flush()
    let first = text(temporary, "live", name: "s0")
    #expect(first.contains("kctl:kms:v2:vault:"))
    #expect(service.state.withLock { $0.encrypted } == 1)
    await store.close()

    let again = try await temporary.open { $0.sealing = rules }
    #expect(stored(again, name: "s4") == Self.value)
    #expect(service.state.withLock { ($0.encrypted, $0.decrypted) } == (1, 1), "the seed that was there is used again")
    service.state.withLock { $0.isAway = true }
    #expect(again.refreshKeyServices()["vault"]?.contains("nobody is there") == true)
    try await put(again, Self.value, name: "s5")
    service.state.withLock { ($0.isAway, $0.key) = (false, "key-2") }
    #expect(again.refreshKeyServices().isEmpty && again.keyServiceProblems.isEmpty)
    #expect(again.staleObjects() == [Sample.secrets: 6])
    _ = try await again.reseal(Provenance())
    await again.flush()
    #expect(text(temporary, "live", name: "s0") != first && again.staleObjects().isEmpty)
    await again.close()

    service.state.withLock { $0.isAway = true }
    await #expect { try await temporary.open { $0.sealing = rules } } throws: { "\($0)".contains("\"vault\" (kms) doesn't answer: nobody is there") }
  }

  @Test("rules that can't be used change nothing: a service that is away, Secrets that nothing would cover")
  func badReplacement() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.sealing = rules(key("key1", 1)) }
    let away = ScriptedKeyService()
    away.state.withLock { $0.isAway = true }
    #expect(throws: GitStoreError.self) { try store.replaceSealing(rules(.service(name: "vault", away))) }
    #expect(throws: GitStoreError.self) { try store.replaceSealing(rules(key("key1", 1), resources: ["configmaps"])) }
    try await put(store, Self.value)
    await store.flush()
    #expect(text(temporary, "live").contains("kctl:aesgcm:v1:key1:"))
    await store.close()
  }

  @Test("patterns cover what upstream's do", arguments: [
    ("secrets", ["secrets"], ["configmaps", "secrets.example.com"]), ("*.", ["secrets", "pods"], ["deployments.apps"]),
    ("*.apps", ["deployments.apps"], ["pods"]), ("*.*", ["pods", "deployments.apps"], []), ("widgets.example.com", ["widgets.example.com"], ["widgets"]),
  ])
  func patterns(text: String, covered: [String], others: [String]) throws {
    let pattern = try #require(ResourcePattern(text))
    #expect(pattern.description == text)
    func resource(_ text: String) -> GroupResource {
      let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
      return GroupResource(group: parts.count > 1 ? parts[1] : "", resource: parts[0])
    }
    for name in covered { #expect(pattern.matches(resource(name)), "\(name)") }
    for name in others { #expect(!pattern.matches(resource(name)), "\(name)") }
    for bad in ["", "*", ".apps", "pods.*", "pods."] { #expect(ResourcePattern(bad) == nil, "\(bad)") }
  }
}
