import APIMachinery

/// `backup.json` in a backup's directory: the bundles in order, each building on those before it, and where the branches stood.
struct BackupManifest: Sendable, Equatable {
  static let fileName = "backup.json"
  /// What the keys' file is called where the manifest doesn't say.
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
  var keysFile = BackupManifest.keysFileName
  /// The repository's settings whose names begin with `kctl.`: they are no part of what git bundles.
  var settings: [String: String] = [:]
  /// The list of who may sign, which isn't either; nil when there is none.
  var signers: String?

  /// The references that a backup is about: how far remotes are followed is none of it.
  static func kept(_ references: [String: String]) -> [String: String] { references.filter { !$0.key.hasPrefix("refs/kctl/sync/") } }

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
    (keys, signers, settings) = (value["keys"]?.string, value["signers"]?.string, value["settings"]?.stringMap ?? [:])
    keysFile = value["keysFile"]?.string ?? Self.keysFileName
    guard !keysFile.contains("/") else { throw CommandFailure("\(Self.fileName) is damaged") }
    guard settings.keys.allSatisfy(Self.isSetting) else { throw CommandFailure("\(Self.fileName) is damaged: it holds settings that are none of kctl's") }
  }

  static func isSetting(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0] == "kctl" && !parts[1].isEmpty && parts[1].utf8.allSatisfy { (0x61...0x7a).contains($0 | 0x20) }
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
    if let keys { (value["keys"], value["keysFile"]) = (.string(keys), .string(keysFile)) }
    if let signers { value["signers"] = .string(signers) }
    if !settings.isEmpty { value["settings"] = .object(Object(settings.sorted { $0.key < $1.key }.map { ($0.key, Value.string($0.value)) })) }
    return JSON.pretty(value, indent: 2) + "\n"
  }
}
