import Basics
import CShims
import Glibc

/// A program to start: what it is, where it runs, and with what.
public struct Command: Sendable {
  /// Absolute.
  public var path: String
  /// Without the program's name.
  public var arguments: [String]
  public var environment: [String]
  public var workingDirectory: String?
  /// `cgroup.procs` files that the process enters before it runs.
  public var cgroupFiles: [String] = []
  /// A mount that the process and its children don't see: they get a mount namespace of their own.
  public var hiddenMount: HiddenMount?
  /// Shuts the process away from the host; nil leaves it where we are.
  public var isolation: Isolation?
  public var startsSession = false
  /// Which of its descriptors becomes its controlling terminal; with `startsSession`.
  public var controllingTerminal: Int32 = -1

  public struct HiddenMount: Hashable, Sendable {
    public var path: String
    /// The mount it lies on.
    public var parent: String
    public init(path: String, parent: String) { (self.path, self.parent) = (path, parent) }
  }

  /// A process with a root directory, a user and namespaces of its own. It has no privileges.
  public struct Isolation: Hashable, Sendable {
    /// The directory that becomes its whole file system; `path` is then within it.
    public var root: String
    /// Its user and group.
    public var user: UInt32
    /// Files of pinned namespaces that it enters.
    public var joined: [String]
    /// It becomes the first process of a namespace of its own.
    public var makesProcessNamespace: Bool
    public init(root: String, user: UInt32, joined: [String], makesProcessNamespace: Bool) {
      (self.root, self.user, self.joined, self.makesProcessNamespace) = (root, user, joined, makesProcessNamespace)
    }
  }

  public static let defaultEnvironment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]

  public init(_ path: String, _ arguments: [String] = [], environment: [String] = defaultEnvironment) {
    (self.path, self.arguments, self.environment) = (path, arguments, environment)
  }

  /// Starts it. `descriptors[i]` becomes its descriptor `i`; nil is /dev/null. Blocks until it has exec'ed.
  public func start(_ descriptors: [Descriptor?] = [nil, nil, nil]) throws(SystemError) -> ChildProcess {
    let numbers = descriptors.map { $0?.raw ?? -1 } + [Int32](repeating: -1, count: max(0, 3 - descriptors.count))
    var pidfd: Int32 = -1
    var step: UnsafePointer<CChar>?
    let pid = withCStrings(path, hiddenMount, workingDirectory, isolation?.root) { path, hidden, parent, directory, root in
      withCStringArray([self.path] + arguments) { argv in
        withCStringArray(environment) { envp in
          withCStringArray(cgroupFiles) { cgroups in
            withCStringArray(isolation?.joined ?? []) { joined in
              numbers.withUnsafeBufferPointer { numbers in
                var request = kctl_spawn_request(
                  path: path, argv: argv, envp: envp, cwd: directory, descriptors: numbers.baseAddress,
                  descriptor_count: Int32(numbers.count), cgroups: cgroups, hidden_mount: hidden, hidden_parent: parent,
                  new_session: startsSession ? 1 : 0, controlling_terminal: controllingTerminal, root: root, user: isolation?.user ?? 0,
                  joined_namespaces: joined, new_process_namespace: isolation?.makesProcessNamespace == true ? 1 : 0)
                return kctl_spawn(&request, &pidfd, &step)
              }
            }
          }
        }
      }
    }
    let code = errno
    withExtendedLifetime(descriptors) {}
    guard pid > 0 else { throw SystemError(step.map { String(cString: $0) } ?? "start", path, code: code) }
    return ChildProcess(pid: pid, descriptor: Descriptor(owning: pidfd))
  }

  /// Where a program lies, along the usual search path; nil when it isn't installed.
  public static func find(_ name: String) -> String? {
    if name.hasPrefix("/") { return access(name, X_OK) == 0 ? name : nil }
    for directory in ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"] {
      let path = directory + "/" + name
      if access(path, X_OK) == 0 { return path }
    }
    return nil
  }
}

/// Calls the body with an array of C strings that ends with NULL.
func withCStringArray<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  let pointers: [UnsafePointer<CChar>?] = copies.map { copy in copy.map { UnsafePointer($0) } } + [nil]
  return pointers.withUnsafeBufferPointer { buffer in
    // The array always has its terminator, so it has an address.
    buffer.baseAddress.map(body) ?? withUnsafePointer(to: nil) { body($0) }
  }
}

private func withCStrings<Result>(
  _ path: String, _ hidden: Command.HiddenMount?, _ directory: String?, _ root: String?,
  _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Result
) -> Result {
  let copies = [path, hidden?.path, hidden?.parent, directory, root].map { text in text.map { strdup($0) } ?? nil }
  defer { for copy in copies { free(copy) } }
  let pointers = copies.map { copy in copy.map { UnsafePointer<CChar>($0) } }
  return body(pointers[0], pointers[1], pointers[2], pointers[3], pointers[4])
}
