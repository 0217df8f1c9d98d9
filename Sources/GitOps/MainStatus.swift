import Manifests

/// How far the cluster is behind `main`, and what of it failed: what `kctl status` shows.
public struct MainStatus: Sendable, Hashable {
  public struct Failure: Sendable, Hashable {
    /// The manifest's file; of what could not be deleted, which has none any more, its kind and name.
    public var path: String
    public var line: Int?
    public var message: String
    /// What could not be deleted.
    var object: ManifestIdentity?
    /// Other files that have a part in it.
    var otherPaths: [String] = []

    public init(path: String, line: Int? = nil, message: String) { (self.path, self.line, self.message) = (path, line, message) }

    init(_ problem: ManifestProblem) {
      self.init(path: problem.path, line: problem.line, message: problem.message)
      otherPaths = problem.otherPaths
    }

    init(path: String, message: String, object: ManifestIdentity) {
      self.init(path: path, message: message)
      self.object = object
    }

    /// `path:line`.
    public var place: String { path + (line.map { ":\($0)" } ?? "") }
  }

  /// The newest commit of `main`, and the newest that was taken in.
  public var tip: String?
  public var adopted: String?
  /// Why the tip was not carried out; nil when it was.
  public var held: String?
  /// By path of the manifest; a later good version takes its failure away.
  public var failures: [Failure] = []
  public init() {}
}
