import APIMachinery
import Store

/// Where a list in pages goes on: at which revision, after which object. Opaque to clients.
struct ContinueToken: Sendable, Hashable {
  /// nil: at the newest state, whatever came between (the inconsistent continuation after a 410).
  var revision: Revision?
  var after: ObjectKey

  var text: String {
    let value: Value = [
      "v": "kctl.dev/v1", "rv": .string(revision?.description ?? ""), "ns": .string(after.namespace), "name": .string(after.name),
    ]
    return Self.encode(JSON.encode(value))
  }

  init(revision: Revision?, after: ObjectKey) { (self.revision, self.after) = (revision, after) }

  init(_ text: String, _ resource: GroupResource) throws(StatusError) {
    guard text.utf8.count <= 4096, let bytes = Self.decode(text), let value = try? JSON.decode(bytes), value["v"]?.string == "kctl.dev/v1",
      let number = value["rv"]?.string, let namespace = value["ns"]?.string, let name = value["name"]?.string
    else { throw .badRequest("continue key is not valid: encoded continue key couldn't be read") }
    if !number.isEmpty {
      guard let revision = Revision(number) else { throw .badRequest("continue key is not valid: incorrect encoded start resourceVersion") }
      self.revision = revision
    }
    after = ObjectKey(resource, namespace: namespace, name: name)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xffff
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[bits >> count & 63])
      }
    }
    if count > 0 { text.append(alphabet[bits << (6 - count) & 63]) }
    return String(decoding: text, as: UTF8.self)
  }

  private static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var count = 0
    for character in text.utf8 where character != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      bits = (bits << 6 | value) & 0xffff
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> count & 255))
      }
    }
    return bytes
  }
}
