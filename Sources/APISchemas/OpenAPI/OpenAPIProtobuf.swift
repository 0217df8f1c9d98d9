import APIMachinery

/// Writes an OpenAPI 2.0 document as gnostic's `openapi.v2.Document` (field numbers: google/gnostic,
/// openapiv2/OpenAPIv2.proto); only what Kubernetes documents use.
enum OpenAPIProtobuf {
  static func encode(_ document: Value) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.write(1, document["swagger"]?.string)
    writer.message(2) { info in
      info.write(1, document["info"]?["title"]?.string)
      info.write(2, document["info"]?["version"]?.string)
    }
    writer.message(8) { paths in
      for path in document["paths"]?.object ?? Object() {
        paths.message(2) { named in
          named.write(1, path.key)
          named.message(2) { pathItem(path.value, &$0) }
        }
      }
    }
    writer.message(9) { namedSchemas(document["definitions"], &$0) }
    return writer.bytes
  }

  /// The shape of Definitions and of Properties.
  private static func namedSchemas(_ schemas: Value?, _ writer: inout ProtobufWriter) {
    for schema in schemas?.object ?? Object() {
      writer.message(1) { named in
        named.write(1, schema.key)
        named.message(2) { self.schema(schema.value, &$0) }
      }
    }
  }

  private static func schema(_ value: Value, _ writer: inout ProtobufWriter) {
    writer.write(1, value["$ref"]?.string)
    writer.write(2, value["format"]?.string)
    writer.write(4, value["description"]?.string)
    if let defaultValue = value["default"] { writer.message(5) { any(defaultValue, &$0) } }
    for name in value["required"]?.array ?? [] { writer.write(19, name.string) }
    for allowed in value["enum"]?.array ?? [] { writer.message(20) { any(allowed, &$0) } }
    if let element = value["additionalProperties"] {
      writer.message(21) { item in item.message(1) { schema(element, &$0) } }
    }
    if let type = value["type"]?.string { writer.message(22) { $0.write(1, type) } }
    if let items = value["items"] { writer.message(23) { list in list.message(1) { schema(items, &$0) } } }
    if let properties = value["properties"] { writer.message(25) { namedSchemas(properties, &$0) } }
    extensions(value, 31, &writer)
  }

  private static func any(_ value: Value, _ writer: inout ProtobufWriter) { writer.write(2, JSON.text(value)) }

  private static func extensions(_ value: Value, _ field: Int, _ writer: inout ProtobufWriter) {
    for item in value.object ?? Object() where item.key.hasPrefix("x-") {
      writer.message(field) { named in
        named.write(1, item.key)
        named.message(2) { any(item.value, &$0) }
      }
    }
  }

  private static let methods = [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("options", 6), ("head", 7), ("patch", 8)]

  private static func pathItem(_ value: Value, _ writer: inout ProtobufWriter) {
    for (method, field) in methods {
      if let operation = value[method] { writer.message(field) { self.operation(operation, &$0) } }
    }
    for item in value["parameters"]?.array ?? [] { writer.message(9) { parametersItem(item, &$0) } }
  }

  private static func operation(_ value: Value, _ writer: inout ProtobufWriter) {
    for tag in value["tags"]?.array ?? [] { writer.write(1, tag.string) }
    writer.write(3, value["description"]?.string)
    writer.write(5, value["operationId"]?.string)
    for type in value["produces"]?.array ?? [] { writer.write(6, type.string) }
    for type in value["consumes"]?.array ?? [] { writer.write(7, type.string) }
    for item in value["parameters"]?.array ?? [] { writer.message(8) { parametersItem(item, &$0) } }
    writer.message(9) { responses(value["responses"], &$0) }
    for scheme in value["schemes"]?.array ?? [] { writer.write(10, scheme.string) }
    extensions(value, 13, &writer)
  }

  private static func responses(_ value: Value?, _ writer: inout ProtobufWriter) {
    for response in value?.object ?? Object() {
      writer.message(1) { named in
        named.write(1, response.key)
        named.message(2) { choice in
          choice.message(1) { body in
            body.write(1, response.value["description"]?.string)
            if let answer = response.value["schema"] { body.message(2) { item in item.message(1) { schema(answer, &$0) } } }
          }
        }
      }
    }
  }

  private static func parametersItem(_ value: Value, _ writer: inout ProtobufWriter) {
    writer.message(1) { parameter in
      if value["in"] == "body" {
        parameter.message(1) { body in
          body.write(2, value["name"]?.string)
          body.write(3, "body")
          body.write(4, value["required"]?.bool)
          if let reference = value["schema"] { body.message(5) { schema(reference, &$0) } }
        }
      } else {
        let isPath = value["in"] == "path"
        parameter.message(2) { choice in choice.message(isPath ? 4 : 3) { nonBody(value, isPath: isPath, &$0) } }
      }
    }
  }

  private static func nonBody(_ value: Value, isPath: Bool, _ writer: inout ProtobufWriter) {
    writer.write(1, value["required"]?.bool)
    writer.write(2, value["in"]?.string)
    writer.write(3, value["description"]?.string)
    writer.write(4, value["name"]?.string)
    writer.write(isPath ? 5 : 6, value["type"]?.string)
    writer.write(isPath ? 19 : 20, value["uniqueItems"]?.bool)
  }
}
