import APIMachinery
import ArgumentParser
import Basics
import Crypto

/// `--append-hash`: a name that changes with what is kept under it, the same that kubectl and kustomize give it.
struct ContentHash: ParsableArguments {
  @Flag(help: "Appends a digest of the content to the name.") var appendHash = false
  init() {}

  /// The object, under the name with its digest behind it if that is wanted.
  func applied(to object: Value) -> Value {
    guard appendHash else { return object }
    var named = object
    named[path: "metadata", "name"] = .string(object.name + "-" + Self.digest(object))
    return named
  }

  /// Ten digits of the SHA-256 of kind, name and data as JSON with sorted keys; those that could spell words are replaced.
  static func digest(_ object: Value) -> String {
    var content: Value = ["kind": .string(object.kind), "name": .string(object.name), "data": object["data"] ?? [:]]
    if object.kind == "Secret" { content["type"] = object["type"] ?? "" }
    if let binary = object["binaryData"] { content["binaryData"] = binary }
    var text = JSON.text(content.sortedKeys)
    // Go's encoder writes these three so, and the digest is of what it writes.
    for (character, escape) in [("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")] { text = text.replacing(character, with: escape) }
    let digits = Hexadecimal.encode(SHA256.hash(data: Array(text.utf8)).prefix(5))
    let letters: [Character: Character] = ["0": "g", "1": "h", "3": "k", "a": "m", "e": "t"]
    return String(digits.map { letters[$0] ?? $0 })
  }
}
