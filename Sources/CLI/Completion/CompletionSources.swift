import APIMachinery
import ArgumentParser
import Basics
import Client

/// What the cluster of a command line, or its kubeconfig, has to offer for a word. Whatever can't be found out is left out.
struct CompletionSources: Sendable {
  let namespaceOption: String?
  let clusterWords: [String]
  let positionals: [String]
  let files: [String]
  let verb: String
  let environment: CommandEnvironment
  private let session: SessionCache

  init(line: CompletionLine, environment: CommandEnvironment) {
    namespaceOption = line.value("namespace")
    clusterWords = line.clusterWords
    positionals = line.positionals
    files = line.given["filename"] ?? []
    verb = line.path.first ?? ""
    self.environment = environment
    let words = line.clusterWords
    session = SessionCache {
      var options = try ClusterOptions.parse(words)
      options.requestTimeout = "2s"
      return try await options.session()
    }
  }

  /// The body's answer; nothing when the cluster can't be asked.
  func asking(_ body: (ClusterSession) async throws -> CompletionAnswer) async -> CompletionAnswer {
    guard let session = try? await session.value() else { return .nothing }
    return (try? await body(session)) ?? .nothing
  }

  // MARK: types and names

  /// `TYPE[,TYPE]`, `TYPE/NAME`, or a name of the type that was given before.
  func resources(_ word: String, among types: [String]? = nil) async -> CompletionAnswer {
    if let slash = word.firstIndex(of: "/") {
      return await names(of: String(word[..<slash])).prefixed(by: String(word[...slash]))
    }
    guard let first = positionals.first else { return await self.types(word, among: types) }
    if first.contains("/") {
      let answer = await self.types(word, among: types)
      return CompletionAnswer(answer.candidates.map { .init(value: $0.value + "/", description: $0.description) }, hints: [.noSpace, .noFiles])
    }
    return await names(of: first)
  }

  func typeOrName(_ word: String, among types: [String]? = nil) async -> CompletionAnswer {
    if let slash = word.firstIndex(of: "/") { return await names(of: String(word[..<slash])).prefixed(by: String(word[...slash])) }
    let answer = await self.types(word, among: types)
    guard types != nil else { return answer }
    return CompletionAnswer(answer.candidates.map { .init(value: $0.value + "/", description: $0.description) }, hints: [.noSpace, .noFiles])
  }

  func types(_ word: String, among wanted: [String]? = nil) async -> CompletionAnswer {
    await asking { session in
      let needed = ["delete": "delete", "edit": "patch", "label": "patch", "annotate": "patch", "patch": "patch"][verb] ?? "list"
      let isQualified = word.contains(".")
      var seen: Set<String> = []
      var known: Set<GroupResource> = []
      var candidates: [CompletionAnswer.Candidate] = []
      for resource in try await session.catalog().resources where resource.verbs.contains(needed) {
        if let wanted, !wanted.contains(resource.plural) { continue }
        // Other versions have the same name.
        guard known.insert(resource.groupResource).inserted else { continue }
        let full = resource.groupResource.description
        let isFirst = seen.insert(resource.plural).inserted
        if isFirst, !isQualified { candidates.append(.init(value: resource.plural, description: resource.kind)) }
        if isQualified || !isFirst { candidates.append(.init(value: full, description: "\(resource.kind), \(resource.groupVersion)")) }
      }
      // In a list of types, the last one is being written.
      guard let comma = word.lastIndex(of: ",") else { return CompletionAnswer(candidates) }
      return CompletionAnswer(candidates).prefixed(by: String(word[...comma]))
    }
  }

  /// The names of a type's objects that the command line doesn't have yet.
  func names(of type: String) async -> CompletionAnswer {
    await asking { session in
      let used = Set(positionals.dropFirst().map { $0.split(separator: "/").last.map(String.init) ?? $0 })
      return CompletionAnswer(try await objects(type, session).map(\.name).filter { !used.contains($0) })
    }
  }

  /// A type's objects in the namespace, metadata alone, as far as one page goes.
  func objects(_ type: String, _ session: ClusterSession) async throws -> [Value] {
    let types = type.split(separator: ",").map(String.init)
    var found: [Value] = []
    for type in types {
      guard let resource = try await session.catalog().resource(named: type) else { continue }
      let answer = try await session.call(
        "GET", resource.path(namespace: session.namespace(for: resource)), query: QueryString(["limit": "1000"]), accept: Self.metadataOnly)
      found += answer["items"]?.array ?? []
    }
    return found
  }

  private static let metadataOnly = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"

  func podOrType(_ word: String, also types: [String] = []) async -> CompletionAnswer {
    if word.contains("/") { return await typeOrName(word) }
    let pods = await names(of: "pods").candidates
    let more = verb == "debug" ? ["nodes"] : ["deployments", "statefulsets", "daemonsets", "replicasets", "jobs"] + types
    let others = await self.types(word, among: more).candidates.map {
      CompletionAnswer.Candidate(value: $0.value + "/", description: $0.description)
    }
    // A blank belongs behind a pod's name, and none behind a type's slash.
    let isType = !pods.contains { $0.value.hasPrefix(word) } && others.contains { $0.value.hasPrefix(word) }
    return CompletionAnswer(pods + others, hints: isType ? [.noFiles, .noSpace] : .noFiles)
  }

  // MARK: the kubeconfig

  func entries(_ list: String) async -> CompletionAnswer {
    guard let options = try? ClusterOptions.parse(clusterWords.contains("--kubeconfig") ? clusterWords : []),
      let file = try? await KubeconfigFile.read(options, mustExist: false)
    else { return .nothing }
    return CompletionAnswer((file.config[list]?.array ?? []).compactMap { entry in
      guard let name = entry["name"]?.string else { return nil }
      let description = entry["context"].map { "\($0["user"]?.string ?? "") on \($0["cluster"]?.string ?? "")" } ?? entry["cluster"]?["server"]?.string
      return .init(value: name, description: description ?? "")
    })
  }
}

/// The conversation with the cluster, begun by the first who asks.
private actor SessionCache {
  private let open: @Sendable () async throws -> ClusterSession
  private var task: Task<ClusterSession, any Error>?

  init(_ open: @escaping @Sendable () async throws -> ClusterSession) { self.open = open }

  func value() async throws -> ClusterSession {
    if let task { return try await task.value }
    let open = open
    let task = Task { try await open() }
    self.task = task
    return try await task.value
  }
}
