import APIMachinery

/// Text about a kind and its fields, from the OpenAPI v3 document of its group version.
struct OpenAPIExplanation {
  private let schemas: Value
  private let kind: GroupVersionKind
  private let root: Value

  /// nil when the document has no schema of this kind.
  init?(document: Value, kind: GroupVersionKind) {
    schemas = document[path: "components", "schemas"] ?? .object(Object())
    self.kind = kind
    let found = schemas.object?.values.first { schema in
      schema["x-kubernetes-group-version-kind"]?.array?.contains {
        $0["group"]?.string ?? "" == kind.group && $0["version"]?.string == kind.version && $0["kind"]?.string == kind.kind
      } ?? false
    }
    guard let found else { return nil }
    root = found
  }

  /// Group, kind and version.
  var heading: String { (kind.group.isEmpty ? "" : "GROUP:      \(kind.group)\n") + "KIND:       \(kind.kind)\nVERSION:    \(kind.version)\n\n" }

  func text(fields: [String], isRecursive: Bool) throws(CommandFailure) -> String {
    var schema = root
    var fieldSchema: Value?
    for field in fields {
      guard let next = resolved(element(schema))["properties"]?[field] else {
        throw CommandFailure("field \"\(field)\" does not exist")
      }
      (fieldSchema, schema) = (next, next)
    }
    var text = heading
    let values = enumeration(schema)
    if let fieldSchema { text += "FIELD: \(fields[fields.count - 1]) <\(typeName(fieldSchema))>\n" + (values.isEmpty ? "\n\n" : values) }
    // The line of blanks is upstream's, whose text is wrapped with its own end.
    text += "DESCRIPTION:\n" + Self.wrapped(description(schema), indent: 4) + "    \n"
    let properties = resolved(element(schema))["properties"]?.object ?? Object()
    if properties.isEmpty { text += "\n" } else { text += "FIELDS:\n" + (isRecursive ? tree(schema, indent: 2, above: []) : list(schema) + "\n") + "\n" }
    return text
  }

  /// The fields at the end of a path; none where it leads nowhere.
  func fieldNames(below path: [String]) -> [(name: String, description: String, isLeaf: Bool)] {
    var schema = root
    for field in path {
      guard let next = resolved(element(schema))["properties"]?[field] else { return [] }
      schema = next
    }
    return fields(schema).map { field in
      let isList = resolved(field.schema)["type"]?.string == "array"
      let text = description(field.schema).prefix { $0 != "\n" && $0 != "." }
      return (field.name + (isList ? "[*]" : ""), String(text), element(field.schema)["properties"] == nil)
    }
  }

  /// Through `$ref` and a one-element `allOf`, by which references carry descriptions.
  private func resolved(_ schema: Value) -> Value {
    let reference = schema["$ref"]?.string ?? schema["allOf"]?[0]?["$ref"]?.string
    guard let reference else { return schema }
    return schemas[String(reference.split(separator: "/").last ?? "")] ?? .null
  }

  /// What a list or map is of; else the schema itself.
  private func element(_ schema: Value) -> Value {
    let schema = resolved(schema)
    if let items = schema["items"] { return element(items) }
    if schema["properties"] == nil, let values = schema["additionalProperties"], values.object != nil { return element(values) }
    return schema
  }

  private func description(_ schema: Value) -> String {
    let own = schema["description"]?.string ?? ""
    let target = resolved(element(schema))
    let type = target == schema ? "" : target["description"]?.string ?? ""
    if own.isEmpty { return type.isEmpty ? "<empty>" : type }
    return type.isEmpty ? own : own + "\n" + type
  }

  private func enumeration(_ schema: Value) -> String {
    guard let values = resolved(schema)["enum"]?.array, !values.isEmpty else { return "" }
    return "ENUM:\n" + values.map { "    " + ($0.string ?? JSON.text($0)) + "\n" }.joined() + "\n"
  }

  private func typeName(_ schema: Value) -> String {
    if let reference = schema["$ref"]?.string ?? schema["allOf"]?[0]?["$ref"]?.string {
      let target = resolved(schema)
      if target["properties"] == nil, let type = target["type"]?.string {
        return target["format"]?.string == "int-or-string" ? "IntOrString" : type
      }
      return reference.split(separator: ".").last.map(String.init) ?? "Object"
    }
    switch schema["type"]?.string {
    case "array": return "[]" + typeName(schema["items"] ?? .null)
    case "object":
      if let values = schema["additionalProperties"], values.object != nil { return "map[string]" + typeName(values) }
      return "Object"
    case let type?: return type
    case nil: return schema["x-kubernetes-int-or-string"]?.bool == true || schema["oneOf"] != nil ? "IntOrString" : "Object"
    }
  }

  private func fields(_ schema: Value) -> [(name: String, schema: Value, isRequired: Bool)] {
    let owner = element(schema)
    let required = Set(owner["required"]?.array?.compactMap(\.string) ?? [])
    return (owner["properties"]?.object ?? Object()).sortedByKey().map { ($0.key, $0.value, required.contains($0.key)) }
  }

  private func list(_ schema: Value) -> String {
    fields(schema).map { field in
      var text = "  \(field.name)\t<\(typeName(field.schema))>\(field.isRequired ? " -required-" : "")\n"
      if let values = resolved(field.schema)["enum"]?.array, !values.isEmpty {
        text += "  enum: " + values.map { $0.string ?? JSON.text($0) }.joined(separator: ", ") + "\n"
      }
      let own = field.schema["description"]?.string ?? ""
      return text + Self.wrapped(own.isEmpty ? description(field.schema) : own, indent: 4)
    }.joined(separator: "\n")
  }

  /// A type inside itself (JSONSchemaProps) is named, not opened again.
  private func tree(_ schema: Value, indent: Int, above: [String]) -> String {
    fields(schema).map { field in
      let type = typeName(field.schema)
      let line = String(repeating: " ", count: indent) + "\(field.name)\t<\(type)>\(field.isRequired ? " -required-" : "")\n"
      let values = resolved(field.schema)["enum"]?.array ?? []
      let allowed = values.isEmpty ? "" : String(repeating: " ", count: indent) + "enum: " + values.map { $0.string ?? JSON.text($0) }.joined(separator: ", ") + "\n"
      return above.contains(type) ? line : line + allowed + tree(field.schema, indent: indent + 2, above: above + [type])
    }.joined()
  }

  static func wrapped(_ text: String, indent: Int, width: Int = 80) -> String {
    let margin = String(repeating: " ", count: indent)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
      var lines = [margin]
      for word in paragraph.split(separator: " ") {
        let last = lines[lines.count - 1]
        if last.count > indent, last.count + word.count + 1 > width {
          lines.append(margin + word)
        } else {
          lines[lines.count - 1] = last.count > indent ? last + " " + word : last + word
        }
      }
      return lines.joined(separator: "\n") + "\n"
    }.joined()
  }
}
