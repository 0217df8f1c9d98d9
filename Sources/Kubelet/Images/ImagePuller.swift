import APIMachinery
import Basics
import RuntimeInterface
import Synchronization

/// Makes sure that a container's image is there before it is created.
final class ImagePuller: Sendable {
  private let images: any ImageService
  private let events: EventRecorder
  private let clock: any WallClock
  private let backOff = Mutex(PullBackOff())
  let use = Mutex(ImageUse())

  init(images: any ImageService, events: EventRecorder, clock: any WallClock) {
    (self.images, self.events, self.clock) = (images, events, clock)
  }

  func all() async throws -> [ImageStatus] { try await images.images() }
  func remove(_ id: String) async throws { try await images.remove(id) }

  /// The image, present. Throws `StartFailure` with upstream's reasons.
  func ensure(_ container: ContainerSpec, of pod: Pod) async throws -> ImageStatus {
    let target = EventTarget(pod, container)
    let image = container.image
    guard !image.isEmpty else { throw invalidName(image, target) }
    let present: ImageStatus?
    do { present = try await images.image(image) } catch let error as RuntimeError {
      if error.code == .invalid { throw invalidName(image, target) }
      events.warning(target, "InspectFailed", "Failed to inspect image \"\(image)\": \(error)")
      throw StartFailure("ImageInspectError", "Failed to inspect image \"\(image)\": \(error)")
    }
    switch (ImageDecision(container, isPresent: present != nil), present) {
    case (.usePresent, let present?):
      events.normal(target, "Pulled", "Container image \"\(image)\" already present on machine")
      return present
    case (.refuse(let reason, let message), _):
      events.warning(target, reason, message)
      throw StartFailure(reason, message)
    case (.pull, _), (.usePresent, nil): return try await pull(image, target)
    }
  }

  private func invalidName(_ image: String, _ target: EventTarget) -> StartFailure {
    let message = "Failed to apply default image tag \"\(image)\": couldn't parse image name \"\(image)\": invalid reference format"
    events.warning(target, "InspectFailed", message)
    return StartFailure("InvalidImageName", message)
  }

  private func pull(_ image: String, _ target: EventTarget) async throws -> ImageStatus {
    let started = clock.now
    try holdBack(image, target, now: started)
    events.normal(target, "Pulling", "Pulling image \"\(image)\"")
    do {
      _ = try await images.pull(image)
      guard let status = try await images.image(image) else { throw RuntimeError(.failed, "the pulled image is not present") }
      backOff.withLock { $0.recordSuccess(image) }
      let took = (clock.now - started).goMeasured
      events.normal(
        target, "Pulled",
        "Successfully pulled image \"\(image)\" in \(took) (\(took) including waiting). Image size: \(status.sizeBytes) bytes.")
      return status
    } catch let error as RuntimeError {
      let now = clock.now
      backOff.withLock { $0.recordFailure(image, error.message, now: now) }
      events.warning(target, "Failed", "Failed to pull image \"\(image)\": \(error)")
      // The next attempt finds the back-off in force and shows ImagePullBackOff.
      throw StartFailure("ErrImagePull", error.message, retryAt: now + PullBackOff.display)
    }
  }

  private func holdBack(_ image: String, _ target: EventTarget, now: Timestamp) throws(StartFailure) {
    switch backOff.withLock({ $0.hold(image, now: now) }) {
    case .failed(let message, let until)?: throw StartFailure("ErrImagePull", message, retryAt: until, isRepetition: true)
    case .backingOff(let lastError, let until)?:
      let message = "Back-off pulling image \"\(image)\""
      events.normal(target, "BackOff", message)
      throw StartFailure("ImagePullBackOff", "\(message): ErrImagePull: \(lastError)", retryAt: until)
    case nil: return
    }
  }
}
