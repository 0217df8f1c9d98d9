import APIMachinery
import ArgumentParser

/// Finds what may stand in the place of the last word of a command line.
struct Completer {
  let line: CompletionLine
  let sources: CompletionSources

  init(_ root: any ParsableCommand.Type, words: [String], environment: CommandEnvironment) {
    line = CompletionLine(root, words: words)
    sources = CompletionSources(line: line, environment: environment)
  }

  func answer() async -> CompletionAnswer {
    if line.isBehindTerminator { return .files }
    let word = line.current
    if let option = line.pending { return await value(of: option, word).matching(word) }
    if word.hasPrefix("--"), let equals = word.firstIndex(of: "="), let option = line.option(String(word[..<equals])) {
      let prefix = String(word[...equals])
      return await value(of: option, String(word.dropFirst(prefix.count))).prefixed(by: prefix).matching(word)
    }
    if word.hasPrefix("-") { return options().matching(word) }
    let subcommands = line.command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    let names = subcommands.map { CompletionAnswer.Candidate(value: $0._commandName, description: $0.configuration.abstract) }
    if !names.isEmpty, line.positionals.isEmpty {
      return CompletionAnswer(line.path.isEmpty ? names + [.init(value: "help", description: "Shows the help of a command.")] : names).matching(word)
    }
    return await positional(word).matching(word)
  }

  private func options() -> CompletionAnswer {
    let open = line.options.filter { $0.isRepeating || line.given[$0.longName] == nil }
    let candidates = open.flatMap { option in
      option.names.filter { !$0.hasPrefix("--no-") }.map { CompletionAnswer.Candidate(value: $0, description: option.description) }
    }
    return CompletionAnswer(candidates + [.init(value: "--help", description: "Shows help.")])
  }

  // MARK: values of options

  private func value(of option: CompletionLine.Option, _ word: String) async -> CompletionAnswer {
    if !option.allowed.isEmpty { return CompletionAnswer(option.allowed) }
    switch option.longName {
    case "namespace": return await sources.names(of: "namespaces")
    case "context": return await sources.entries("contexts")
    case "cluster": return await sources.entries("clusters")
    case "user": return ["create", "set"].contains(line.path.first ?? "") ? .nothing : await sources.entries("users")
    case "container", "target": return await sources.containers()
    case "to", "at", "since", "until", "good", "bad": return line.path.first == "logs" ? .nothing : await sources.revisions()
    case "to-revision", "revision": return await sources.rolloutRevisions()
    case "field": return await sources.fields(word, leading: "")
    case "sort-by": return line.path.first == "top" ? CompletionAnswer(["cpu", "memory"]) : await sources.fields(word, leading: ".")
    case "selector" where line.path.first != "expose": return await sources.labels(word)
    case "field-selector": return await sources.fieldSelectors()
    case "subresource": return await sources.subresources()
    case "for": return line.path.first == "wait" ? CompletionAnswer(["condition=", "create", "delete", "jsonpath="], hints: [.noSpace, .noFiles]) : await sources.typeOrName(word)
    case "output": return await output(word, option)
    case "image": return await sources.images()
    case "serviceaccount": return await sources.names(of: "serviceaccounts")
    case "clusterrole": return await sources.names(of: "clusterroles")
    case "role": return await sources.names(of: "roles")
    case "class": return await sources.names(of: "ingressclasses")
    case "from": return await sources.typeOrName(word, among: ["cronjobs", "configmaps", "secrets"])
    case "api-group": return await sources.groups()
    case "api-version": return await sources.versions()
    default: return Self.plain(option)
    }
  }

  /// What the option's own definition says: `none|client|server` are its values, a file is a file.
  private static func plain(_ option: CompletionLine.Option) -> CompletionAnswer {
    let values = option.valueName.split(separator: "|").map(String.init)
    if values.count > 1 { return CompletionAnswer(values.filter { !$0.contains("…") && !$0.contains("/") }) }
    switch option.valueName {
    case "dir": return .directories
    case "file", "path", "[key=]path": return .files
    default: return .nothing
    }
  }

