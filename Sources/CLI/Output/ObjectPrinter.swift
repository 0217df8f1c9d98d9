import APIMachinery
import Synchronization

/// Prints objects in the form that `-o` asks for; several YAML documents have a line with `---` between them.
struct ObjectPrinter: Sendable {
  let format: OutputFormat
  let showsManagedFields: Bool
  let allowsMissingKeys: Bool
  private let template: ObjectTemplate?
  private let columns: CustomColumns?
  private let goTemplate: GoTemplate?
  let console: Console
  private let documents = DocumentCount()

  /// Shared by the copies of a printer.
  private final class DocumentCount: Sendable {
    private let isBegun = Atomic<Bool>(false)

    /// Whether this is the first of them.
    func begin() -> Bool { !isBegun.exchange(true, ordering: .relaxed) }
  }

  /// Reads the template that the format names.
  init(
    _ format: OutputFormat, showsManagedFields: Bool = false, allowsMissingKeys: Bool = true, environment: CommandEnvironment
  ) async throws {
    (self.format, self.showsManagedFields, console) = (format, showsManagedFields, Console(environment))
    self.allowsMissingKeys = allowsMissingKeys
    var template: ObjectTemplate?
    var columns: CustomColumns?
    var goTemplate: GoTemplate?
    switch format {
    case .jsonPath(let text), .jsonPathAsJSON(let text): template = try ObjectTemplate(text)
    case .jsonPathFile(let path): template = try ObjectTemplate(try await Self.text(path, environment))
    case .customColumns(let spec): columns = try CustomColumns(spec)
    case .customColumnsFile(let path): columns = try CustomColumns(fileContent: try await Self.text(path, environment))
    case .goTemplate(let text): goTemplate = try GoTemplate(text)
    case .goTemplateFile(let path): goTemplate = try GoTemplate(try await Self.text(path, environment))
    case .human, .json, .yaml, .name: break
    }
    (self.template, self.columns, self.goTemplate) = (template, columns, goTemplate)
  }

  private static func text(_ path: String, _ environment: CommandEnvironment) async throws -> String {
    String(decoding: try await environment.files.read(path), as: UTF8.self)
  }

  /// Prints one object as it is, for every format but the human one.
  func print(_ object: Value, noHeaders: Bool = false) async throws {
    let text = try text(object, noHeaders: noHeaders)
    if case .yaml = format, !documents.begin() { return try await console.write("---\n" + text) }
    try await console.write(text)
  }

  /// Prints several objects as one List.
  func print(list objects: [Value], noHeaders: Bool = false) async throws {
    if case .name = format {
      for object in objects { try await print(object) }
      return
    }
    let list: Value = [
      "apiVersion": "v1", "kind": "List", "metadata": ["resourceVersion": ""], "items": .array(objects),
    ]
    try await print(list, noHeaders: noHeaders)
  }

  /// Prints what a changing command did: the object with `-o`, else a line such as `deployment.apps/web scaled`.
  func report(_ action: String, _ object: Value, _ address: ObjectAddress, dryRun: DryRun = .none) async throws {
    switch format {
    case .human: try await console.line("\(address.qualifiedName) \(action)\(dryRun.suffix)")
    case .name: try await console.line(address.qualifiedName)
    default: try await print(object)
    }
  }

  func text(_ object: Value, noHeaders: Bool = false) throws -> String {
    // Whoever asks for fields by name gets those that he names.
    let shown = showsManagedFields ? object : object.withoutManagedFields
    switch format {
    case .json: return JSON.pretty(shown.sortedKeys) + "\n"
    case .yaml: return YAML.text(shown, sortKeys: true)
    case .name, .human: return Self.name(object) + "\n"
    case .jsonPath, .jsonPathFile: return try template?.text(object, allowsMissingKeys: allowsMissingKeys) ?? ""
    case .jsonPathAsJSON:
      return JSON.pretty(.array(try template?.values(object, allowsMissingKeys: allowsMissingKeys).map(\.sortedKeys) ?? []), indent: 4) + "\n"
    case .goTemplate, .goTemplateFile: return try goTemplate?.text(object, allowsMissingKeys: allowsMissingKeys) ?? ""
    case .customColumns, .customColumnsFile: return try columns?.text(Self.items(object), noHeaders: noHeaders) ?? ""
    }
  }

  /// `deployment.apps/web`
  static func name(_ object: Value) -> String {
    let kind = object.kind.lowercased()
    let group = object.groupVersionKind?.group ?? ""
    return (group.isEmpty ? kind : kind + "." + group) + "/" + object.name
  }

  private static func items(_ object: Value) -> [Value] {
    if object.kind.hasSuffix("List"), let items = object["items"]?.array { return items }
    return [object]
  }
}

extension Value {
  /// Fields in byte order at every level, as Go prints maps.
  var sortedKeys: Value {
    switch self {
    case .object(let object): .object(object.sortedByKey().mapValues(\.sortedKeys))
    case .array(let elements): .array(elements.map(\.sortedKeys))
    default: self
    }
  }

  /// Without `metadata.managedFields`, in the items of a list too.
  var withoutManagedFields: Value {
    var copy = self
    if self[path: "metadata", "managedFields"] != nil { copy[path: "metadata", "managedFields"] = nil }
    if kind.hasSuffix("List"), let items = self["items"]?.array { copy["items"] = .array(items.map(\.withoutManagedFields)) }
    return copy
  }
}
