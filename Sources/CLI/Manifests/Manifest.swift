import APIMachinery

/// One object of a file, and where it was written.
struct Manifest: Sendable {
  var object: Value
  /// The document's bytes as written; nil for an object that stands in a list, or was made by the program.
  var source: [UInt8]?
  /// The file's path as it was named, `STDIN` for standard input.
  var path: String
  /// The first line of the object, from 1.
  var line = 1
  /// For the places of fields; nil when there is no text.
  var document: YAMLDocument?

  /// `web.yaml:12`
  var place: String { line > 0 && path != "STDIN" ? "\(path):\(line)" : path }

  /// `web.yaml:14`, the line of a field such as `spec.replicas`.
  func place(of field: String) -> String {
    guard let document, !field.isEmpty else { return place }
    return "\(path):\(document.position(of: field).line)"
  }
}
