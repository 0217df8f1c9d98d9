import APIMachinery

/// `backup.json` in a backup's directory: the bundles in order, each building on those before it, and where the branches stood.
struct BackupManifest: Sendable, Equatable {
  static let fileName = "backup.json"
  static let keysFileName = "keys.sealed"

  struct Bundle: Sendable, Equatable {
    var file: String
    /// The id that git gives to the file's content (`git hash-object`).
    var checksum: String
    var time: String
    /// Names and ids of all references once it is applied.
    var references: [String: String]
  }

  var bundles: [Bundle] = []
  /// The checksum of the sealed keys; nil when there are none.
  var keys: String?

  init() {}

  init(_ bytes: [UInt8]) throws(CommandFailure) {
    guard let value = try? JSON.decode(bytes), value.kind == "Backup", let list = value["bundles"]?.array, !list.isEmpty else {
      throw CommandFailure("\(Self.fileName) is not that of a backup, or it is damaged")
    }
    for item in list {
      guard let file = item["file"]?.string, !file.contains("/"), let checksum = item["checksum"]?.string,
        let references = item["references"]?.stringMap
      else { throw CommandFailure("\(Self.fileName) is damaged") }
      bundles.append(Bundle(file: file, checksum: checksum, time: item["time"]?.string ?? "", references: references))
    }
    keys = value["keys"]?.string
  }

  var text: String {
    var value: Value = [
      "apiVersion": "kctl.dev/v1alpha1", "kind": "Backup",
      "bundles": .array(bundles.map { bundle in
        [
          "file": .string(bundle.file), "checksum": .string(bundle.checksum), "time": .string(bundle.time),
          "references": .object(Object(bundle.references.sorted { $0.key < $1.key }.map { ($0.key, Value.string($0.value)) })),
        ]
      }),
    ]
    if let keys { value["keys"] = .string(keys) }
    return JSON.pretty(value, indent: 2) + "\n"
  }
}
