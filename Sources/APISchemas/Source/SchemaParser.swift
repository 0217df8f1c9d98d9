import APIMachinery

/// What the schema source says, before it is put into tables.
struct ParsedSchemas {
  var types: [ObjectType] = []
  /// Each kind and its structure.
  var kinds: [(GroupVersionKind, String)] = []
  var resources: [ResourceDefinition] = []
  /// Resources that are those of another version under a further name: what is served, and what it is.
  var sameResources: [(GroupVersionResource, of: GroupVersionResource)] = []
  /// Kinds without a resource that have the form of another version.
  var sameKinds: [(GroupVersionKind, of: GroupVersionKind)] = []
  /// By structure: the optional fields whose zero means unset.
  var omittedZeros: [String: Set<String>] = [:]
  /// Versions of what isn't described itself; a test holds this empty.
  var pendingVersions: [String] = []
  /// Lines that make no sense; a test holds this empty.
  var problems: [String] = []
}

/// Reads the form described at `SchemaText`: one pass over the lines, no back-tracking.
struct SchemaParser {
  private let source: SchemaText
  private(set) var result = ParsedSchemas()
  private var type: (name: String, description: String, isAtomic: Bool, isUnion: Bool, fields: [FieldDraft])?
  private var resource: ResourceDefinition?
  private enum Last { case none, type, field, column }
  private var last = Last.none

  init(_ source: SchemaText) { self.source = source }

  static func parse(_ sources: [SchemaText]) -> ParsedSchemas {
    var all = ParsedSchemas()
    for source in sources {
      var parser = SchemaParser(source)
      parser.run()
      all.types += parser.result.types
      all.kinds += parser.result.kinds
      all.resources += parser.result.resources
      all.sameResources += parser.result.sameResources
      all.sameKinds += parser.result.sameKinds
      all.omittedZeros.merge(parser.result.omittedZeros) { $0.union($1) }
      all.problems += parser.result.problems
    }
    all.resolveVersions()
    return all
  }

  mutating func run() {
    let bytes = source.text.utf8
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      read(Substring(bytes[start..<end]))
      start = end == bytes.endIndex ? end : bytes.index(after: end)
    }
    finishType()
    finishResource()
  }

  private mutating func read(_ line: Substring) {
    let utf8 = line.utf8
    guard let first = utf8.firstIndex(where: { $0 != UInt8(ascii: " ") }) else { return }
    let content = line[first...]
    if content.utf8.first == UInt8(ascii: "|") {
      append(description: String(content.dropFirst(2)))
      return
    }
    let (facts, description) = Self.splitDescription(content)
    let words = Self.words(facts)
    guard let word = words.first else { return }
    guard first != utf8.startIndex else {
      switch word {
      case "kind", "type", "union": startType(words, description)
      case "resource": startResource(words)
      case "same": readSame(words)
      default: problem(line)
      }
      return
    }
    switch word {
    case "subresource" where type == nil: readSubresource(words)
    case "column" where type == nil: readColumn(words, description)
    case "label" where type == nil && words.count == 2: resource?.fieldLabels.append(String(words[1]))
    case "&" where type != nil:
      if let position = type?.fields.indices.last { apply(words[1...], toFieldAt: position) }
    default: readField(words, description, line)
    }
  }

  private mutating func problem(_ line: Substring) { result.problems.append("\(source.package): \(line)") }

  private static func splitDescription(_ content: Substring) -> (facts: Substring, description: String) {
    let utf8 = content.utf8
    var at = utf8.startIndex
    let dash = UInt8(ascii: "-")
    let space = UInt8(ascii: " ")
    while let found = utf8[at...].firstIndex(of: dash) {
      let next = utf8.index(after: found)
      guard next < utf8.endIndex else { break }
      let after = utf8.index(after: next)
      if utf8[next] == dash, after < utf8.endIndex, utf8[after] == space, found > utf8.startIndex,
        utf8[utf8.index(before: found)] == space
      {
        return (content[..<found], String(content[utf8.index(after: after)...]))
      }
      at = next
    }
    return (content, "")
  }

  private static func words(_ text: Substring) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
  }

  private mutating func append(description text: String) {
    func joined(_ existing: String) -> String { existing.isEmpty ? text : existing + " " + text }
    switch last {
    case .type:
      let existing = type?.description ?? ""
      type?.description = joined(existing)
    case .field:
      guard let position = type?.fields.indices.last, let existing = type?.fields[position].description else { return }
      type?.fields[position].description = joined(existing)
    case .column:
      guard let position = resource?.columns.indices.last, let existing = resource?.columns[position].description else { return }
      resource?.columns[position].description = joined(existing)
    case .none: problem(text[...])
    }
  }
}

