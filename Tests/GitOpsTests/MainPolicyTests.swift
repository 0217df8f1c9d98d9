import APIMachinery
import Basics
import Client
import GitObjects
import Manifests
import Testing

@testable import GitOps

struct MainPolicyTests {
  private static let alice = CommitSigner.generate()
  private static let stranger = CommitSigner.generate()

  private func commit(_ id: String, _ name: String, _ email: String, by signer: CommitSigner? = nil, _ paths: Set<String> = []) -> JudgedCommit {
    let person = Signature(name: name, email: email, time: Timestamp(secondsSinceEpoch: 1_700_000_000))
    let tree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? ObjectID(bytes: [UInt8](repeating: 0, count: 20))
    let bytes = tree.map { Commit(tree: $0, parents: [], author: person, committer: person, message: id).encoded(by: signer) } ?? []
    return JudgedCommit(id: id, subject: id, authorName: name, authorEmail: email, content: bytes, paths: paths)
  }

  private func policy(_ settings: [String: String]) throws -> MainPolicy {
    var signers = AllowedSigners()
    signers.entries = [.init(principals: ["alice"], key: Self.alice.publicKey)]
    return try MainPolicy(configuration: { settings[$0] }, signers: { signers })
  }

  @Test func `by default nothing more is demanded, and a setting that makes no sense is an error`() throws {
    #expect(try !policy([:]).isDemanding)
    #expect(try policy([:]).refusals([commit("1", "Eve", "eve@example.com")]) == [])
    #expect(throws: CommitSourceError.self) { try policy([MainPolicy.signatureSetting: "maybe"]) }
    #expect(throws: CommitSourceError.self) { try policy([MainPolicy.authorizationSetting: "authors"]) }
    #expect(throws: CommitSourceError.self) { try policy([MainPolicy.sinceSetting: "HEAD~1"]) }
  }

  @Test func `with signatures demanded, unsigned, strange and broken commits are refused by name`() throws {
    let policy = try policy([MainPolicy.signatureSetting: "true"])
    var broken = commit("4", "Alice", "a@example.com", by: Self.alice)
    broken.content[broken.content.count - 2] ^= 1
    let refusals = policy.refusals([
      commit("1", "Alice", "a@example.com", by: Self.alice), commit("2", "Alice", "a@example.com"),
      commit("3", "Alice", "a@example.com", by: Self.stranger), broken,
    ])
    #expect(refusals.count == 3)
    #expect(refusals[0].hasPrefix("commit 2 (2): it is not signed"))
    #expect(refusals[1].contains(Self.stranger.publicKey.fingerprint))
    #expect(refusals[2].contains("its signature is bad"))
  }

  @Test func `the author is the signer, or who kctl says, or the address`() throws {
    let policy = try policy([MainPolicy.authorizationSetting: "author"])
    #expect(policy.user(commit("1", "Bob", "bob@example.com", by: Self.alice)) == "alice")
    #expect(policy.user(commit("1", "Bob", "bob@example.com", by: Self.stranger)) == "bob@example.com")
    #expect(policy.user(commit("1", "system:admin", "system-admin@kctl")) == "system:admin")
    #expect(
      policy.authors([
        commit("1", "Bob", "bob@example.com", ["a", "b"]), commit("2", "Al", "x@example.com", by: Self.alice, ["b"]),
        commit("3", "Bob", "bob@example.com", ["b"]),
      ]) == ["a": ["bob@example.com"], "b": ["bob@example.com", "alice"]])
  }

  @Test func `everybody who changed an object's file is asked for it, for deletes as well`() throws {
    func file(_ name: String) -> ChangedFile {
      ChangedFile(path: "\(name).yaml", content: Array("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name), namespace: n}\n".utf8))
    }
    var old = ManifestIndex()
    for name in ["kept", "gone"] { old.update(file(name).path, file(name).content) }
    let changes = DesiredChanges(from: old, changing: [file("new"), ChangedFile(path: "gone.yaml", content: nil)])
    let authors = ["new.yaml": ["a"], "gone.yaml": ["a", "b"]]
    #expect(changes.operations.map { changes.authors(of: $0, authors) } == [["a"], ["a", "b"]])
  }
}
