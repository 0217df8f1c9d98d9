import Synchronization

extension FakeRuntime {
  public func images() async throws -> [ImageStatus] {
    try begin(.images, "")
    return state.withLock { $0.images.values.sorted { $0.id < $1.id } }
  }

  public func image(_ reference: String) async throws -> ImageStatus? {
    try begin(.image, reference)
    return state.withLock { $0.images[reference] ?? $0.images.values.first { $0.id == reference } }
  }

  /// Finds what `publishImage` put there.
  public func pull(_ reference: String) async throws -> String {
    try begin(.pull, reference)
    return try state.withLock { state throws(RuntimeError) in
      guard state.images[reference] != nil || state.pullable.contains(reference) else {
        throw RuntimeError(.imageNotPresent, "failed to pull image \"\(reference)\": not found")
      }
      if state.images[reference] == nil { state.add(image: reference, user: "", size: 1 << 20) }
      return state.images[reference]?.id ?? ""
    }
  }

  public func remove(_ reference: String) async throws {
    try begin(.removeImage, reference)
    state.withLock { $0.images[reference] = nil }
  }
}
