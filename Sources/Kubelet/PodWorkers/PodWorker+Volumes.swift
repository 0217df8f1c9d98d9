import APIMachinery
import Basics
import RuntimeInterface

/// What a pod's volumes were last made from, and where they are.
struct VolumeState: Sendable {
  var paths: [String: String] = [:]
  var isSetUp = false
  /// The versions of the objects they show.
  fileprivate var fingerprint = ""
}

extension PodWorker {
  func volumeSources(_ pod: Pod, _ runtime: PodRuntimeStatus) async throws -> VolumeSources {
    var sources = VolumeSources(downward: context.downward(pod, podIPs: runtime.readySandbox?.ips ?? []))
    guard pod.spec["volumes"]?.array?.isEmpty == false else { return sources }
    for (reference, object) in try await context.objects.objects(pod.references) {
      if reference.kind == .configMap { sources.configMaps[reference.name] = object } else { sources.secrets[reference.name] = object }
    }
    for request in pod.tokenRequests {
      do { sources.tokens[request] = try await token(request) } catch { sources.tokenErrors[request] = "\(error)" }
    }
    return sources
  }

  private func token(_ request: TokenRequest) async throws -> CachedToken {
    let now = context.clock.now
    if let cached = tokens[request], now < cached.refreshAt {
      wake(at: cached.refreshAt)
      return cached
    }
    guard let source = context.tokens else { throw VolumeError("no token source is configured on this node") }
    do {
      let token = CachedToken(try await source.token(request), now: now)
      tokens[request] = token
      wake(at: token.refreshAt)
      return token
    } catch {
      // The old one is good for another fifth of its life: ask again in a minute.
      guard let cached = tokens[request] else { throw error }
      wake(at: now + .seconds(60))
      return cached
    }
  }

  /// Sets the volumes up before the first container; afterwards only when what they show has changed.
  func setUpVolumes(_ pod: Pod, _ sources: VolumeSources, isNeeded: Bool) async throws {
    guard pod.spec["volumes"]?.array?.isEmpty == false else { return }
    let fingerprint = Self.fingerprint(pod, sources)
    guard (isNeeded && !volumeState.isSetUp) || fingerprint != volumeState.fingerprint else { return }
    let volumes = context.volumes
    let now = context.clock.now
    do {
      let paths = try await context.threads.run { try volumes.setUp(pod, sources, now: now) }
      volumeState = VolumeState(paths: paths, isSetUp: true, fingerprint: fingerprint)
    } catch let failure as PodVolumes.Failure where !isNeeded {
      // What runs keeps the content that it has.
      context.events.warning(
        EventTarget(pod), "FailedMount", "MountVolume.SetUp failed for volume \"\(failure.volume)\" : \(failure.message)")
      wake(at: now + retries.next())
    }
  }

  private static func fingerprint(_ pod: Pod, _ sources: VolumeSources) -> String {
    var parts = [JSON.text(pod.object.metadata["labels"] ?? .null), JSON.text(pod.object.metadata["annotations"] ?? .null)]
    parts += sources.configMaps.map { "c/\($0.key)/\($0.value.uid)/\($0.value.resourceVersion)" }.sorted()
    parts += sources.secrets.map { "s/\($0.key)/\($0.value.uid)/\($0.value.resourceVersion)" }.sorted()
    parts += sources.tokens.map { "t/\($0.key.audience)/\($0.value.refreshAt.nanosecondsSinceEpoch)" }.sorted()
    return parts.joined(separator: "\n")
  }
}
