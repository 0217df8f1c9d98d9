import LinuxKernel
import OCIImage
import RuntimeInterface
import Synchronization

extension EmbeddedRuntime {
  public func images() async throws -> [ImageStatus] {
    let store = imageStore
    return try await imageErrors { try await self.queue.run { try store.images() } }.map(Self.status)
  }

  public func image(_ reference: String) async throws -> ImageStatus? {
    let store = imageStore
    return try await imageErrors { try await self.queue.run { try store.image(reference) } }.map(Self.status)
  }

  /// Finds what is present; there is no registry client.
  public func pull(_ reference: String) async throws -> String {
    guard let image = try await image(reference) else {
      throw RuntimeError(
        .imageNotPresent,
        "image \"\(reference)\" not present; registry pulls aren't implemented yet (load it with kctl image load)")
    }
    return image.id
  }

  public func remove(_ reference: String) async throws {
    let store = imageStore
    let inUse = state.withLock { Set($0.containers.values.flatMap(\.layers)) }
    try await imageErrors { try await self.queue.run { try store.remove(reference, keeping: inUse) } }
  }

  static func status(_ image: Image) -> ImageStatus {
    // Without a registry client every image was brought by somebody, and nobody could bring it back.
    ImageStatus(
      id: image.id.description, tags: image.names, digests: image.digestReferences, sizeBytes: image.sizeBytes, user: image.config.user,
      isPinned: true)
  }

  func imageErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as ImageError {
      switch error.code {
      case .invalidReference: throw RuntimeError(.invalid, error.message)
      case .notPresent: throw RuntimeError(.imageNotPresent, error.message)
      case .unsupported: throw RuntimeError(.unsupported, error.message)
      case .corrupt, .system: throw RuntimeError(.failed, error.message)
      }
    }
  }
}
