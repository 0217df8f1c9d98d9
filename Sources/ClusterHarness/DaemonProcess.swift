import APIMachinery
import Basics
import Client
import Glibc
import HTTPTransport
import NIOPosix

/// A `kctl daemon` without a kubelet, on a free port, with its files in one folder.
enum DaemonProcess {
  struct Failure: Error, CustomStringConvertible { var description: String }

  private static let patience = Duration.seconds(60)
  private static let components = "apiserver,scheduler,controller-manager"

  /// Runs `body` when the daemon is ready, and ends it afterwards: first politely, then not.
  static func with<Result: Sendable>(
    folder: String, _ body: (any APIClient) async throws -> Result
  ) async throws -> Result {
    let process = try start(folder)
    do {
      let client = try await ready(process, folder)
      let result = try await body(client)
      await end(process)
      return result
    } catch {
      await end(process)
      throw error
    }
  }

  /// The program that was built beside this one.
  private static func program() throws -> String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink("/proc/self/exe", &path, path.count - 1) > 0 else { throw Failure(description: "where this program is can't be told") }
    let own = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let program = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/kctl"
    guard access(program, X_OK) == 0 else { throw Failure(description: "there is no \(program): build the executable kctl first") }
    return program
  }

  private static func start(_ folder: String) throws -> pid_t {
    let program = try program()
    let arguments = [
      program, "daemon", "--repository", folder + "/cluster.git", "--data-dir", folder + "/data", "--secure-port", "0", "--write-kubeconfig",
      folder + "/kubeconfig", "--components", components, "-v", "2",
    ]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder + "/daemon.log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let texts = arguments.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var child = pid_t()
    let code = posix_spawn(&child, program, &actions, nil, texts, environ)
    guard code == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(code)))") }
    return child
  }

  /// The kubeconfig is written when the API is served.
  private static func ready(_ process: pid_t, _ folder: String) async throws -> any APIClient {
    let clock = SystemClock()
    let deadline = clock.now + patience
    while clock.now < deadline {
      guard waitpid(process, nil, WNOHANG) == 0 else { break }
      if access(folder + "/kubeconfig", R_OK) == 0, let config = try? Kubeconfig.load(folder + "/kubeconfig") {
        let transport = try HTTPClient(config, group: .singleton)
        if let answer = try? await transport.send(HTTPRequest("GET", "/readyz")), answer.status == 200 {
          return WireClient(transport, userAgent: "test")
        }
      }
      try await clock.sleep(for: .milliseconds(20))
    }
    let log = (try? TextFile.read(folder + "/daemon.log")) ?? ""
    throw Failure(description: "the daemon did not become ready; its log:\n\(log)")
  }

  private static func end(_ process: pid_t) async {
    let clock = SystemClock()
    kill(process, SIGTERM)
    let deadline = clock.now + patience
    while clock.now < deadline {
      if waitpid(process, nil, WNOHANG) != 0 { return }
      try? await clock.sleep(for: .milliseconds(10))
    }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }
}
