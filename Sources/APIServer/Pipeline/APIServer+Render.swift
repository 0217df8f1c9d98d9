import APIMachinery
import APISchemas
import Client
import Store

extension APIServer {
  /// One object as the client wants it. Stored bytes go out as they are unless the format needs them decoded.
  func render(
    _ object: ObjectResult, _ definition: ResourceDefinition?, _ format: OutputFormat, status: Int = 200, warnings: [String] = []
  ) -> HTTPResponse {
    if format.shape == .object, format.encoding == .json, !format.isPretty, isAsStored(object, definition) {
      return ResponseWriter.bytes(object.json, status: status, warnings: warnings)
    }
    let value = definition.map { format.shape.showsMetadataAlone ? object.value : reading(object.value, as: $0) } ?? object.value
    return ResponseWriter.value(shaped(value, definition, format), status: status, format, warnings: warnings)
  }

  private func isAsStored(_ object: ObjectResult, _ definition: ResourceDefinition?) -> Bool {
    guard let definition else { return true }
    guard case .stored(let stored) = object else { return definition.storage == nil && definition.defaultsSince == nil }
    return definition.isAsStored(stored)
  }

  /// An object, as it is kept, in the version that was asked for; anything else as it is.
  func reading(_ value: Value, as served: ResourceDefinition) -> Value {
    let value = refreshed(value, served)
    return served.storage == nil ? value : scheme.convert(value, to: served.gvk)
  }

  /// A custom object with the defaults that its definition has got since it was written.
  func refreshed(_ value: Value, _ definition: ResourceDefinition) -> Value {
    guard let since = definition.defaultsSince, UInt64(value.resourceVersion) ?? 0 < since, let kind = value.groupVersionKind,
      kind.group == definition.group, kind.kind == definition.kind
    else { return value }
    return scheme.withDefaults(value, of: kind)
  }

  func reading(_ value: Value, _ request: ResourceRequest) -> Value { reading(value, as: request.served) }

  /// A Status is never a table; what isn't of the resource's own kind keeps its form.
  func shaped(_ value: Value, _ definition: ResourceDefinition?, _ format: OutputFormat) -> Value {
    guard let definition = Self.printed(value, as: definition), value.kind == definition.kind else { return value }
    switch format.shape {
    case .object: return value
    case .partialMetadata(let version): return value.partialMetadata(version: version)
    case .table(let version):
      return table(definition, format, version: version).value([value], metadata: ["resourceVersion": .string(value.resourceVersion)])
    }
  }

  /// A scale has columns of its own, whatever it is the size of.
  private static func printed(_ value: Value, as definition: ResourceDefinition?) -> ResourceDefinition? {
    definition != nil && definition?.kind != value.kind && value.groupVersionKind == ResourceDefinition.scales.gvk ? .scales : definition
  }

  func table(_ definition: ResourceDefinition, _ format: OutputFormat, version: String, includesHeaders: Bool = true) -> ObjectTable {
    ObjectTable(
      scheme: scheme, definition: definition, version: version, included: format.includedObject,
      includesHeaders: includesHeaders && format.includesTableHeaders, now: clock.now)
  }

  func render(_ page: ListPage, _ definition: ResourceDefinition, _ format: OutputFormat) async throws(StatusError) -> HTTPResponse {
    let metadata = Self.listMetadata(page)
    if format.encoding == .protobuf, let bytes = await protobuf(page, definition, format, metadata) {
      return ResponseWriter.bytes(bytes, type: format.encoding.rawValue)
    }
    if let bytes = await aroundStored(page, definition, format, metadata) { return ResponseWriter.bytes(bytes) }
    return try await converting { decoded(page, definition, format, metadata) }
  }

  private func decoded(_ page: ListPage, _ definition: ResourceDefinition, _ format: OutputFormat, _ metadata: Value) -> HTTPResponse {
    func objects() -> [Value] { page.items.map { reading($0.decoded(), as: definition) } }
    switch format.shape {
    case .object:
      return ResponseWriter.value(
        [
          "kind": .string(definition.listKind), "apiVersion": .string(definition.groupVersion.description), "metadata": metadata,
          "items": .array(objects()),
        ], format)
    case .partialMetadata(let version):
      return ResponseWriter.value(
        [
          "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/" + version), "metadata": metadata,
          "items": .array(page.items.map { $0.decoded().partialMetadata(version: version) }),
        ], format)
    case .table(let version):
      return ResponseWriter.value(
        table(definition, format, version: version).value(objects(), metadata: metadata), format)
    }
  }

  /// The page in JSON with the stored text taken as it is; nil where the answer's form needs the objects themselves.
  private func aroundStored(
    _ page: ListPage, _ definition: ResourceDefinition, _ format: OutputFormat, _ metadata: Value
  ) async -> [UInt8]? {
    guard format.encoding == .json, !format.isPretty, definition.storage == nil else { return nil }
    guard format.shape.showsMetadataAlone || page.items.allSatisfy(definition.isAsStored) else { return nil }
    switch format.shape {
    case .object: return Self.spliced(page, definition, metadata)
    case .partialMetadata(let version): return await TableWriter.metadataList(page.items, version: version, metadata: metadata)
    case .table(let version):
      return await TableWriter(table: table(definition, format, version: version)).write(page.items, metadata: metadata)
    }
  }

  /// Object by object, so that the list is never held decoded. No kind that has this form is converted by a webhook.
  private func protobuf(
    _ page: ListPage, _ definition: ResourceDefinition, _ format: OutputFormat, _ metadata: Value
  ) async -> [UInt8]? {
    guard format.shape == .object, scheme.hasProtobuf(definition.gvk) else { return nil }
    let parts = await ListParts.made(of: page.items) { items in
      self.scheme.protobufItems(of: definition, items.lazy.map { self.reading($0.decoded(), as: definition) }) ?? []
    }
    return scheme.protobufList(of: definition, metadata: metadata, parts: parts)
  }

  private static func listMetadata(_ page: ListPage) -> Value {
    var metadata: Value = ["resourceVersion": .string(page.revision.description)]
    if !page.continueToken.isEmpty { metadata["continue"] = .string(page.continueToken) }
    if let remaining = page.remainingItemCount { metadata["remainingItemCount"] = .int(Int64(remaining)) }
    return metadata
  }

  /// The list around the objects' own bytes: nothing is decoded.
  private static func spliced(_ page: ListPage, _ definition: ResourceDefinition, _ metadata: Value) -> [UInt8] {
    var head = JSON.encode([
      "kind": .string(definition.listKind), "apiVersion": .string(definition.groupVersion.description), "metadata": metadata,
    ])
    head.removeLast()
    let size = page.items.reduce(head.count + 16) { $0 + $1.json.count + 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes.append(contentsOf: head)
    bytes.append(contentsOf: ",\"items\":[".utf8)
    for (index, object) in page.items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: object.json)
    }
    bytes.append(contentsOf: "]}".utf8)
    return bytes
  }
}

extension ResourceDefinition {
  /// Whether the stored bytes are what a client of this version gets.
  func isAsStored(_ object: StoredObject) -> Bool {
    storage == nil && (defaultsSince.map { object.revision.rawValue >= $0 } ?? true)
  }
}
