import APIMachinery
import Manifests

/// Where an object's file is on `live` (and on the ephemeral reference).
///
/// `namespaces/<ns>/<plural>[.<group>]/<name>.yaml` or `cluster/<plural>[.<group>]/<name>.yaml`, names percent-encoded as in
/// `CanonicalPath`. A directory of more than `LiveDirectory.widthMax` files is divided into sixteen, by the hexadecimal digits of the
/// SHA-1 of the file's name without its ending: `namespaces/shop/pods/3/f/web-1.yaml`.
enum LivePath {
  static let fileEnding = ".yaml"

  /// The directories down to the resource's.
  static func directories(_ key: ObjectKey) -> [String] {
    let resource = CanonicalPath.fileName(key.resource.description)
    return key.namespace.isEmpty ? ["cluster", resource] : ["namespaces", namespaceDirectory(key.namespace), resource]
  }

  static func namespaceDirectory(_ namespace: String) -> String { CanonicalPath.fileName(namespace) }

  static func fileName(_ key: ObjectKey) -> String { CanonicalPath.fileName(key.name) + fileEnding }

  /// The key of a file, its shard directories skipped; nil for a path that no object has.
  static func key(_ path: [String]) -> ObjectKey? {
    let isCluster = path.first == "cluster"
    guard isCluster || path.first == "namespaces", path.count >= (isCluster ? 3 : 4), let file = path.last,
      file.hasSuffix(fileEnding), let name = decode(file.dropLast(fileEnding.utf8.count)),
      let resource = decode(path[isCluster ? 1 : 2][...])
    else { return nil }
    let namespace = isCluster ? "" : decode(path[1][...])
    guard let namespace else { return nil }
    let parts = resource.split(separator: ".", maxSplits: 1).map(String.init)
    guard let plural = parts.first else { return nil }
    return ObjectKey(GroupResource(group: parts.count > 1 ? parts[1] : "", resource: plural), namespace: namespace, name: name)
  }

  private static func decode(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ObjectKey {
  /// Leases and Events: written often, worth nothing later (design section 1).
  var isEphemeral: Bool {
    switch (resource.group, resource.resource) {
    case ("coordination.k8s.io", "leases"), ("", "events"), ("events.k8s.io", "events"): true
    default: false
    }
  }
}
