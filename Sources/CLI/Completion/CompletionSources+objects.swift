import APIMachinery
import Client

extension CompletionSources {
  // MARK: parts of objects

  /// The object that the command line names first; for commands about pods, a bare name is a pod's.
  private func subject(_ session: ClusterSession) async throws -> Value? {
    guard let first = positionals.first else { return nil }
    let arguments = first.contains("/") ? [first] : ["logs", "exec", "attach", "debug", "cp", "port-forward"].contains(verb) ? ["pods", first] : Array(positionals.prefix(2))
    var request = ObjectSelection(verb: verb)
    request.arguments = arguments
    return try await session.locate(request).first?.object
  }

  func containers() async -> CompletionAnswer {
    await asking { session in
      guard let object = try await subject(session) else { return .nothing }
      let path = try PodSpecPath.of(object)
      let candidates = [("containers", ""), ("initContainers", "init "), ("ephemeralContainers", "ephemeral ")].flatMap { field, kind in
        (object[path: path + [field]]?.array ?? []).map { container in
          CompletionAnswer.Candidate(value: container.containerName, description: kind + (container["image"]?.string ?? ""))
        }
      }
      return CompletionAnswer(candidates)
    }
  }

  /// `container=` for each container, then an image.
  func images(for word: String) async -> CompletionAnswer {
    if let equals = word.firstIndex(of: "=") { return await images().prefixed(by: String(word[...equals])) }
    let names = await containers().candidates
    return CompletionAnswer(names.map { .init(value: $0.value + "=", description: $0.description) }, hints: [.noSpace, .noFiles])
  }

  func images() async -> CompletionAnswer {
    await asking { session in CompletionAnswer(try await ImageRequests(session: session).list().flatMap(\.references)) }
  }

  /// The ports that the named pod's containers, or the service, have.
  func ports() async -> CompletionAnswer {
    await asking { session in
      guard let object = try await subject(session) else { return .nothing }
      return CompletionAnswer(ExposedPods.ports(of: object).map { String($0.number) })
    }
  }

  func copyPlaces(_ word: String) async -> CompletionAnswer {
    if word.hasPrefix("/") || word.hasPrefix(".") || word.contains(":") { return .files }
    let pods = await names(of: "pods").candidates.map { CompletionAnswer.Candidate(value: $0.value + ":") }
    return CompletionAnswer(pods, hints: .noSpace)
  }

  func subresources() async -> CompletionAnswer {
    await asking { session in
      let type = positionals.first.map { String($0.prefix { $0 != "/" }) } ?? ""
      return CompletionAnswer(try await session.catalog().resource(named: type)?.subresources ?? ["status", "scale"])
    }
  }

  func groups() async -> CompletionAnswer {
    await asking { session in CompletionAnswer(Set(try await session.catalog().resources.map(\.group)).filter { !$0.isEmpty }.sorted()) }
  }

  func versions() async -> CompletionAnswer {
    await asking { session in CompletionAnswer(Set(try await session.catalog().resources.map(\.groupVersion.description)).sorted()) }
  }

  // MARK: selectors

  /// The labels that the type's objects have.
  func labels(_ word: String) async -> CompletionAnswer {
    await asking { session in
      let type = positionals.first.map { String($0.prefix { $0 != "/" }) } ?? "pods"
      let found = Set(try await objects(type, session).flatMap { object in object.labels.map { "\($0.key)=\($0.value)" } })
      guard let comma = word.lastIndex(of: ",") else { return CompletionAnswer(found.sorted()) }
      return CompletionAnswer(found.sorted()).prefixed(by: String(word[...comma]))
    }
  }

  func fieldSelectors() async -> CompletionAnswer {
    let type = positionals.first.map { String($0.prefix { $0 != "/" }) } ?? ""
    let own: [String] = switch type {
    case "pods", "pod", "po": ["spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "status.phase", "status.podIP"]
    case "events", "event", "ev": ["involvedObject.kind", "involvedObject.name", "involvedObject.namespace", "reason", "type"]
    case "nodes", "node", "no": ["spec.unschedulable"]
    case "secrets", "secret": ["type"]
    case "jobs", "job": ["status.successful"]
    case "namespaces", "namespace", "ns": ["status.phase"]
    default: []
    }
    return CompletionAnswer((["metadata.name", "metadata.namespace"] + own).map { $0 + "=" }, hints: [.noSpace, .noFiles])
  }

  // MARK: the past

  func revisions() async -> CompletionAnswer {
    await asking { session in
      let records = try await recent(session)
      let times = ["1 hour ago", "yesterday"].map { CompletionAnswer.Candidate(value: "'\($0)'") }
      return CompletionAnswer(records.map { .init(value: String($0.revision), description: Self.line($0)) } + times, hints: [.noFiles, .keepOrder])
    }
  }

  func commits() async -> CompletionAnswer {
    await asking { session in
      CompletionAnswer(try await recent(session).map { .init(value: $0.commit, description: Self.line($0)) }, hints: [.noFiles, .keepOrder])
    }
  }

  /// The newest changes of what the command line names, or of everything.
  private func recent(_ session: ClusterSession) async throws -> [HistoryRecord] {
    var selection: ResourceSelection?
    if !positionals.isEmpty, verb != "revert", verb != "plan" {
      let request = ObjectSelection(arguments: positionals, takesWholeTypes: true, verb: verb)
      selection = (try? await session.selections(request))?.first
    }
    var query = session.subject(selection, allNamespaces: namespaceOption == nil && selection == nil)
    query.add("limit", "30")
    return (try await session.history("", query)["items"]?.array ?? []).map { HistoryRecord($0) }
  }

  private static func line(_ record: HistoryRecord) -> String {
    "\(record.time) \(record.user) \(record.verb) \(record.objectName)"
  }

  /// The revisions of a workload's rollout.
  func rolloutRevisions() async -> CompletionAnswer {
    await asking { session in
      var request = ObjectSelection(verb: "rollout")
      request.arguments = positionals
      guard let located = try await session.locate(request).first else { return .nothing }
      let history = try await RevisionHistory.read(located, session)
      return CompletionAnswer(
        history.revisions.reversed().map { .init(value: String($0.number), description: $0.changeCause ?? "") }, hints: [.noFiles, .keepOrder])
    }
  }
}
