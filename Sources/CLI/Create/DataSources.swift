import APIMachinery
import ArgumentParser
import Basics

/// The data of a ConfigMap or Secret, given as literals, files, directories and environment files.
struct DataSources: ParsableArguments {
  @Option(help: ArgumentHelp("One entry, as key=value. May be repeated.", valueName: "key=value"))
  var fromLiteral: [String] = []

  @Option(help: ArgumentHelp("A file whose name is the key, key=file, or a directory of files. May be repeated.", valueName: "[key=]path"),
    completion: .file())
  var fromFile: [String] = []

  @Option(help: ArgumentHelp("A file of NAME=value lines. May be repeated.", valueName: "file"), completion: .file())
  var fromEnvFile: [String] = []

  init() {}

  /// The entries in the order they were given; a key that comes twice or is no valid key is an error.
  func entries(_ files: any FileAccess) async throws -> [(key: String, value: [UInt8])] {
    if !fromEnvFile.isEmpty, !fromFile.isEmpty || !fromLiteral.isEmpty {
      throw CommandFailure("from-env-file cannot be combined with from-file or from-literal")
    }
    var entries: [(key: String, value: [UInt8])] = []
    for path in fromEnvFile { entries += try Self.environment(try await files.read(path), path) }
    for source in fromFile { entries += try await Self.file(source, files) }
    for literal in fromLiteral { entries.append(try Self.literal(literal)) }
    var seen: Set<String> = []
    for entry in entries {
      guard Self.isValidKey(entry.key) else {
        throw CommandFailure(
          "\"\(entry.key)\" is not a valid key name: a valid config key must consist of alphanumeric characters, '-', '_' or '.'")
      }
      guard seen.insert(entry.key).inserted else {
        throw CommandFailure("cannot add key \"\(entry.key)\", another key by that name already exists")
      }
    }
    return entries
  }

  private static func literal(_ text: String) throws -> (key: String, value: [UInt8]) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw CommandFailure("invalid literal source \(text), expected key=value")
    }
    return (String(text[..<equals]), Array(text[text.index(after: equals)...].utf8))
  }

  private static func file(_ source: String, _ files: any FileAccess) async throws -> [(key: String, value: [UInt8])] {
    let parts = source.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let path = parts.last, !path.isEmpty, !parts[0].isEmpty else {
      throw CommandFailure("invalid file source \(source), expected key=path or path")
    }
    switch await files.kind(path) {
    case nil: throw CommandFailure("error reading \(path): no such file or directory")
    case .file: return [(parts.count == 2 ? parts[0] : base(path), try await files.read(path))]
    case .directory:
      guard parts.count == 1 else { throw CommandFailure("cannot give a key name for a directory path") }
      var entries: [(key: String, value: [UInt8])] = []
      for name in try await files.list(path) where await files.kind(path + "/" + name) == .file && isValidKey(name) {
        entries.append((name, try await files.read(path + "/" + name)))
      }
      return entries
    }
  }

  private static func environment(_ bytes: [UInt8], _ path: String) throws -> [(key: String, value: [UInt8])] {
    var entries: [(key: String, value: [UInt8])] = []
    let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, raw) in lines.enumerated() {
      let line = raw.drop { $0.isWhitespace }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else { throw CommandFailure("\(path):\(number + 1): expected NAME=value") }
      entries.append((String(parts[0]), Array(parts[1].utf8)))
    }
    return entries
  }

  private static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private static func isValidKey(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 253 && key != "." && key != ".."
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
