import APIMachinery

extension Scheme {
  /// The OpenAPI 2.0 document of everything served: `/openapi/v2`.
  public func openAPIv2() -> Value {
    let document = OpenAPIDocument(self, .v2)
    return [
      "swagger": "2.0", "info": OpenAPIDocument.info, "paths": document.paths(resources),
      "definitions": definitions(document.schema, of: Set(types.names)),
    ]
  }

  /// The same document in the protobuf form that kubectl asks for, media type
  /// `application/com.github.proto-openapi.spec.v2@v1.0+protobuf` (gnostic's openapi.v2.Document).
  public static func openAPIv2Protobuf(_ document: Value) -> [UInt8] { OpenAPIProtobuf.encode(document) }

  /// The OpenAPI 3.0 document of one group and version: `/openapi/v3/apis/<group>/<version>`.
  public func openAPIv3(_ gv: GroupVersion) -> Value {
    let document = OpenAPIDocument(self, .v3)
    let served = resources.filter { $0.groupVersion == gv }
    var roots = Set(served.flatMap { [$0.typeName, $0.typeName + "List"] })
    roots.formUnion(served.flatMap { $0.subresources.compactMap { typeName(of: $0.kind) } })
    roots.formUnion([Self.metaPackage + ".DeleteOptions", Self.metaPackage + ".Status"])
    return [
      "openapi": "3.0.0", "info": OpenAPIDocument.info, "paths": document.paths(served),
      "components": ["schemas": definitions(document.schema, of: reachable(from: roots))],
    ]
  }

  private func definitions(_ schema: OpenAPISchema, of names: Set<String>) -> Value {
    let kinds = kindsByType()
    var definitions = Object()
    for (name, value) in schema.namedScalars() { definitions[name] = value }
    let custom = Dictionary(customKinds.values.map { ($0.definition.typeName, $0) }, uniquingKeysWith: { first, _ in first })
    let inner = Set(customKinds.values.flatMap { $0.types.map(\.name) })
    for name in names {
      if let kind = custom[name] {
        definitions[name] = customDefinition(kind, schema)
      } else if inner.contains(name) {
        // Part of its kind's definition.
        continue
      } else if let type = types.type(name) { definitions[name] = schema.definition(of: type, kinds: kinds[name] ?? []) }
    }
    return .object(definitions.sortedByKey())
  }

  private func reachable(from roots: Set<String>) -> Set<String> {
    var found: Set<String> = []
    var pending = Array(roots)
    while let name = pending.popLast() {
      guard let type = types.type(name), found.insert(name).inserted else { continue }
      for field in type.fields { if let next = field.type.structureName { pending.append(next) } }
    }
    return found
  }

  /// The kinds that a structure is the root of; DeleteOptions is one of every group and version served.
  private func kindsByType() -> [String: [GroupVersionKind]] {
    var kinds: [String: [GroupVersionKind]] = [:]
    for (kind, name) in rootTypes where kind.kind != "DeleteOptions" { kinds[name, default: []].append(kind) }
    for version in Set(resources.map(\.groupVersion)).sorted(by: { $0.description < $1.description }) {
      kinds[Self.metaPackage + ".DeleteOptions", default: []].append(
        GroupVersionKind(group: version.group, version: version.version, kind: "DeleteOptions"))
    }
    return kinds
  }
}

extension TypeExpression {
  /// The structure that a type is, or is a list or map of.
  var structureName: String? {
    switch self {
    case .named(let name): name
    case .list(let element, _), .map(let element, _): element.structureName
    default: nil
    }
  }
}
