import APIMachinery
import Basics
import GitStore
import Store
import Testing

@Suite struct SecretTests {
  private static let clear = "aHVudGVyMi1jbGVhcg=="

  private func secret(_ value: String) -> (key: ObjectKey, value: Value) {
    let key = Sample.key("s", Sample.secrets)
    var secret = Sample.value(key, ["password": .string(value)])
    secret[path: "metadata", "annotations"] = [
      "kubectl.kubernetes.io/last-applied-configuration": .string("{\"data\":{\"password\":\"\(value)\"}}")
    ]
    return (key, secret)
  }

  private func put(_ store: GitStore, _ value: String, source: String? = nil) async throws {
    let (key, secret) = secret(value)
    let desired = DesiredChange(before: store.snapshot().get(key)?.decoded(), after: secret, source: source.map { Array($0.utf8) })
    _ = try await store.commit(Transaction([Write(key, .put(EncodedObject(secret)), expecting: .anything, desired: desired)]))
  }

  @Test("I7 no byte of a Secret's values is ever on the disk in clear: journal, live, main, packs")
  func nothingInClear() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let source = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  namespace: default\ndata:\n  password: \(Self.clear)\n"
    try await put(store, Self.clear, source: source)
    #expect(Shell.run(["grep", "-r", "-l", "-a", Self.clear, temporary.directory]).text.isEmpty, "in the journal")
    await store.flush()
    try await put(store, "c2Vjb25kLXZhbHVl")
    await store.flush()
    for branch in ["live", "main"] {
      let history = temporary.git("log", "-p", "--first-parent", "-m", branch).text
      #expect(history.contains("kctl:v1:"), "\(branch)")
      #expect(!history.contains(Self.clear) && !history.contains("c2Vjb25kLXZhbHVl"), "\(branch)")
    }
    #expect(store.snapshot().get(Sample.key("s", Sample.secrets))?.decoded()[path: "data", "password"]?.string == "c2Vjb25kLXZhbHVl")
    await store.close()
    let again = try await temporary.open()
    #expect(again.snapshot().get(Sample.key("s", Sample.secrets))?.decoded() == {
      var value = secret("c2Vjb25kLXZhbHVl").value
      value[path: "metadata", "resourceVersion"] = "2"
      return value
    }())
    await again.close()
  }

  @Test("an unchanged value keeps its text, another object's doesn't open in its place")
  func sealing() throws {
    let sealer = SecretSealer(key: [UInt8](repeating: 7, count: 32))
    let (_, one) = secret("b25l")
    #expect(sealer.seal(one) == sealer.seal(one))
    #expect(try sealer.unseal(sealer.seal(one)) == one)
    var two = sealer.seal(one)
    two[path: "metadata", "name"] = "t"
    #expect(throws: GitStoreError.self) { try sealer.unseal(two) }
    #expect(throws: GitStoreError.self) { try SecretSealer(key: [UInt8](repeating: 8, count: 32)).unseal(sealer.seal(one)) }
    let odd: Value = ["metadata": ["name": "s"], "data": ["n": 5, "kctl": "kctl:v1:x:y", "empty": ""]]
    #expect(try sealer.unseal(sealer.seal(odd)) == odd)
  }

  @Test("a missing or wrong key is refused, and nothing is overwritten", arguments: [true, false])
  func keyFile(isFlushed: Bool) async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await put(store, Self.clear)
    if isFlushed { await store.flush() }
    await store.close()
    #expect(Shell.run(["stat", "-c", "%a", temporary.keyFile]).text == "600\n")
    let key = try TextFile.read(temporary.keyFile)
    _ = Shell.run(["rm", temporary.keyFile])
    await #expect(throws: GitStoreError.self) { try await temporary.open() }
    #expect((try? TextFile.read(temporary.keyFile)) == nil, "no new key in place of the lost one")
    try TextFile.write(Base64.encode([UInt8](repeating: 1, count: 32)) + "\n", to: temporary.keyFile)
    await #expect(throws: GitStoreError.self) { try await temporary.open() }
    try TextFile.write(key, to: temporary.keyFile)
    let again = try await temporary.open()
    #expect(again.snapshot().list(Sample.secrets).count == 1)
    await again.close()
  }
}
