import Basics
import Logging
import RuntimeInterface

/// Removes images that no container uses, when their file system fills up.
struct ImageCollector: Sendable {
  static let period = Duration.seconds(300)

  var context: NodeContext
  var observer: any NodeObserver

  func run() async {
    while !Task.isCancelled {
      await collect()
      do { try await context.clock.sleep(for: Self.period) } catch { return }
    }
  }

  /// Frees what is missing to the lower mark once the upper one is passed.
  func collect() async {
    guard let images = await look() else { return }
    let observer = observer
    guard let disk = await context.threads.run({ observer.usage() }).amounts[.imagefsAvailable], disk.capacity > 0 else { return }
    let usedPercent = 100 - Int(disk.available * 100 / disk.capacity)
    guard usedPercent >= context.configuration.imageGCHighPercent else { return }
    let wanted = disk.capacity * Int64(100 - context.configuration.imageGCLowPercent) / 100 - disk.available
    let freed = await remove(images, bytes: wanted)
    if freed < wanted {
      context.events.warning(
        .node(context.configuration.nodeName), "FreeDiskSpaceFailed",
        "Failed to garbage collect required amount of images. Attempted to free \(wanted) bytes, but only found \(freed) bytes eligible to free.")
    }
  }

  /// Everything that isn't used, however young.
  func removeUnused() async {
    guard let images = await look() else { return }
    _ = await remove(images, bytes: .max, minimumAge: .zero)
  }

  private func look() async -> [ImageStatus]? {
    do {
      let images = try await context.images.all()
      let containers = context.cache.pods.values.flatMap(\.containers)
      let inUse = Set(containers.flatMap { [$0.image, $0.imageID] })
      let now = context.clock.now
      context.images.use.withLock { $0.note(images, inUse: inUse, now: now) }
      return images
    } catch {
      context.logger.warning("Images can't be listed", metadata: ["error": "\(error)"])
      return nil
    }
  }

  private func remove(_ images: [ImageStatus], bytes: Int64, minimumAge: Duration = ImageUse.minimumAge) async -> Int64 {
    let now = context.clock.now
    let surplus = context.images.use.withLock { $0.surplus(images, bytes: bytes, minimumAge: minimumAge, now: now) }
    var freed: Int64 = 0
    for image in surplus {
      do {
        try await context.images.remove(image.id)
        freed += image.sizeBytes
        context.logger.info("Removed an unused image", metadata: ["image": "\(image.tags.first ?? image.id)"])
      } catch {
        context.logger.warning("Image was not removed", metadata: ["image": "\(image.id)", "error": "\(error)"])
      }
    }
    return freed
  }
}
