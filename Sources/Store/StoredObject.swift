import APIMachinery

/// One version of one object: an immutable snapshot, encoded once and shared by everyone who reads it.
public final class StoredObject: Sendable {
  public let key: ObjectKey
  /// The revision that wrote this version; `metadata.resourceVersion` in `json`.
  public let revision: Revision
  /// The revision that created the object.
  public let created: Revision
  /// The object as JSON, as the API serves it.
  public let json: [UInt8]

  public init(key: ObjectKey, revision: Revision, created: Revision, json: [UInt8]) {
    (self.key, self.revision, self.created, self.json) = (key, revision, created, json)
  }

  /// The decoded object: work on every call, so keep it in a variable.
  public func decoded() -> Value {
    // What the store holds was encoded by EncodedObject; anything else is a broken store, which must not go on.
    do { return try JSON.decode(json) } catch { preconditionFailure("stored object \(key) is not JSON: \(error)") }
  }
}

extension StoredObject {
  /// The same state under another revision, as a delete reports it.
  package func renumbered(_ revision: Revision) -> StoredObject {
    StoredObject(key: key, revision: revision, created: created, json: EncodedObject(decoded()).json(at: revision))
  }
}

/// An object on its way into the store: encoded, with the place where the resourceVersion goes left open, so that
/// numbering a write costs a copy of its bytes and nothing more.
public struct EncodedObject: Sendable {
  /// nil where decoding the text would not give it back: a whole number's point is lost in JSON.
  private let source: Value?
  private let head: [UInt8]
  private let tail: [UInt8]
  /// How many collections are nested in one another. Readers refuse what is deeper than `JSON.Limits().depth`.
  public let depth: Int

  /// Any `metadata.resourceVersion` in the value is ignored; an object without metadata gets one.
  public init(_ value: Value) {
    var metadata = value["metadata"]?.object ?? Object()
    metadata["resourceVersion"] = nil
    var head = JSONWriter(capacity: 128)
    var tail = JSONWriter(capacity: 1_024)
    head.append("{")
    for key in ["apiVersion", "kind"] {
      if let field = value[key] {
        head.append(quoted: key); head.append(":"); head.write(field); head.append(",")
      }
    }
    head.append("\"metadata\":{\"resourceVersion\":\"")
    tail.append("\"")
    for field in metadata {
      tail.append(","); tail.append(quoted: field.key); tail.append(":"); tail.write(field.value)
    }
    tail.append("}")
    for field in value.object ?? Object() where !["apiVersion", "kind", "metadata"].contains(field.key) {
      tail.append(","); tail.append(quoted: field.key); tail.append(":"); tail.write(field.value)
    }
    tail.append("}")
    (self.head, self.tail) = (head.bytes, tail.bytes)
    var shape = ValueShape()
    shape.measure(value, depth: 0)
    (source, depth) = (shape.hasFloats ? nil : value, shape.depth)
  }

  public var byteCount: Int { head.count + tail.count }

  /// What `json(at:)` decodes to, without decoding it: field for field in the same order. nil where that can't be told.
  public func value(at revision: Revision) -> Value? {
    guard let source else { return nil }
    var metadata = Object()
    metadata["resourceVersion"] = .string(revision.description)
    for field in source["metadata"]?.object ?? Object() where field.key != "resourceVersion" { metadata[field.key] = field.value }
    var object = Object()
    for key in ["apiVersion", "kind"] { object[key] = source[key] }
    object["metadata"] = .object(metadata)
    for field in source.object ?? Object() where !["apiVersion", "kind", "metadata"].contains(field.key) { object[field.key] = field.value }
    return .object(object)
  }

  /// The JSON text with this revision as its resourceVersion.
  public func json(at revision: Revision) -> [UInt8] {
    let digits = String(revision.rawValue)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.count + digits.utf8.count + tail.count)
    bytes.append(contentsOf: head)
    bytes.append(contentsOf: digits.utf8)
    bytes.append(contentsOf: tail)
    return bytes
  }
}

private struct ValueShape {
  var depth = 0
  var hasFloats = false

  mutating func measure(_ value: Value, depth above: Int) {
    switch value {
    case .double: hasFloats = true
    case .array(let elements):
      depth = max(depth, above + 1)
      for element in elements { measure(element, depth: above + 1) }
    case .object(let object):
      depth = max(depth, above + 1)
      for element in object.values { measure(element, depth: above + 1) }
    case .null, .bool, .int, .string: break
    }
  }
}
