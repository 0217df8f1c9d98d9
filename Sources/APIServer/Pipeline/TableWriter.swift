import APIMachinery
import Store

/// Writes long lists as tables or metadata around the objects' stored text: only what the cells need is decoded, and of a long
/// list the parts are made side by side.
struct TableWriter: Sendable {
  let table: ObjectTable

  func write(_ items: [StoredObject], metadata: Value) async -> [UInt8] {
    var head = JSON.encode(table.value([], metadata: metadata))
    let end = Array("\"rows\":[]}".utf8)
    precondition(head.suffix(end.count).elementsEqual(end), "the rows come last")
    head.removeLast(2)
    let parts = await Self.parts(items) { object, bytes in row(object, &bytes) }
    return Self.joined(head, parts, end: "]}")
  }

  private func row(_ object: StoredObject, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"cells\":".utf8)
    let (decoded, metadata) = object.printable()
    let cells = table.scheme.tableRow(decoded, of: table.definition, now: table.now)
    bytes.append(contentsOf: JSON.encode(.array(cells)))
    switch table.included {
    case .none: break
    case .metadata:
      bytes.append(contentsOf: ",\"object\":".utf8)
      Self.append(metadata, version: table.version, to: &bytes)
    case .object:
      bytes.append(contentsOf: ",\"object\":".utf8)
      bytes.append(contentsOf: object.json)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// A PartialObjectMetadataList; nothing is decoded.
  static func metadataList(_ items: [StoredObject], version: String, metadata: Value) async -> [UInt8] {
    var head = JSON.encode(["kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/" + version), "metadata": metadata])
    head.removeLast()
    head.append(contentsOf: ",\"items\":[".utf8)
    let parts = await parts(items) { object, bytes in append(object.metadataJSON, version: version, to: &bytes) }
    return joined(head, parts, end: "]}")
  }

  private static func append(_ metadata: ArraySlice<UInt8>, version: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/\(version)\",\"metadata\":".utf8)
    bytes.append(contentsOf: metadata)
    bytes.append(UInt8(ascii: "}"))
  }

  /// The items' texts with commas between them, in parts.
  private static func parts(
    _ items: [StoredObject], _ write: @escaping @Sendable (StoredObject, inout [UInt8]) -> Void
  ) async -> [[UInt8]] {
    await ListParts.made(of: items) { part in
      var bytes: [UInt8] = []
      for object in part {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
        write(object, &bytes)
      }
      return bytes
    }
  }

  private static func joined(_ head: [UInt8], _ parts: [[UInt8]], end: String) -> [UInt8] {
    var bytes = head
    bytes.reserveCapacity(parts.reduce(head.count + end.utf8.count) { $0 + $1.count + 1 })
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: part)
    }
    bytes.append(contentsOf: end.utf8)
    return bytes
  }
}
