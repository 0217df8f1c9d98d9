import APIMachinery
import APISchemas
import Store
import Synchronization

/// Puts what a watcher is told into lines of JSON (API reference: WatchEvent), of which an object's bytes are taken as stored, or
/// into protobuf frames, which all watchers of a change share.
struct WatchEncoder: Sendable {
  static let initialEventsEnd = "k8s.io/initial-events-end"
  let server: APIServer
  let definition: ResourceDefinition
  let format: OutputFormat
  private let columns = ToldOnce()

  var contentType: String {
    format.encoding == .protobuf ? OutputFormat.Encoding.protobuf.rawValue + ";stream=watch" : "application/json"
  }

  /// An event that can't be put into the version that is watched ends in an error.
  func lines(_ items: [WatchItem]) async -> [UInt8] {
    do throws(StatusError) {
      return try await server.converting { written(items) }
    } catch {
      return written([.failure(error)])
    }
  }

  private func written(_ items: [WatchItem]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(items.reduce(0) { $0 + Self.size($1) })
    for item in items { append(item, to: &bytes) }
    return bytes
  }

  private static func size(_ item: WatchItem) -> Int {
    if case .event(_, let object, _) = item { object.json.count + 48 } else { 256 }
  }

  private func append(_ item: WatchItem, to bytes: inout [UInt8]) {
    if format.encoding == .protobuf { return appendFrame(item, to: &bytes) }
    switch item {
    case .event(let kind, let object, let change):
      if format.shape == .object, definition.isAsStored(object) {
        Self.append(kind.rawValue, object.json, to: &bytes)
      } else {
        let value = reading(change?.object ?? object.decoded())
        Self.append(kind.rawValue, JSON.encode(server.shaped(value, definition, eventFormat)), to: &bytes)
      }
    case .bookmark(let revision, let endsInitialEvents):
      Self.append("BOOKMARK", JSON.encode(bookmark(revision, endsInitialEvents: endsInitialEvents)), to: &bytes)
    case .failure(let error):
      Self.append("ERROR", JSON.encode(error.value), to: &bytes)
    }
  }

  private func appendFrame(_ item: WatchItem, to bytes: inout [UInt8]) {
    switch item {
    case .event(let kind, let object, let change):
      let isWhole = format.shape == .object && definition.storage == nil
      let shared = isWhole ? change?.protobuf { server.scheme.protobufEnvelope($0) } : nil
      let envelope = shared ?? envelope(server.shaped(reading(change?.object ?? object.decoded()), definition, format))
      bytes.append(contentsOf: ProtobufCodec.watchFrame(type: kind.rawValue, object: envelope))
    case .bookmark(let revision, let endsInitialEvents):
      let object = bookmark(revision, endsInitialEvents: endsInitialEvents)
      bytes.append(contentsOf: ProtobufCodec.watchFrame(type: "BOOKMARK", object: envelope(object)))
    case .failure(let error):
      bytes.append(contentsOf: ProtobufCodec.watchFrame(type: "ERROR", object: envelope(error.value)))
    }
  }

  private func envelope(_ value: Value) -> [UInt8] { server.scheme.protobufEnvelope(value) ?? JSON.encode(value) }

  private static func append(_ type: String, _ object: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"type\":\"\(type)\",\"object\":".utf8)
    bytes.append(contentsOf: object)
    bytes.append(contentsOf: "}\n".utf8)
  }

  /// Of tables only the first tells the columns.
  private var eventFormat: OutputFormat {
    guard case .table = format.shape else { return format }
    var format = format
    if format.includesTableHeaders { format.includesTableHeaders = columns.isFirst() }
    return format
  }

  /// The object in the version that is watched.
  func reading(_ object: Value) -> Value {
    format.shape.showsMetadataAlone ? object : server.reading(object, as: definition)
  }

  /// An object of which only the resourceVersion counts.
  func bookmark(_ revision: Revision, endsInitialEvents: Bool) -> Value {
    var metadata: Value = ["resourceVersion": .string(revision.description), "creationTimestamp": .null]
    if endsInitialEvents { metadata["annotations"] = [Self.initialEventsEnd: "true"] }
    let object: Value = [
      "kind": .string(definition.kind), "apiVersion": .string(definition.groupVersion.description), "metadata": metadata,
    ]
    return switch format.shape {
    case .object: object
    case .partialMetadata(let version): object.partialMetadata(version: version)
    case .table(let version):
      server.table(definition, eventFormat, version: version).value(
        [], metadata: ["resourceVersion": .string(revision.description)])
    }
  }
}

/// Whether something is told for the first time.
private final class ToldOnce: Sendable {
  private let isTold = Atomic<Bool>(false)
  func isFirst() -> Bool { !isTold.exchange(true, ordering: .relaxed) }
}