  private func output(_ word: String, _ option: CompletionLine.Option) async -> CompletionAnswer {
    for (format, close) in [("jsonpath=", "}"), ("jsonpath-as-json=", "}")] where word.hasPrefix(format) {
      return await sources.fields(String(word.dropFirst(format.count + 1)), leading: ".", close: close).prefixed(by: format + "{")
    }
    if word.hasPrefix("custom-columns=") {
      // The path of the column that is being written.
      let mark = word.lastIndex { $0 == ":" } ?? word.index(before: word.endIndex)
      return await sources.fields(String(word[word.index(after: mark)...]), leading: ".").prefixed(by: String(word[...mark]))
    }
    let plain = Self.plain(option)
    if plain.candidates.count > 1 { return plain }
    let open = ["jsonpath=", "jsonpath-as-json=", "jsonpath-file=", "go-template=", "go-template-file=", "custom-columns=", "custom-columns-file="]
    return CompletionAnswer(["json", "yaml", "name", "wide"] + open, hints: [.noSpace, .noFiles])
  }

  // MARK: positional arguments

  private func positional(_ word: String) async -> CompletionAnswer {
    let count = line.positionals.count
    switch line.path.joined(separator: " ") {
    case "get", "describe", "delete", "edit", "label", "annotate", "patch", "wait", "log", "blame", "rollback", "diff",
      "apply view-last-applied", "apply edit-last-applied", "set env", "set serviceaccount":
      return await sources.resources(word)
    case "logs", "exec", "attach", "debug": return count == 0 ? await sources.podOrType(word) : line.path == ["logs"] ? await sources.containers() : .nothing
    case "port-forward": return count == 0 ? await sources.podOrType(word, also: ["services"]) : await sources.ports()
    case "cp": return await sources.copyPlaces(word)
    case "explain": return count == 0 ? await sources.explained(word) : .nothing
    case "scale": return await sources.resources(word, among: ["deployments", "replicasets", "statefulsets", "replicationcontrollers"])
    case "autoscale": return await sources.resources(word, among: ["deployments", "replicasets", "statefulsets", "replicationcontrollers"])
    case "expose": return await sources.resources(word, among: ["deployments", "pods", "replicasets", "replicationcontrollers", "services"])
    case "rollout history", "rollout restart", "rollout status", "rollout undo":
      return await sources.resources(word, among: ["deployments", "daemonsets", "statefulsets"])
    case "rollout pause", "rollout resume": return await sources.resources(word, among: ["deployments"])
    case "set image": return count == 0 || !word.contains("=") && !line.positionals[0].contains("/") && count == 1 ? await sources.resources(word) : await sources.images(for: word)
    case "set resources": return await sources.resources(word)
    case "set selector": return await sources.resources(word, among: ["services"])
    case "set subject": return await sources.resources(word, among: ["rolebindings", "clusterrolebindings"])
    case "cordon", "uncordon", "drain": return await sources.names(of: "nodes")
    case "taint": return count == 0 ? CompletionAnswer(["nodes"]) : await sources.names(of: "nodes")
    case "top node": return await sources.names(of: "nodes")
    case "top pod": return await sources.names(of: "pods")
    case "certificate approve", "certificate deny": return await sources.names(of: "certificatesigningrequests")
    case "create token": return count == 0 ? await sources.names(of: "serviceaccounts") : .nothing
    case "auth can-i": return count == 0 ? CompletionAnswer(Self.verbs) : count == 1 ? await sources.typeOrName(word) : .nothing
    case "config use-context", "config delete-context", "config rename-context", "config set-context", "config get-contexts":
      return count == 0 ? await sources.entries("contexts") : .nothing
    case "config delete-cluster", "config set-cluster": return count == 0 ? await sources.entries("clusters") : .nothing
    case "config delete-user", "config set-credentials": return count == 0 ? await sources.entries("users") : .nothing
    case "revert", "plan": return count == 0 ? await sources.commits() : .nothing
    case "image rm": return await sources.images()
    case "completion": return CompletionAnswer(["bash", "fish", "zsh"])
    case "image load", "restore", "init", "kustomize": return .files
    default: return .nothing
    }
  }

  private static let verbs = ["create", "delete", "deletecollection", "get", "impersonate", "list", "patch", "update", "use", "watch"]
}
