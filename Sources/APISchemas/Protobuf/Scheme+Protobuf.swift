import APIMachinery

extension Scheme {
  /// Whether objects of the kind have a protobuf form. Custom resources never have.
  public func hasProtobuf(_ kind: GroupVersionKind) -> Bool { typeName(of: kind).map { protobuf.hasMessage($0) } ?? false }

  /// An object of a known kind in its envelope; nil for one whose kind has no protobuf form.
  public func protobufEnvelope(_ object: Value) -> [UInt8]? {
    object.groupVersionKind.flatMap { protobufTypeName($0) }.flatMap { protobuf.encodeEnvelope(object, as: $0) }
  }

  /// A part of a list of a resource's objects; nil when they have no protobuf form.
  public func protobufItems(of resource: ResourceDefinition, _ items: some Sequence<Value>) -> [UInt8]? {
    protobuf.encodeItems(items, as: resource.typeName)
  }

  /// A list in its envelope, put together from its parts.
  public func protobufList(of resource: ResourceDefinition, metadata: Value, parts: [[UInt8]]) -> [UInt8]? {
    protobuf.encodeList(apiVersion: resource.groupVersion.description, kind: resource.listKind, metadata: metadata, parts: parts)
  }

  /// The object in an envelope. An envelope that doesn't say what it holds is taken to hold `kind`.
  public func decodeProtobuf(_ bytes: [UInt8], kind: GroupVersionKind) throws(ProtobufError) -> Value {
    try protobuf.decodeEnvelope(bytes) { apiVersion, name in
      guard !apiVersion.isEmpty || !name.isEmpty else { return protobufTypeName(kind) }
      let version = apiVersion.isEmpty ? kind.groupVersion : GroupVersion(apiVersion) ?? kind.groupVersion
      return protobufTypeName(version.kind(name.isEmpty ? kind.kind : name))
    }
  }

  static let partialMetadataKinds: Set<String> = ["PartialObjectMetadata", "PartialObjectMetadataList"]

  private func protobufTypeName(_ kind: GroupVersionKind) -> String? {
    if kind.group == "meta.k8s.io", Self.partialMetadataKinds.contains(kind.kind) { return Self.metaPackage + "." + kind.kind }
    return typeName(of: kind)
  }

  /// The structures that are sent as protobuf and that no kind of the source is: metadata alone, and lists of it.
  static let partialMetadataTypes: [ObjectType] = [
    ObjectType(
      name: metaPackage + ".PartialObjectMetadata",
      fields: typeMeta + [FieldSchema(name: "metadata", type: .named(metaPackage + ".ObjectMeta"), number: 1)]),
    ObjectType(
      name: metaPackage + ".PartialObjectMetadataList",
      fields: typeMeta + [
        FieldSchema(name: "metadata", type: .named(metaPackage + ".ListMeta"), number: 1),
        FieldSchema(name: "items", type: .list(.named(metaPackage + ".PartialObjectMetadata")), isRequired: true, number: 2),
      ]),
  ]

  private static let typeMeta = [FieldSchema(name: "apiVersion", type: .string), FieldSchema(name: "kind", type: .string)]
}
