import APIMachinery
import Basics
import GitObjects
import GitStore
import Store
import Testing

/// Persons' changes that wait for `main`, or can't be put there.
@Suite struct HeldEditsTests {
  private let pat = Provenance(user: "pat@example.com", verb: "apply", resource: "configmaps")

  private func edit(_ store: GitStore, _ name: String, from before: String? = nil, to text: String) async throws {
    let key = Sample.key(name)
    let after = Sample.value(key, ["text": .string(text)])
    let old = before.map { Sample.value(key, ["text": .string($0)]) }
    _ = try await store.commit(
      Transaction([Write(key, .put(EncodedObject(after)), expecting: .anything, desired: DesiredChange(before: old, after: after))], pat))
  }

  private static func manifest(_ name: String, _ text: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: default\ndata:\n  text: \"\(text)\"\n"
  }

  @Test("a held change doesn't keep the journal from being trimmed, and is not lost by that")
  func trimmedJournal() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await temporary.push(["a.yaml": Self.manifest("a", "1")], store)
    let pushed = temporary.commit(["a.yaml": Self.manifest("a", "1"), "b.yaml": Self.manifest("b", "1")])
    try await edit(store, "c", to: "held")
    await store.flush()
    #expect(store.status.heldEdits == 1)
    for number in 0..<24 { try await store.put(Sample.key("big\(number)"), String(repeating: "x", count: 100_000)) }
    await store.flush()
    let journalBytes = try temporary.journalFiles.reduce(0) { try $0 + TextFile.readBytes($1).count }
    #expect(journalBytes < 1 << 20, "the journal holds \(journalBytes) bytes")
    for _ in 0..<2 {
      await store.close()
      store = try await temporary.open()
      await store.flush()
      #expect(store.status.heldEdits == 1)
    }
    _ = try await store.commit(Transaction([], adoption: Adoption(commit: pushed, note: "")))
    await store.flush()
    #expect(store.status.heldEdits == 0)
    let subjects = temporary.git("log", "--format=%s", "main").text
    #expect(subjects == "apply configmaps default/c\na push\na push\n")
    #expect(temporary.git("log", "live..main").text.isEmpty)
    await store.close()
    store = try await temporary.open()
    await store.flush()
    #expect(temporary.git("log", "--format=%s", "main").text == subjects)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("a change that main said already isn't made again after a restart, over what was pushed since")
  func unchangedEdit() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await temporary.push(["a.yaml": Self.manifest("a", "5")], store)
    try await edit(store, "a", from: "3", to: "5")
    await store.flush()
    try await temporary.push(["a.yaml": Self.manifest("a", "7")], store)
    await store.close()
    store = try await temporary.open()
    await store.flush()
    #expect(temporary.git("show", "main:a.yaml").text == Self.manifest("a", "7"))
    await store.close()
  }

  @Test("a change that can't be put on main is told until it can, also when others were written meanwhile")
  func lostChange() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await temporary.push(["namespaces": "my notes\n"], store)
    try await edit(store, "a", to: "1")
    await store.flush()
    try await temporary.push(["b.yaml": Self.manifest("b", "1")], store)
    try await edit(store, "b", from: "1", to: "2")
    await store.flush()
    #expect(temporary.git("show", "main:b.yaml").text == Self.manifest("b", "2"))
    #expect(store.status.problem == "namespaces/default/configmaps/a.yaml: main has something else in its place")
    // Whoever clears the place decides what main says; the next change is put there.
    try await temporary.push(["b.yaml": Self.manifest("b", "2")], store, keeping: false)
    #expect(store.status.problem == nil)
    try await edit(store, "a", from: "1", to: "2")
    await store.flush()
    #expect(temporary.git("show", "main:namespaces/default/configmaps/a.yaml").text.contains("text: \"2\""))
    await store.close()
  }

  private static let list = """
    # all of them
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: default}
      data: {text: "1"}
    - apiVersion: v1
      kind: ConfigMap
      metadata: {name: b, namespace: default}
      data: {text: "1"} # keep
    - apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: default}
      data: {}

    """

  @Test("a create and an edit of an object that stands in a List on main change its item alone")
  func list() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await temporary.push(["all.yaml": Self.list], store)
    func items() throws -> [Value] {
      try YAML.decode(Array(temporary.git("show", "main:all.yaml").text.utf8))["items"]?.array ?? []
    }
    // It isn't on live, so this is a create.
    try await edit(store, "a", to: "2")
    await store.flush()
    #expect(try items().map(\.name) == ["a", "b", "s"])
    #expect(try items().first?[path: "data", "text"] == "2")
    try await edit(store, "b", from: "1", to: "2")
    await store.flush()
    #expect(temporary.git("show", "main:all.yaml").text.contains("# keep"))
    let key = Sample.key("s", Sample.secrets)
    let (before, after) = (Sample.value(key, [:]), Sample.value(key, ["key": "Y2xlYXI="]))
    _ = try await store.commit(
      Transaction([Write(key, .put(EncodedObject(after)), expecting: .anything, desired: DesiredChange(before: before, after: after))], pat))
    await store.flush()
    let written = try items()
    #expect(written.map(\.name) == ["a", "b", "s"])
    #expect(written[1][path: "data", "text"] == "2")
    #expect(written[2][path: "data", "key"]?.string?.hasPrefix("kctl:v1:") == true)
    #expect(try YAML.decode(Array(temporary.git("show", "main:all.yaml").text.utf8))["data"] == nil)
    #expect(store.status.problem == nil)
    await store.close()
  }
}
