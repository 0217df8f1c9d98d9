import Basics
import Glibc
import Testing

@testable import GitObjects

struct SigningTests {
  private let signer = CommitSigner.generate()

  private func commit(_ message: String) -> Commit {
    let person = Signature(name: "kctl", email: "kctl@kctl", time: Timestamp(secondsSinceEpoch: 1_700_000_000))
    let tree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    return Commit(tree: tree ?? ObjectID(unchecked: [UInt8](repeating: 0, count: 20)), parents: [], author: person, committer: person, message: message)
  }

  @Test func `git verifies what is signed here, and is told who may sign`() throws {
    let temporary = try TemporaryRepository()
    let pack = PackBuilder()
    pack.add(.tree, [])
    let id = pack.add(.commit, signer.sign(commit("a\n\nKctl-Verb: create\n")))
    try temporary.repository.write(pack).release()
    try temporary.repository.updateReference("refs/heads/main", to: id, expecting: nil)
    var signers = AllowedSigners()
    signers.entries = [.init(principals: ["kctl@kctl"], key: signer.publicKey, namespaces: ["git"])]
    try TextFile.write(signers.text, to: temporary.directory + "/signers")
    #expect(temporary.git("config", "gpg.ssh.allowedSignersFile", temporary.directory + "/signers").code == 0)
    let shown = temporary.git("log", "--show-signature", "-1", "main").output
    #expect(shown.contains("Good \"git\" signature for kctl@kctl with ED25519 key \(signer.publicKey.fingerprint)"), "\(shown)")
    #expect(temporary.git("verify-commit", "main").code == 0)
    #expect(temporary.git("fsck", "--strict").code == 0)
    #expect(temporary.git("log", "-1", "--format=%(trailers:key=Kctl-Verb,valueonly)", "main").output.hasPrefix("create"))
  }

  @Test(arguments: ["ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 2048"])
  func `what people sign with their keys verifies here`(kind: String) throws {
    let temporary = try TemporaryRepository()
    let key = temporary.directory + "/key"
    #expect(temporary.shell("ssh-keygen -q -t \(kind) -N '' -f \(key)").code == 0)
    let made = temporary.git("-c", "gpg.format=ssh", "-c", "user.signingkey=\(key)", "commit-tree", "-S", "-m", "x", temporary.emptyTree)
    #expect(keep(made, "x", temporary) == 0, "\(made)")
    let id = try #require(try temporary.repository.resolve("refs/heads/x"))
    let signed = SignedCommit(try temporary.repository.object(id).content)
    let armoured = try #require(signed.signature)
    let signature = try #require(SSHSignature(armoured: armoured))
    #expect(signature.key == SSHPublicKey(try TextFile.read(key + ".pub")))
    #expect(signature.isValid(over: signed.content))
    #expect(!signature.isValid(over: signed.content + [10]))
    #expect(!signature.isValid(over: signed.content, namespace: "file"))
    #expect(SSHSignature(armoured: signature.armoured) == signature)
  }

  @Test func `a commit without a signature is all content, and taking one out gives what was signed`() throws {
    let plain = commit("a\n").encoded
    #expect(SignedCommit(plain).signature == nil && SignedCommit(plain).content == plain)
    let signed = SignedCommit(signer.sign(commit("a\n\ngpgsig no header\n")))
    #expect(signed.content == commit("a\n\ngpgsig no header\n").encoded)
    let armoured = try #require(signed.signature)
    #expect(SSHSignature(armoured: armoured)?.isValid(over: signed.content) == true)
    #expect(try Commit(decoding: signer.sign(commit("b"))).message == "b\n")
  }

  @Test func `a key survives being written`() throws {
    #expect(CommitSigner(signer.text)?.publicKey == signer.publicKey)
    #expect(CommitSigner("AAAA") == nil && CommitSigner("") == nil)
  }

