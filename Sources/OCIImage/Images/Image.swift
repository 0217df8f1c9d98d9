/// An image of the store.
public struct Image: Hashable, Sendable {
  /// The digest of its configuration, by which Kubernetes calls an image.
  public var id: Digest
  public var manifest: Digest
  /// Normalised references with tags, sorted.
  public var names: [String]
  /// `name@manifest digest` for each name, sorted.
  public var digestReferences: [String]
  /// Of the layers as kept, and of the descriptions.
  public var sizeBytes: Int64
  public var config: ImageConfig
}
