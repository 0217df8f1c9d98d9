import Basics
import GitObjects
import Glibc
import Testing

@testable import GitOps

struct ChainVerificationTests {
  private let tree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  private let onMain = ObjectID(hex: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")

  private func commit(_ range: String, takesIn: ObjectID? = nil, main: String? = nil, committer: String = "kctl@kctl") throws -> Commit {
    let person = Signature(name: "x", email: committer, time: Timestamp(secondsSinceEpoch: 1))
    let tree = try #require(tree)
    var message = "x\n\nKctl-Revision: \(range)\n"
    if let main { message += "Kctl-Main: \(main)\n" }
    return Commit(tree: tree, parents: takesIn.map { [tree, $0] } ?? [tree], author: person, committer: person, message: message)
  }

  private func problem(_ commits: [(Commit, SignatureVerdict)], isLive: Bool = true, demands: Bool = false) throws -> String? {
    var chain = ChainState(isLive: isLive)
    let main = Set([try #require(onMain)])
    for (commit, verdict) in commits {
      if let problem = chain.next(commit, verdict, main: main, demandsSignature: demands) { return problem }
    }
    return nil
  }

  @Test func `a clone's history is that of its origin, what isn't there is told, and a repository without any history is not called right`() throws {
    let path = "/tmp/kctl-verify-\(SystemRandom().nameSuffix(10))"
    defer { _ = system("rm -rf " + path) }
    let repository = try Repository.initialize(path)
    let verification = ChainVerification(repository, policy: MainPolicy(), signers: try AllowedSigners(""))
    #expect(throws: GitError.self) { try verification.run() }
    let pack = PackBuilder()
    let person = Signature(name: "x", email: "x@example.com", time: Timestamp(secondsSinceEpoch: 1))
    let commit = Commit(tree: pack.add(.tree, []), parents: [], author: person, committer: person, message: "x")
    let id = pack.add(.commit, commit.encoded)
    try repository.write(pack).release()
    try repository.updateReference("refs/remotes/origin/main", to: id, expecting: nil)
    let report = try verification.run()
    #expect(report.branches.map(\.name) == ["main"] && report.branches.first?.commits == 1)
    #expect(report.missing == ["live"] && report.failure == nil)
  }

  private let daemon = SignatureVerdict.good(principal: "kctl@kctl")

  @Test func `a chain that the daemon signed is good, also one that began before there was a key`() throws {
    #expect(try problem([(commit("1-1"), .unsigned), (commit("2-3", takesIn: onMain, main: onMain?.hex), daemon), (commit("4-4"), daemon)]) == nil)
  }

  @Test func `what breaks a chain is told`() throws {
    let elsewhere = try #require(ObjectID(hex: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"))
    let cases: [([(Commit, SignatureVerdict)], String)] = [
      ([(try commit("1-1"), daemon), (try commit("2-2"), .unsigned)], "though the daemon had been signing"), ([(try commit("1-1"), .bad)], "its signature is bad"),
      ([(try commit("1-1"), .unknownKey(fingerprint: "SHA256:x"))], "SHA256:x"), ([(try commit("1-1"), .good(principal: "eve"))], "signed by eve"),
      ([(try commit("5-5"), daemon), (try commit("3-4"), daemon)], "behind those before it"), ([(try commit("9-2"), daemon)], "behind those before it"),
      ([(try commit("1-1", takesIn: elsewhere), daemon)], "not on main"), ([(try commit("1-1", main: "nonsense"), daemon)], "which is not there"),
    ]
    for (commits, expected) in cases { #expect(try problem(commits)?.contains(expected) == true, "\(expected)") }
  }

  @Test func `a history that was squashed begins with a signed snapshot`() throws {
    func snapshot(_ verdict: SignatureVerdict) throws -> (Commit, SignatureVerdict) {
      var commit = try commit("5-5")
      (commit.parents, commit.message) = ([], commit.message + "Kctl-Squashed: \(String(repeating: "c", count: 40))\nKctl-Squashed-Commits: 7\n")
      return (commit, verdict)
    }
    #expect(try problem([snapshot(daemon), (commit("6-6"), daemon)]) == nil)
    #expect(try problem([snapshot(.unsigned), (commit("6-6"), .unsigned)]) == nil)
    #expect(try problem([snapshot(.unsigned), (commit("6-6"), daemon)])?.contains("snapshot that is not signed") == true)
    let statement = try #require(SquashStatement(snapshot(daemon).0))
    #expect(statement.count == 7 && statement.revision == "5" && statement.commit.hasPrefix("ccc"))
    #expect(try SquashStatement(commit("6-6")) == nil)
  }

  @Test func `on main people may sign or not, unless signatures are demanded; the daemon's commits are the daemon's`() throws {
    let mine = try commit("1-1", committer: "eve@example.com")
    #expect(try problem([(mine, .unsigned), (mine, .good(principal: "eve"))], isLive: false) == nil)
    #expect(try problem([(mine, .unsigned)], isLive: false, demands: true)?.contains("demands signatures") == true)
    #expect(try problem([(commit("1-1"), daemon), (commit("2-2"), .unsigned)], isLive: false) != nil)
    #expect(try problem([(commit("1-1"), .good(principal: "eve"))], isLive: false) != nil)
  }
}