  @Test func `no changed bit leaves a signature good, and no text makes the readers fail`() throws {
    let random = SeededRandom(seed: 21)
    let content = commit("a\n").encoded
    let armoured = try #require(signer.signature(over: content)).armoured
    for _ in 0..<3_000 {
      var bytes = Array(armoured.utf8)
      let place = random.below(bytes.count)
      bytes[place] = bytes[place] ^ UInt8(1 << random.below(7))
      let text = String(decoding: bytes, as: UTF8.self)
      if let read = SSHSignature(armoured: text), read != SSHSignature(armoured: armoured) { #expect(!read.isValid(over: content), "\(text)") }
      var changed = content
      changed[random.below(changed.count)] ^= UInt8(1 << random.below(8))
      _ = SignedCommit(changed)
    }
    let signature = try #require(SSHSignature(armoured: armoured))
    #expect(!signature.isValid(over: commit("b\n").encoded))
  }
}

struct AllowedSignersTests {
  private static let key = CommitSigner.generate().publicKey

  @Test func `lines are principals, options and a key`() throws {
    let text = """
      # people
      alice@example.com,bob@example.com namespaces="git,file",valid-after="20260101",valid-before="202612312359Z" \(Self.key) Alice's laptop
      *@example.org \(Self.key)
      """
    let signers = try AllowedSigners(text)
    #expect(signers.entries.map(\.principals) == [["alice@example.com", "bob@example.com"], ["*@example.org"]])
    #expect(signers.entries[0].comment == "Alice's laptop")
    #expect(try AllowedSigners(signers.text).entries == signers.entries)
  }

  @Test func `a key counts for its purpose and in its time`() throws {
    let signers = try AllowedSigners("alice namespaces=\"git\",valid-after=\"20260101\",valid-before=\"20260201\" \(Self.key)\nbob namespaces=\"file\" \(Self.key)")
    func principal(_ time: String, _ namespace: String = "git") throws -> String? {
      let time = try #require(Timestamp(rfc3339: time))
      return signers.principal(of: Self.key, namespace: namespace, at: time)
    }
    #expect(try principal("2026-01-15T00:00:00Z") == "alice")
    #expect(try principal("2025-12-31T23:59:59Z") == nil)
    #expect(try principal("2026-02-01T00:00:00Z") == nil)
    #expect(try principal("2026-02-01T00:00:00Z", "file") == "bob")
    #expect(signers.principal(of: CommitSigner.generate().publicKey, at: Timestamp(secondsSinceEpoch: 0)) == nil)
  }

  @Test(arguments: ["alice", "alice ssh-ed25519", "alice ssh-ed25519 AAAA", "alice namespaces=git KEY", "alice nonsense=\"x\" KEY", "alice cert-authority KEY", "alice valid-after=\"soon\" KEY", ", KEY"])
  func `a line that can't be understood is refused with its number`(line: String) {
    let text = "# first\n" + line.replacing("KEY", with: "\(Self.key)")
    do {
      _ = try AllowedSigners(text)
      Issue.record("it should be refused")
    } catch { #expect(error.line == 2) }
  }

  @Test func `stars and question marks stand for others`() {
    for (text, pattern, matches) in [
      ("git", "git", true), ("git", "g*", true), ("git", "*t", true), ("git", "g?t", true), ("git", "g?", false), ("", "*", true), ("abcabc", "*abc", true), ("abcab", "*abc", false),
    ] {
      #expect(AllowedSigners.text(text, matches: pattern) == matches, "\(text) \(pattern)")
    }
  }

  @Test func `no text makes the reader fail otherwise than by saying so`() {
    let random = SeededRandom(seed: 4)
    let good = "alice,bob namespaces=\"git\",valid-after=\"20260101Z\" \(Self.key) c\n"
    for _ in 0..<2_000 {
      var bytes = Array(good.utf8)
      for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.below(256)) }
      if let signers = try? AllowedSigners(String(decoding: bytes, as: UTF8.self)) { #expect((try? AllowedSigners(signers.text)) != nil) }
    }
  }
}

extension TemporaryRepository {
  fileprivate var emptyTree: String { shell("git -C \(directory)/repo hash-object -w -t tree /dev/null").output.filter { !$0.isNewline } }
}

/// The commit that git printed, kept under a branch.
private func keep(_ output: (code: Int32, output: String), _ name: String, _ temporary: TemporaryRepository) -> Int32 {
  temporary.git("update-ref", "refs/heads/\(name)", output.output.filter { !$0.isNewline }).code
}
