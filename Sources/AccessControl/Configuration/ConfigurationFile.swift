import APIMachinery

/// A configuration file of the API server (YAML or JSON, one document), read strictly: what is wrong with it is told with file, line,
/// field and reason, and nothing of it is used then.
public struct ConfigurationFile: Sendable {
  static let bytesMax = 1 << 20

  public let path: String
  let value: Value
  private let document: YAMLDocument?

  public init(_ bytes: [UInt8], path: String) throws(ConfigurationFileError) {
    self.path = path
    guard bytes.count <= Self.bytesMax else { throw ConfigurationFileError(path: path, problems: [.init(reason: "the file is larger than 1 MiB")]) }
    do throws(YAML.SyntaxError) {
      let documents = try YAML.documents(bytes, limits: YAML.Limits(depth: 64, bytes: Self.bytesMax, aliasedBytes: Self.bytesMax))
      guard documents.count == 1 else {
        throw YAML.SyntaxError(message: "expected one document, found \(documents.count)", line: documents.count > 1 ? documents[1].start.line : 1, column: 1)
      }
      (value, document) = (documents[0].value, documents[0])
    } catch {
      throw ConfigurationFileError(path: path, problems: [.init(line: error.line, reason: error.message)])
    }
  }

  /// Reads the document as `kind` in one of the versions. Every field that is unknown or wrong is a problem; `isConfidential`: no message
  /// repeats what it says.
  func read<Result>(
    _ kind: String, group: String, versions: [String], isConfidential: Bool = false, _ body: (FieldReader) -> Result
  ) throws(ConfigurationFileError) -> Result {
    let wanted = versions.map { group + "/" + $0 }
    guard value.object != nil else { throw failure([FieldError(.invalid, "", nil, "the document is not an object")]) }
    guard value.kind == kind, wanted.contains(value.apiVersion) else {
      let found = "\(value.apiVersion.isEmpty ? "no apiVersion" : value.apiVersion), \(value.kind.isEmpty ? "no kind" : value.kind)"
      throw failure([FieldError(.invalid, "apiVersion", nil, "no kind \"\(kind)\" here (found \(found)): expected \(wanted.joined(separator: " or "))")])
    }
    let problems = FieldReader.Problems(isConfidential: isConfidential)
    let reader = FieldReader(value, path: "", problems)
    _ = (reader.text("apiVersion"), reader.text("kind"))
    let result = body(reader)
    reader.end()
    guard problems.errors.isEmpty else { throw failure(problems.errors) }
    return result
  }

  func failure(_ errors: [FieldError]) -> ConfigurationFileError {
    ConfigurationFileError(
      path: path,
      problems: errors.map { error in
        .init(line: document.map { $0.position(of: error.field).line } ?? 1, reason: error.description)
      })
  }
}

/// All that is wrong with a configuration file.
public struct ConfigurationFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Problem: Hashable, Sendable {
    public var line: Int
    /// With the field's path before it, where it is about a field.
    public var reason: String
    init(line: Int = 1, reason: String) { (self.line, self.reason) = (line, reason) }
  }

  public var path: String
  public var problems: [Problem]

  public var description: String { problems.map { "\(path):\($0.line): \($0.reason)" }.joined(separator: "\n") }
}
