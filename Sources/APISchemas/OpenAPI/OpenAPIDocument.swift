import APIMachinery

/// Writes the paths of the API as OpenAPI of one version.
struct OpenAPIDocument {
  let scheme: Scheme
  let schema: OpenAPISchema

  private static let answerTypes = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"]

  init(_ scheme: Scheme, _ version: OpenAPISchema.Version) {
    (self.scheme, schema) = (scheme, OpenAPISchema(scheme: scheme, version: version))
  }

  static let info: Value = ["title": "Kubernetes", "version": "v1.36.0"]

  func paths(_ resources: [ResourceDefinition]) -> Value {
    var paths = Object()
    for resource in resources {
      for path in APIPaths(scheme, resource).all() { paths[path.path] = item(path) }
    }
    return .object(paths.sortedByKey())
  }

  private func item(_ path: APIPath) -> Value {
    var item = Object()
    for operation in path.operations { item[operation.method] = self.operation(operation) }
    item["parameters"] = .array(path.parameters.map(parameter))
    return .object(item)
  }

  private func operation(_ operation: APIOperation) -> Value {
    var value: Value = ["description": .string(operation.description)]
    var parameters = operation.parameters.map(parameter)
    if schema.version == .v2 {
      value["consumes"] = .array(operation.consumes.map { .string($0) })
      value["produces"] = .array(Self.answerTypes.map { .string($0) })
      if let body = operation.body {
        var parameter: Value = ["in": "body", "name": "body", "schema": schema.reference(body)]
        if operation.isBodyRequired { parameter["required"] = true }
        parameters.insert(parameter, at: 0)
      }
      value["schemes"] = ["https"]
    } else if let body = operation.body {
      var content = Object()
      for type in operation.consumes { content[type] = ["schema": schema.reference(body)] }
      value["requestBody"] = ["content": .object(content)]
      if operation.isBodyRequired { value["requestBody"]?["required"] = true }
    }
    value["operationId"] = .string(operation.id)
    if !parameters.isEmpty { value["parameters"] = .array(parameters) }
    value["responses"] = responses(operation)
    value["tags"] = [.string(operation.tag)]
    value["x-kubernetes-action"] = .string(operation.action)
    value["x-kubernetes-group-version-kind"] = OpenAPISchema.kindExtension(operation.kind)
    return value
  }

  private func responses(_ operation: APIOperation) -> Value {
    var responses = Object()
    for (code, description, typeName) in operation.responses {
      let answer: Value = typeName.map { schema.reference($0) } ?? ["type": "string"]
      var response: Value = ["description": .string(description)]
      if schema.version == .v2 {
        response["schema"] = answer
      } else {
        var content = Object()
        for type in typeName == nil ? ["text/plain"] : Self.answerTypes { content[type] = ["schema": answer] }
        response["content"] = .object(content)
      }
      responses[code] = response
    }
    responses["401"] = ["description": "Unauthorized"]
    return .object(responses)
  }

  private func parameter(_ parameter: APIParameter) -> Value {
    var value: Value = ["description": .string(parameter.description), "in": .string(parameter.place.rawValue)]
    value["name"] = .string(parameter.name)
    if parameter.place == .path { value["required"] = true }
    if schema.version == .v2 {
      value["type"] = .string(parameter.type)
      value["uniqueItems"] = true
    } else {
      value["schema"] = ["type": .string(parameter.type), "uniqueItems": true]
    }
    return value
  }
}
