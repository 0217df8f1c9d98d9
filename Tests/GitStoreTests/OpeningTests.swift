import APIMachinery
import Basics
import GitObjects
import GitStore
import Glibc
import Store
import Testing

@Suite struct OpeningTests {
  @Test("two processes: the second is told who has the repository, or waits for it")
  func twoOpeners() async throws {
    let temporary = try TemporaryStore()
    let first = try await temporary.open()
    do {
      _ = try await temporary.open()
      Issue.record("two stores on one repository")
    } catch GitStoreError.inUse(_, let holder) {
      #expect(holder == getpid())
    }
    async let second = temporary.open { $0.lockDeadline = SystemClock().now + .seconds(20) }
    try await first.put(Sample.key("a"), "1")
    await first.close()
    let store = try await second
    #expect(store.text(Sample.key("a")) == "1")
    await store.close()
  }

  @Test("another layout version is refused by name")
  func layoutVersion() async throws {
    let temporary = try TemporaryStore()
    await (try await temporary.open()).close()
    temporary.git("config", "kctl.layoutVersion", "99")
    do {
      _ = try await temporary.open()
      Issue.record("layout 99 was opened")
    } catch GitStoreError.otherLayout(_, let found, let supported) {
      #expect((found, supported) == ("99", GitStore.layoutVersion))
    }
  }

  @Test("a work tree's repository works the same")
  func workTree() async throws {
    let temporary = try TemporaryStore()
    _ = Shell.run(["git", "init", "-q", "-b", "main", temporary.path])
    let store = try await temporary.open()
    try await store.put(Sample.key("a"), "1")
    await store.close()
    #expect(temporary.git("show", "live:namespaces/default/configmaps/a.yaml").text.contains("text: \"1\"") )
    temporary.expectCleanRepository()
  }

  @Test("a change through the API moves the files of a work tree along; files that somebody is at work on are not touched, and main waits")
  func workTreeFollows() async throws {
    let temporary = try TemporaryStore()
    _ = Shell.run(["git", "init", "-q", "-b", "main", temporary.path])
    let store = try await temporary.open()
    let key = Sample.key("a")
    let file = temporary.path + "/namespaces/default/configmaps/a.yaml"
    func set(_ text: String) async throws {
      let value = Sample.value(key, ["text": .string(text)])
      var write = Write(key, .put(EncodedObject(value)), expecting: .anything)
      write.desired = DesiredChange(before: store.snapshot().get(key)?.decoded(), after: value)
      _ = try await store.commit(Transaction([write], Provenance(user: "pat", verb: "apply")))
      await store.flush()
    }
    try await set("one")
    #expect(try TextFile.read(file).contains("text: one"))
    #expect(temporary.git("status", "--porcelain", "--untracked-files=no").text == "")
    let mine = try TextFile.read(file) + "# mine, and not committed\n"
    try TextFile.write(mine, to: file)
    let main = temporary.git("rev-parse", "main").line
    try await set("two")
    #expect(try TextFile.read(file) == mine && temporary.git("rev-parse", "main").line == main)
    #expect(store.status.heldEdits == 1 && store.status.problem?.contains("commit or stash them") == true)
    #expect(store.text(key) == "two", "it is live all the same")
    #expect(temporary.git("stash", "-q").code == 0)
    try await set("three")
    #expect(store.status.heldEdits == 0)
    #expect(try TextFile.read(file).contains("text: three"))
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("I8 a clone is a backup: all objects, and revisions that no client has seen")
  func restoreFromClone() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for number in 0..<5 { try await store.put(Sample.key("n\(number)"), "x") }
    await store.close()
    let clone = temporary.directory + "/clone"
    #expect(Shell.run(["git", "clone", "-q", "--mirror", temporary.path, clone]).code == 0)
    for _ in 0..<2 {
      let restored = try await temporary.open { $0.path = clone }
      #expect(restored.snapshot().list(Sample.configMaps).count == 5)
      #expect(restored.revision == Revision(1_000_005))
      await restored.flush()
      await restored.close()
    }
    let restored = try await temporary.open { $0.path = clone }
    #expect(try await restored.put(Sample.key("new"), "y") == Revision(1_000_006))
    await restored.close()
  }

  @Test("I8 the first start from a clone that was cut off is done again by the next")
  func restoreCutOff() async throws {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    try await store.put(Sample.key("a"), "x")
    await store.close()
    let clone = temporary.directory + "/clone"
    #expect(Shell.run(["git", "clone", "-q", "--mirror", temporary.path, clone]).code == 0)
    // As far as it got: the journal's directory was made, and nothing else.
    try TextFile.makeDirectories(clone + "/kctl/journal")
    try TextFile.write("", to: clone + "/kctl/starting")
    for _ in 0..<2 {
      let restored = try await temporary.open { $0.path = clone }
      #expect(restored.revision == Revision(1_000_001))
      await restored.close()
    }
  }

  @Test("I9 a full disk refuses writes in clear words, loses nothing, and takes writes again when there is space")
  func fullDisk() async throws {
    let mount = "/tmp/kctl-tmpfs-\(getpid())"
    try #require(mkdir(mount, 0o700) == 0)
    defer { rmdir(mount) }
    try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=6m") == 0, "this test needs to mount a tmpfs: run it as root")
    defer { umount2(mount, Int32(MNT_DETACH)) }
    let temporary = try TemporaryStore(parent: mount)
    var store = try await temporary.open()
    try await store.put(Sample.key("before"), "1")
    await store.flush()
    #expect(Shell.run(["sh", "-c", "head -c 16m /dev/zero > \(mount)/ballast"]).code != 0)
    var refused = false
    var acknowledged = 1
    for number in 0..<200 where !refused {
      do {
        try await store.put(Sample.key("n\(number)"), String(repeating: "x", count: 20_000))
        acknowledged += 1
      } catch StoreError.unavailable(let text) {
        refused = true
        #expect(text.contains("the disk is full"), "\(text)")
      }
    }
    #expect(refused)
    #expect({ if case .unavailable? = store.failure { true } else { false } }())
    let revision = store.revision
    #expect(store.snapshot().list(Sample.configMaps).count == acknowledged)
    _ = Shell.run(["rm", mount + "/ballast"])
    #expect(try await store.put(Sample.key("after"), "2") == revision.advanced(by: 1))
    #expect(store.failure == nil)
    await store.flush()
    await store.close()
    #expect(store.failure == .closed)
    store = try await temporary.open()
    #expect(store.snapshot().list(Sample.configMaps).count == acknowledged + 1)
    await store.close()
    temporary.expectCleanRepository()
  }

  @Test("a repository that may not be written is refused in clear words")
  func readOnly() async throws {
    let mount = "/tmp/kctl-rofs-\(getpid())"
    try #require(mkdir(mount, 0o700) == 0)
    defer { rmdir(mount) }
    try #require(Glibc.mount("tmpfs", mount, "tmpfs", 0, "size=6m") == 0, "this test needs to mount a tmpfs: run it as root")
    defer { umount2(mount, Int32(MNT_DETACH)) }
    let temporary = try TemporaryStore(parent: mount)
    await (try await temporary.open()).close()
    try #require(Glibc.mount("tmpfs", mount, "tmpfs", UInt(MS_REMOUNT) | UInt(MS_RDONLY), "") == 0)
    do {
      _ = try await temporary.open()
      Issue.record("a read-only repository was opened")
    } catch {
      #expect("\(error)".contains("Read-only"), "\(error)")
    }
  }
}
