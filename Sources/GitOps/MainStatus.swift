/// How far the cluster is behind `main`, and what of it failed: what `kctl status` shows.
public struct MainStatus: Sendable, Hashable {
  public struct Failure: Sendable, Hashable {
    /// `path:line`.
    public var place: String
    public var message: String
    public init(place: String, message: String) { (self.place, self.message) = (place, message) }
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
