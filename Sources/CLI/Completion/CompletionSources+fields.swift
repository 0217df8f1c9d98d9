import APIMachinery
import APISchemas
import Client

extension CompletionSources {
  /// The fields that may follow in a path, of the type that the command line names.
  func fields(_ word: String, leading: String, close: String = "") async -> CompletionAnswer {
    let type = positionals.first.map { String($0.prefix { $0 != "/" && $0 != "," }) } ?? "pods"
    return await fields(of: type, path: word, leading: leading, close: close)
  }

  /// `TYPE`, then `TYPE.field.field`.
  func explained(_ word: String) async -> CompletionAnswer {
    guard let dot = word.firstIndex(of: ".") else { return await types(word) }
    return await fields(of: String(word[..<dot]), path: String(word[word.index(after: dot)...]), leading: "").prefixed(by: String(word[...dot]))
  }

  private func fields(of type: String, path: String, leading: String, close: String = "") async -> CompletionAnswer {
    await asking { session in
      guard let resource = try await session.catalog().resource(named: type) else { return .nothing }
      let dot = path.lastIndex(of: ".")
      let above = dot.map { String(path[..<$0]) } ?? ""
      let steps = above.split(separator: ".").map { String($0.prefix { $0 != "[" }) }.filter { !$0.isEmpty && $0 != "items" }
      let prefix = dot.map { String(path[...$0]) } ?? leading
      let names = try await names(of: resource, below: steps, session)
      return CompletionAnswer(
        names.map { .init(value: prefix + $0.name + ($0.isLeaf ? close : ""), description: $0.description) }, hints: [.noSpace, .noFiles])
    }
  }

  private typealias Field = (name: String, description: String, isLeaf: Bool)

  private func names(of resource: APIResource, below steps: [String], _ session: ClusterSession) async throws -> [Field] {
    let scheme = Scheme.builtIn
    if let root = scheme.typeName(of: resource.groupVersionKind) { return Self.names(in: scheme.types, root, steps) }
    let group = resource.group.isEmpty ? "api/\(resource.version)" : "apis/\(resource.groupVersion)"
    let document = try await session.call("GET", "/openapi/v3/\(group)")
    return OpenAPIExplanation(document: document, kind: resource.groupVersionKind)?.fieldNames(below: steps).map { ($0.name, $0.description, $0.isLeaf) } ?? []
  }

  private static func names(in types: TypeTable, _ root: String, _ steps: [String]) -> [Field] {
    var current = types.type(root)
    for step in steps {
      guard let field = current?.field(step), let name = element(field.type) else { return [] }
      current = types.type(name)
    }
    return (current?.fields ?? []).map { field in
      let isList = if case .list = field.type { true } else { false }
      return (field.name + (isList ? "[*]" : ""), String(field.description.prefix { $0 != "\n" && $0 != "." }), element(field.type) == nil)
    }
  }

  /// The structure that a field, a list's element or a map's value is.
  private static func element(_ type: TypeExpression) -> String? {
    switch type {
    case .named(let name): name
    case .list(let inner, _): element(inner)
    case .map(let inner, _): element(inner)
    default: nil
    }
  }
}
