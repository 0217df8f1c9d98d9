import APIMachinery
import Basics
import GitObjects
import GitStore
import Glibc
import Store
import Testing

/// A directory with a repository and a key file, gone when the test is done, and the `git` program to judge it.
final class TemporaryStore: Sendable {
  let directory: String
  var path: String { directory + "/repo" }
  var keyFile: String { directory + "/key" }
  var journal: String { path + "/kctl/journal" }

  init(parent: String = "/tmp") throws {
    var template = Array((parent + "/kctl-store-XXXXXX\0").utf8CString)
    guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
      throw SystemError("mkdtemp", parent)
    }
    directory = String(cString: made)
  }

  deinit { _ = Shell.run(["rm", "-rf", directory]) }

  var options: GitStoreOptions {
    var options = GitStoreOptions(path: path, keyFile: keyFile)
    options.maintainsPacks = false
    return options
  }

  func open(_ change: (inout GitStoreOptions) -> Void = { _ in }) async throws -> GitStore {
    var options = options
    change(&options)
    return try await GitStore.open(options)
  }

  @discardableResult
  func git(_ arguments: String...) -> Shell.Output { git(arguments: arguments) }

  private func git(arguments: [String]) -> Shell.Output {
    Shell.run(["git", "-C", path, "-c", "user.name=Pat", "-c", "user.email=pat@example.com"] + arguments)
  }

  /// Moves `main` to a commit of these files, beside those pushed before when `keeping`; answers it.
  func commit(_ files: [String: String], keeping: Bool = true) -> String {
    let index = directory + "/index"
    func git(_ arguments: String...) -> Shell.Output { Shell.run(["env", "GIT_INDEX_FILE=" + index, "git", "-C", path] + arguments) }
    if !keeping { #expect(git("read-tree", "--empty").code == 0) }
    for (path, text) in files {
      #expect((try? TextFile.write(text, to: directory + "/blob")) != nil)
      let added = git("update-index", "--add", "--cacheinfo", "100644,\(git("hash-object", "-w", directory + "/blob").line),\(path)")
      #expect(added.code == 0, "\(added.text)")
    }
    let parent = self.git("rev-parse", "--verify", "-q", "main").line
    let commit = self.git(arguments: ["commit-tree", git("write-tree").line, "-m", "a push"] + (parent.isEmpty ? [] : ["-p", parent])).line
    #expect(git("update-ref", "refs/heads/main", commit).code == 0)
    return commit
  }

  /// The same, and has the store take it in.
  func push(_ files: [String: String], _ store: GitStore, keeping: Bool = true) async throws {
    _ = try await store.commit(Transaction([], adoption: Adoption(commit: commit(files, keeping: keeping), note: "")))
    await store.flush()
  }

  func expectCleanRepository(_ comment: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
    let fsck = git("fsck", "--strict", "--no-dangling", "--no-progress")
    // An empty `main` is no fault: git only notes that HEAD points to no commit yet.
    let complaints = fsck.text.split(separator: "\n").filter { !$0.hasPrefix("notice: ") }
    #expect(fsck.code == 0 && complaints.isEmpty, "\(comment) \(complaints)", sourceLocation: sourceLocation)
  }

  var journalFiles: [String] {
    Shell.run(["ls", journal]).text.split(separator: "\n").map { journal + "/" + $0 }
  }
}

/// Runs programs and waits for them.
enum Shell {
  struct Output {
    var code: Int32
    var text: String
    /// The first line, without its end.
    var line: String { text.split(separator: "\n").first.map(String.init) ?? "" }
  }

  static func run(_ words: [String]) -> Output {
    let command = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    guard let pipe = popen(command + " 2>&1", "r") else { return Output(code: -1, text: "") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      output.append(contentsOf: buffer[..<count])
    }
    return Output(code: pclose(pipe) >> 8 & 0xff, text: String(decoding: output, as: UTF8.self))
  }
}

/// Objects for the tests.
enum Sample {
  static let configMaps = GroupResource(resource: "configmaps")
  static let secrets = GroupResource(resource: "secrets")
  static let leases = GroupResource(group: "coordination.k8s.io", resource: "leases")

  static func key(_ name: String, _ resource: GroupResource = configMaps, namespace: String = "default") -> ObjectKey {
    ObjectKey(resource, namespace: namespace, name: name)
  }

  static func value(_ key: ObjectKey, _ data: Value) -> Value {
    let kinds = ["configmaps": "ConfigMap", "secrets": "Secret", "leases": "Lease", "nodes": "Node"]
    return [
      "apiVersion": .string(key.resource == leases ? "coordination.k8s.io/v1" : "v1"), "kind": .string(kinds[key.resource.resource] ?? ""),
      "metadata": ["name": .string(key.name), "namespace": .string(key.namespace), "uid": "u1"], "data": data,
    ]
  }

  static func put(_ key: ObjectKey, _ text: String, desired: DesiredChange? = nil) -> Write {
    Write(key, .put(EncodedObject(value(key, ["text": .string(text)]))), expecting: .anything, desired: desired)
  }
}

extension GitStore {
  @discardableResult
  func put(_ key: ObjectKey, _ text: String) async throws -> Revision {
    try await commit(Transaction([Sample.put(key, text)])).first??.revision ?? .zero
  }

  func text(_ key: ObjectKey) -> String? { snapshot().get(key)?.decoded()[path: "data", "text"]?.string }
}
