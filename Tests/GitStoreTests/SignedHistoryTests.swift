import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

@Suite struct SignedHistoryTests {
  @Test("Every commit that the store makes is signed with its key, and git knows it")
  func signed() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { $0.signingKeyFile = temporary.directory + "/signing.key" }
    let value = Sample.value(Sample.key("a"), ["text": "1"])
    let write = Write(Sample.key("a"), .put(EncodedObject(value)), expecting: .anything, desired: DesiredChange(before: nil, after: value, source: nil, path: nil))
    _ = try await store.commit(Transaction([write], Provenance(user: "pat", verb: "create", resource: "configmaps", userAgent: "t")))
    try await store.put(Sample.key("b"), "2")
    try await store.put(Sample.key("l", Sample.leases), "3")
    await store.flush()
    await store.close()
    for reference in ["main", "live", "live~1", "refs/kctl/ephemeral"] {
      let verified = temporary.git("verify-commit", reference)
      #expect(verified.code == 0 && verified.text.contains("Good \"git\" signature for kctl@kctl"), "\(reference): \(verified.text)")
    }
    temporary.expectCleanRepository()
    #expect(Shell.run(["stat", "-c", "%a", temporary.directory + "/signing.key"]).text == "600\n")
  }

  @Test("The key and people's entries in the list stay from start to start; a new key joins the old")
  func list() async throws {
    let temporary = try TemporaryStore()
    func restart(_ key: String) async throws -> [String] {
      let store = try await temporary.open { $0.signingKeyFile = temporary.directory + key }
      let signers = Result { try SignersFile.read(store.repository) }
      await store.close()
      return try signers.get().entries.map { $0.principals[0] }
    }
    #expect(try await restart("/k1") == ["kctl@kctl"])
    let repository = try Repository.open(temporary.path)
    var signers = try SignersFile.read(repository)
    signers.entries.append(.init(principals: ["alice@example.com"], key: CommitSigner.generate().publicKey))
    try SignersFile.write(signers, repository)
    #expect(try await restart("/k1") == ["kctl@kctl", "alice@example.com"])
    #expect(try await restart("/k2") == ["kctl@kctl", "alice@example.com", "kctl@kctl"])
    try TextFile.write("nonsense\n", to: SignersFile.path(repository))
    await #expect(throws: (any Error).self) { try await restart("/k2") }
    #expect(try TextFile.read(SignersFile.path(repository)) == "nonsense\n")
  }
}
