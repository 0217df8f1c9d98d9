import APIMachinery

/// One document of one file of `main`.
public struct Manifest: Sendable {
  public var identity: ManifestIdentity
  public var object: Value
  /// Relative to the top of the repository.
  public var path: String
  /// Which document of the file this is, from 0; documents without content don't count.
  public var documentIndex: Int
  /// The line its first token stands on, from 1.
  public var line: Int
  /// The document's own bytes.
  public var source: [UInt8]

  /// `web.yaml:12`, for messages.
  public var place: String { "\(path):\(line)" }
}

/// A file of `main`, or a document in it, that can't be taken for an object.
public struct ManifestProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  public var line: Int
  public var column: Int
  public var message: String
  /// The object it would be, where that much could be read.
  public var identity: ManifestIdentity?
  /// Other files that have a part in it.
  public var otherPaths: [String] = []

  public init(path: String, line: Int, column: Int = 1, message: String, identity: ManifestIdentity? = nil) {
    (self.path, self.line, self.column, self.message, self.identity) = (path, line, column, message, identity)
  }

  public var description: String { "\(path):\(line): \(message)" }
}