// MARK: structures

extension SchemaParser {
  private mutating func startType(_ words: [Substring], _ description: String) {
    finishType()
    guard words.count >= 2 else { return problem(words.joined(separator: " ")[...]) }
    let name = source.package + "." + words[1]
    type = (name, description, words.dropFirst(2).contains("atomic"), words[0] == "union", [])
    last = .type
    guard words[0] == "kind" else { return }
    result.kinds.append((GroupVersionKind(group: source.group, version: source.version, kind: String(words[1])), name))
    type?.fields = [Self.apiVersion, Self.kind]
  }

  private static let apiVersion = FieldDraft(
    name: "apiVersion", type: .string,
    description: "The version of the schema this object is written in; the server converts to what it stores.")
  private static let kind = FieldDraft(
    name: "kind", type: .string, description: "The kind of the object, in camel case; it can't be changed.")

  private mutating func finishType() {
    guard let type else { return }
    result.types.append(
      ObjectType(
        name: type.name, description: type.description, fields: type.fields.map(\.schema), isAtomic: type.isAtomic, isUnion: type.isUnion))
    self.type = nil
    last = .none
  }

  private mutating func readField(_ words: [Substring], _ description: String, _ line: Substring) {
    let keepsZero = words.count >= 2 && words[1].utf8.last == UInt8(ascii: "?")
    guard let type, words.count >= 2, let expression = typeExpression(keepsZero ? words[1].dropLast() : words[1]) else {
      return problem(line)
    }
    let isRequired = words[0].utf8.last == UInt8(ascii: "!")
    let name = String(isRequired ? words[0].dropLast() : words[0])
    self.type?.fields.append(FieldDraft(name: name, type: expression, description: description, isRequired: isRequired))
    if !isRequired, !keepsZero, expression.hasZero { result.omittedZeros[type.name, default: []].insert(name) }
    last = .field
    if words.count > 2, let position = self.type?.fields.indices.last { apply(words[2...], toFieldAt: position) }
  }

  private mutating func apply(_ flags: ArraySlice<Substring>, toFieldAt position: Int) {
    for flag in flags {
      if flag.utf8.first == UInt8(ascii: "#") {
        let numbers = flag.dropFirst().split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        if numbers.contains(nil) { problem(flag) }
        type?.fields[position].number = numbers.last ?? nil
        type?.fields[position].enclosingNumbers = numbers.dropLast().compactMap(\.self)
        continue
      }
      let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1] : ""
      switch (parts[0], type?.fields[position].type) {
      case ("set", .list(let element, _)?): type?.fields[position].type = .list(element, .set)
      case ("map", .list(let element, _)?):
        type?.fields[position].type = .list(element, .map(keys: value.split(separator: ",").map(String.init)))
      case ("atomic", .map(let element, _)?): type?.fields[position].type = .map(element, isAtomic: true)
      case ("merge", _):
        type?.fields[position].patchStrategies.insert("merge")
        if !value.isEmpty { type?.fields[position].patchMergeKey = String(value) }
      case ("replace", _): type?.fields[position].patchStrategies.insert("replace")
      case ("retainKeys", _): type?.fields[position].patchStrategies.insert("retainKeys")
      case ("enum", _): type?.fields[position].allowed += value.split(separator: "|").map(String.init)
      case ("default", _):
        if let json = try? JSON.decode(String(value)) { type?.fields[position].defaultValue = json } else { problem(flag) }
      default: problem(flag)
      }
    }
  }

  private func typeExpression(_ text: Substring) -> TypeExpression? {
    switch text {
    case "string": return .string
    case "bool": return .boolean
    case "int32": return .int32
    case "int64": return .int64
    case "number": return .number
    case "quantity": return .quantity
    case "intOrString": return .intOrString
    case "time": return .time
    case "microTime": return .microTime
    case "bytes": return .bytes
    case "object": return .anyObject
    case "any": return .any
    default: break
    }
    guard let first = text.utf8.first, text.utf8.count > 2 else { return .named(source.package + "." + text) }
    if first == UInt8(ascii: "[") { return typeExpression(text.dropFirst().dropLast()).map { .list($0) } }
    if first == UInt8(ascii: "{") { return typeExpression(text.dropFirst().dropLast()).map { .map($0) } }
    guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return .named(source.package + "." + text) }
    return SchemaText.packages[String(text[..<dot])].map { .named($0 + text[dot...]) }
  }
}

