import APIMachinery
import ArgumentParser
import Basics
import Testing

@testable import CLI

@Suite struct SyncStateTests {
  @Test("each failure in a row doubles the wait, up to the longest; a success begins anew")
  func waiting() {
    var state = SyncState(url: "u", branch: "main")
    state.interval = .seconds(30)
    let longest = Duration.seconds(600)
    var waits: [Duration] = []
    for _ in 0..<7 {
      waits.append(state.wait(max: longest))
      state.failed("error: x", at: Timestamp(secondsSinceEpoch: 0))
    }
    #expect(waits == [30, 60, 120, 240, 480, 600, 600].map { .seconds($0) })
    #expect(state.failure == "x" && state.failures == 7)
    state.failures = .max
    #expect(state.wait(max: longest) == longest)
    state.succeeded(at: Timestamp(secondsSinceEpoch: 0))
    #expect(state.wait(max: longest) == .seconds(30) && state.failure == nil)
    state.interval = .seconds(3_600)
    state.failed("x", at: Timestamp(secondsSinceEpoch: 0))
    #expect(state.wait(max: longest) == .seconds(3_600), "who looks once an hour doesn't look more often when it fails")
  }

  @Test("a record is read back as it was written, without the password")
  func record() async throws {
    let files = MemoryFiles()
    let record = SyncRecord(file: "/r/kctl/sync.json", files: files)
    var state = SyncState(url: "https://robot:hush@git.example.com/x.git", branch: "main")
    (state.commit, state.given, state.process) = ("abc", ["refs/heads/live": "def"], 7)
    state.failed("no way", at: Timestamp(secondsSinceEpoch: 0))
    try await record.save(state)
    try await record.save(SyncState(url: "/other.git", branch: "main"))
    #expect(files["/r/kctl/sync.json"]?.contains("hush") == false)
    let read = try await record.state(of: state.url, "main")
    #expect(read == state)
    #expect(try await record.all().count == 2)
    #expect(try await record.state(of: state.url, "other").commit == nil)
  }

  @Test("a password never shows", arguments: [
    ("https://a:b@host/x", "https://a:***@host/x"), ("https://a@host/x", "https://a@host/x"), ("https://host/x:y@z", "https://host/x:y@z"),
    ("git@host:x.git", "git@host:x.git"), ("/srv/x.git", "/srv/x.git"), ("ssh://u:p@h:22/x", "ssh://u:***@h:22/x"),
  ])
  func passwords(url: String, shown: String) { #expect(SyncRemote.shown(url) == shown) }

  @Test("credentials become options of git, each file one word for the shell, and secrets stay in their files")
  func credentials() async throws {
    let files = MemoryFiles()
    for name in ["/k/it's", "/k/hosts", "/k/token", "/k/ca"] { files[name] = "secret" }
    #expect(try await SyncCredentials.parse([]).arguments(files) == [])
    var credentials = try SyncCredentials.parse([
      "--ssh-key", "/k/it's", "--known-hosts", "/k/hosts", "--token-file", "/k/token", "--ca-file", "/k/ca", "--token-user", "x'; rm -rf /",
    ])
    let arguments = try await credentials.arguments(files)
    #expect(arguments[1] == #"core.sshCommand=ssh -o BatchMode=yes -o IdentitiesOnly=yes -i '/k/it'\''s' -o StrictHostKeyChecking=yes -o UserKnownHostsFile='/k/hosts'"#)
    #expect(arguments.contains("credential.helper=") && arguments.contains { $0.contains(#"'x'\''; rm -rf /'"#) && $0.contains("head -n 1 '/k/token'") })
    #expect(arguments.last == "http.sslCAInfo=/k/ca")
    #expect(!arguments.contains { $0.contains("secret") })
    credentials.caFile = "/nowhere"
    await #expect(throws: CommandFailure("--ca-file /nowhere: there is no such file")) { try await credentials.arguments(files) }
  }
}

@Suite struct BackupManifestTests {
  @Test("settings and signers come back as they were; settings that are none of kctl's are refused")
  func settings() throws {
    var manifest = BackupManifest()
    manifest.bundles = [.init(file: "0001.bundle", checksum: "c", time: "t", references: ["refs/heads/main": "1"])]
    (manifest.settings, manifest.signers, manifest.keys) = (["kctl.requiresigned": "true"], "a ssh-ed25519 AAAA\n", "k")
    #expect(try BackupManifest(Array(manifest.text.utf8)) == manifest)
    for name in ["core.sshcommand", "kctl.", "kctl.a.b", "kctl.a b", "x", "kctl.a\nb"] {
      manifest.settings = [name: "x"]
      #expect(throws: CommandFailure.self) { try BackupManifest(Array(manifest.text.utf8)) }
    }
  }
}
