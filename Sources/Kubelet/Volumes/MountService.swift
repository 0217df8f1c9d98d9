/// The mounts that volumes need of the kernel. All calls block; the kubelet makes them on threads of its own.
public protocol MountService: Sendable {
  /// False: subPaths are handed to the runtime as paths, which a container that can write the volume may change under it.
  var bindsSubPaths: Bool { get }
  /// Mounts a tmpfs on an existing directory; nil leaves the size to the kernel.
  func mountTmpfs(at path: String, sizeBytes: Int64?) throws
  /// Binds `source` (a file or directory; may be `/proc/self/fd/N`) on an existing `target` of the same kind.
  func bind(_ source: String, on target: String) throws
  /// Detaches what is mounted on `path`.
  func unmount(_ path: String) throws
}

/// Mounts nothing: memory-backed volumes are plain directories. For tests, and for a kubelet without the right to mount.
public struct NoMounts: MountService {
  public init() {}
  public var bindsSubPaths: Bool { false }
  public func mountTmpfs(at path: String, sizeBytes: Int64?) {}
  public func bind(_ source: String, on target: String) throws { throw VolumeError("bind mounts are not available on this node") }
  public func unmount(_ path: String) {}
}

/// Why a volume can't be set up; part of the FailedMount event.
public struct VolumeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