// MARK: resources

extension SchemaParser {
  private mutating func startResource(_ words: [Substring]) {
    finishType()
    finishResource()
    guard words.count >= 3 else { return problem(words.joined(separator: " ")[...]) }
    let kind = String(words[2])
    var resource = ResourceDefinition(
      group: source.group, version: source.version, kind: kind, plural: String(words[1]), singular: kind.lowercased(),
      isNamespaced: false, fieldLabels: ["metadata.name"], typeName: source.package + "." + kind)
    for flag in words.dropFirst(3) {
      let parts = flag.split(separator: "=", maxSplits: 1)
      let values = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
      switch parts[0] {
      case "singular": if let name = values.first { resource.singular = name }
      case "namespaced": resource.isNamespaced = true
      case "short": resource.shortNames = values
      case "categories": resource.categories = values
      case "verbs": resource.verbs = values
      case "deprecated": resource.deprecationWarning = Self.deprecation(resource, values)
      case "stored":
        resource.storage = values.first.flatMap(GroupVersion.init).map { $0.resource(resource.plural) }
        if resource.storage == nil { problem(flag) }
      default: problem(flag)
      }
    }
    if resource.isNamespaced { resource.fieldLabels.append("metadata.namespace") }
    self.resource = resource
  }

  /// `deprecated=1.33` or `deprecated=1.33,discovery.k8s.io/v1,EndpointSlice`: since when, and what to use in its place.
  private static func deprecation(_ resource: ResourceDefinition, _ values: [String]) -> String {
    let warning = "\(resource.groupVersion) \(resource.kind) is deprecated in v\(values.first ?? "")+"
    return values.count == 3 ? warning + "; use \(values[1]) \(values[2])" : warning
  }

  private mutating func readSame(_ words: [Substring]) {
    finishType()
    finishResource()
    guard words.count == 4, words[2] == "of", let version = GroupVersion(String(words[3])), let first = words[1].first else {
      return problem(words.joined(separator: " ")[...])
    }
    let name = String(words[1])
    let own = GroupVersion(group: source.group, version: source.version)
    if first.isUppercase {
      result.sameKinds.append((own.kind(name), of: version.kind(name)))
    } else {
      result.sameResources.append((own.resource(name), of: version.resource(name)))
    }
  }

  private mutating func finishResource() {
    if let resource { result.resources.append(resource) }
    resource = nil
  }

  private mutating func readSubresource(_ words: [Substring]) {
    let kind = words.count == 4 ? words[2].split(separator: ":") : []
    guard kind.count == 2, let groupVersion = GroupVersion(String(kind[0])) else {
      return problem(words.joined(separator: " ")[...])
    }
    resource?.subresources.append(
      SubresourceDefinition(
        name: String(words[1]),
        kind: GroupVersionKind(group: groupVersion.group, version: groupVersion.version, kind: String(kind[1])),
        verbs: words[3].split(separator: ",").map(String.init)))
  }

  private mutating func readColumn(_ words: [Substring], _ description: String) {
    guard words.count >= 3 else { return problem(words.joined(separator: " ")[...]) }
    resource?.columns.append(
      ColumnDefinition(
        name: words[1].split(separator: "_").joined(separator: " "), type: String(words[2]),
        format: words.contains("name") ? "name" : "", description: description, priority: words.contains("wide") ? 1 : 0))
    last = .column
  }
}
