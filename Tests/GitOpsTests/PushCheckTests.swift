import APIMachinery
import Client
import GitObjects
import GitOps
import Synchronization
import Testing

@Suite struct PushCheckTests {
  /// Trees by name; a commit is its tree, and its parent is the one that `parents` tells.
  struct Trees: CommitSource {
    var trees: [String: [String: String]]
    var parents: [String: String] = [:]
    func mainTip() -> String? { nil }
    func commit(_ id: String) -> CommitSummary {
      CommitSummary(message: "", authorName: "", authorEmail: "", parents: parents[id].map { [$0] } ?? [])
    }
    func commits(from: String?, to: String) -> [String] {
      var found: [String] = []
      var next: String? = to
      while let id = next, id != from { (next, found) = (parents[id], [id] + found) }
      return found
    }
    func history(from: String?, to: String) -> [JudgedCommit] {
      [JudgedCommit(id: to, subject: "s", authorName: "Bob", authorEmail: "bob@example.com", paths: Set(trees[to].map { Array($0.keys) } ?? []))]
    }
    func changedFiles(from: String?, to: String) -> [ChangedFile] {
      let (old, new) = (from.flatMap { trees[$0] } ?? [:], trees[to] ?? [:])
      return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { ChangedFile(path: $0, content: new[$0].map { Array($0.utf8) }) }
    }
  }

  /// Refuses every object whose name begins with "bad", and remembers what it was asked.
  final class Server: BatchClient {
    let asked = Mutex<[Batch]>([])
    func apply(_ batch: Batch) async throws -> BatchResult {
      asked.withLock { $0.append(batch) }
      return BatchResult(outcomes: batch.operations.map { operation in
        guard case .apply(let document) = operation else { return .absent }
        return document.object.name.hasPrefix("bad") ? .failed(.badRequest("unknown field \"dat\"")) : .unchanged(document.object)
      })
    }
  }

  private func configMap(_ name: String) -> String { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n" }

  private func refusals(_ update: PushCheck.Update, _ trees: [String: [String: String]], server: Server = Server(), isAncestor: Bool = true) async throws -> [String] {
    try await PushCheck(source: Trees(trees: trees), isAncestor: { _, _ in isAncestor }, client: server).refusals([update])
  }

  @Test func `a good push is welcome, and was a dry run`() async throws {
    let server = Server()
    let found = try await refusals(.init(old: nil, new: "1", reference: "refs/heads/main"), ["1": ["a.yaml": configMap("a")]], server: server)
    #expect(found == [])
    #expect(server.asked.withLock { $0.map(\.dryRun) } == [true])
  }

  @Test func `I5 every bad object is named with file, line and reason`() async throws {
    let trees = ["1": ["a.yaml": configMap("a") + "---\n" + configMap("bad-1"), "b.yaml": configMap("bad-2"), "c.yaml": "kind: ["]]
    let found = try await refusals(.init(old: nil, new: "1", reference: "refs/heads/main"), trees)
    #expect(found.count == 3)
    #expect(found.contains { $0.hasPrefix("a.yaml:6: unknown field") })
    #expect(found.contains { $0.hasPrefix("b.yaml:1: unknown field") })
    #expect(found.contains { $0.hasPrefix("c.yaml:") })
  }

  @Test func `main is neither deleted nor rewritten`() async throws {
    #expect(try await refusals(.init(old: "1", new: nil, reference: "refs/heads/main"), [:]).count == 1)
    #expect(try await refusals(.init(old: "1", new: "2", reference: "refs/heads/main"), [:], isAncestor: false).count == 1)
  }

  @Test(arguments: ["refs/heads/live", "refs/notes/kctl", "refs/kctl/ephemeral"])
  func `what the daemon writes nobody pushes`(reference: String) async throws {
    #expect(try await refusals(.init(old: nil, new: "1", reference: reference), [:]) == ["\(reference) is written by the daemon alone"])
  }

  @Test func `other branches are free`() async throws {
    #expect(try await refusals(.init(old: "1", new: "2", reference: "refs/heads/try"), [:], isAncestor: false) == [])
  }

  @Test func `I7 a secret in clear is refused, a sealed one is not`() async throws {
    func secret(_ value: String) -> String { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\ndata:\n  key: \(value)\n" }
    let clear = try await refusals(.init(old: nil, new: "1", reference: "refs/heads/main"), ["1": ["s.yaml": secret("aGk=")]])
    #expect(clear.count == 1 && clear[0].hasPrefix("s.yaml:1: data.key"))
    let sealed = try await refusals(.init(old: nil, new: "1", reference: "refs/heads/main"), ["1": ["s.yaml": secret("kctl:v1:k1:abcd")]])
    #expect(sealed == [])
  }

  @Test func `I7 a copy in kubectl's annotation counts as clear`() async throws {
    func secret(_ copy: String) -> String {
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: \(copy)\n"
    }
    let update = PushCheck.Update(old: nil, new: "1", reference: "refs/heads/main")
    let clear = try await refusals(update, ["1": ["s.yaml": secret("'{\"data\":{\"key\":\"aGk=\"}}'")]])
    #expect(clear.count == 1 && clear[0].hasPrefix("s.yaml:1: metadata.annotations.kubectl.kubernetes.io/last-applied-configuration: "))
    #expect(try await refusals(update, ["1": ["s.yaml": secret("kctl:v1:k1:abcd")]]) == [])
  }

  @Test(arguments: [
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  key: clear\n",
    "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, data: {key: aGk=}}\n",
    "kind: Secret\nstringData: {key: clear\n",
  ])
  func `I7 a secret in clear in a commit on the way is refused, also when a later one takes it out`(text: String) async throws {
    let trees = ["1": [:], "2": ["s.yaml": text], "3": ["a.yaml": configMap("a")], "4": ["a.yaml": configMap("a")]]
    let source = Trees(trees: trees, parents: ["4": "3", "3": "2", "2": "1"])
    let check = PushCheck(source: source, isAncestor: { _, _ in true }, client: Server())
    let found = try await check.refusals([.init(old: "1", new: "4", reference: "refs/heads/main")])
    #expect(found.count == 1 && found[0].hasPrefix("commit 2: s.yaml"), "\(found)")
    #expect(try await check.refusals([.init(old: "3", new: "4", reference: "refs/heads/main")]) == [])
  }

  @Test func `hook lines are read as git writes them`() {
    let zero = String(repeating: "0", count: 40)
    #expect(PushCheck.Update(line: "\(zero) abc refs/heads/main") == .init(old: nil, new: "abc", reference: "refs/heads/main"))
    #expect(PushCheck.Update(line: "abc def") == nil)
  }

  @Test func `what the policy demands is demanded of every commit of the push`() async throws {
    let server = Server()
    func check(_ settings: [String: String]) throws -> PushCheck {
      PushCheck(
        source: Trees(trees: ["1": ["a.yaml": configMap("a")]]), isAncestor: { _, _ in true }, client: server,
        policy: try MainPolicy(configuration: { settings[$0] }, signers: { AllowedSigners() }))
    }
    let update = PushCheck.Update(old: nil, new: "1", reference: "refs/heads/main")
    #expect(try await check([MainPolicy.signatureSetting: "true"]).refusals([update]).first?.hasPrefix("commit 1 (s): it is not signed") == true)
    #expect(server.asked.withLock { $0.isEmpty })
    #expect(try await check([MainPolicy.authorizationSetting: "author"]).refusals([update]) == [])
    #expect(server.asked.withLock { $0.map(\.authors) } == [[["bob@example.com"]]])
  }
}
