import Basics
import CShims
import Glibc

/// Namespaces that no process holds: each is pinned to a file by a bind mount. The calls block.
public struct NamespaceSet: Hashable, Sendable {
  /// The files; nil where the host's namespace is used.
  public var network: String?
  public var ipc: String?
  public var uts: String?
  /// The user namespace that the others belong to, and its users' ids on the host; nil for the host's own users.
  public var user: String?
  public var users: UserRange?

  public init(network: String?, ipc: String?, uts: String?, user: String? = nil, users: UserRange? = nil) {
    (self.network, self.ipc, self.uts, self.user, self.users) = (network, ipc, uts, user, users)
  }

  /// Pins a process's own process namespace to a new file.
  public static func pinProcessNamespace(of pid: Int32, at path: String) throws(SystemError) {
    _ = try Descriptor.open(path, flags: O_WRONLY | O_CREAT, mode: 0o600)
    try Mount.bind("/proc/\(pid)/ns/pid", to: path)
  }

  public var paths: [String] { [user, network, ipc, uts].compactMap { $0 } }

  /// Makes them: the hostname set, loopback up, sysctls (`net.core.somaxconn`) written inside.
  public func create(hostname: String?, sysctls: [(name: String, value: String)] = []) throws(SystemError) {
    guard !paths.isEmpty else { return }
    for path in paths { _ = try Descriptor.open(path, flags: O_WRONLY | O_CREAT, mode: 0o600) }
    let files = sysctls.map { "/proc/sys/" + Self.sysctlPath($0.name) }
    var failure: SystemError?
    let copies = [network, ipc, uts, hostname, user].map { text in text.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    withCStringArray(files) { files in
      withCStringArray(sysctls.map(\.value)) { values in
        var request = kctl_namespace_request(
          net_path: copies[0].map { UnsafePointer($0) }, ipc_path: copies[1].map { UnsafePointer($0) },
          uts_path: copies[2].map { UnsafePointer($0) }, hostname: copies[3].map { UnsafePointer($0) }, sysctl_paths: files,
          sysctl_values: values)
        var step: UnsafePointer<CChar>?
        let result = copies[4].map { kctl_user_namespaces_create(&request, $0, users?.first ?? 0, users?.count ?? 0, &step) }
        guard (result ?? kctl_namespaces_create(&request, &step)) != 0 else { return }
        let code = errno
        // Copied here: it may be one of the paths, which are freed behind this closure.
        failure = SystemError("create namespaces", step.map { String(cString: $0) } ?? "", code: code)
      }
    }
    guard let failure else { return }
    try? remove()
    throw failure
  }

  /// Unpins them; the kernel ends them when nothing else uses them.
  public func remove() throws(SystemError) {
    for path in paths {
      try Mount.unmount(path)
      guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("unlink", path) }
    }
  }

  /// Dots separate, as sysctl(8) has it; a slash inside a name (an interface's dot) is swapped with it.
  static func sysctlPath(_ name: String) -> String {
    guard let first = name.first(where: { $0 == "." || $0 == "/" }) else { return name }
    return first == "/" ? name : String(name.map { $0 == "." ? "/" : ($0 == "/" ? "." : $0) })
  }
}
