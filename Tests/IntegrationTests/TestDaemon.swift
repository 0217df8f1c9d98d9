import Foundation
import Testing

/// A real `kctl daemon` with directories, a port and a node network of its own, and the clients to drive it.
final class TestDaemon {
  enum Failure: Error, CustomStringConvertible {
    case notReady(log: String)
    var description: String { switch self { case .notReady(let log): "the daemon did not become ready; its log:\n\(log)" } }
  }

  let directory: String
  let components: String
  private let podCIDR: String
  var repository: String { directory + "/cluster.git" }
  var dataDirectory: String { directory + "/data" }
  var kubeconfig: String { directory + "/kubeconfig" }
  var log: String { (try? String(contentsOfFile: directory + "/daemon.log", encoding: .utf8)) ?? "" }

  /// The program under test, built beside this test bundle.
  static let kctl: String = {
    let products = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return products.appendingPathComponent("kctl").path
  }()

  /// The daemon whose API server this one's components work for; nil for one with an API server of its own.
  private let server: TestDaemon?
  /// Whether the daemon takes its pods along when it ends.
  private var stopsPods: Bool
  /// Options beyond those that every daemon gets; `place` in them stands for the daemon's directory.
  private let arguments: [String]
  static let place = "@directory@"

  /// Runs `body` with a ready daemon, ends the daemon and removes everything of it afterwards, whatever happens. `preparing` may put
  /// files into its directories before it starts.
  static func with(
    components: String, server: TestDaemon? = nil, stopsPods: Bool = true, arguments: [String] = [],
    preparing: (TestDaemon) throws -> Void = { _ in }, _ body: (TestDaemon) throws -> Void
  ) throws {
    let daemon = try TestDaemon(components: components, server: server, stopsPods: stopsPods, arguments: arguments)
    defer { daemon.remove() }
    try preparing(daemon)
    try daemon.start()
    try body(daemon)
  }

  init(components: String, server: TestDaemon? = nil, stopsPods: Bool = true, arguments: [String] = []) throws {
    (self.components, self.server, self.stopsPods, self.arguments) = (components, server, stopsPods, arguments)
    directory = "/tmp/kctl-it-\(UUID().uuidString.prefix(8).lowercased())"
    podCIDR = "10.\(Int.random(in: 128...250)).\(Int.random(in: 0...255)).0/24"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  func start(environment: [String: String] = [:]) throws {
    let options =
      ["daemon", "--data-dir", dataDirectory, "--node-name", "node-1", "--components", components, "--pod-cidr", podCIDR, "-v", "2"]
      + (stopsPods ? ["--stop-pods"] : [])
      + (server.map { ["--kubeconfig", $0.kubeconfig] } ?? ["--repository", repository, "--secure-port", "0", "--write-kubeconfig", kubeconfig])
      + arguments.map { $0.replacingOccurrences(of: Self.place, with: directory) }
    try? FileManager.default.removeItem(atPath: directory + "/daemon.log")
    try? FileManager.default.removeItem(atPath: kubeconfig)
    let program = try BackgroundProgram(Command(arguments: [Self.kctl] + options, environment: environment), log: directory + "/daemon.log")
    running = program
    guard server == nil else { return }
    // The kubeconfig is written when the API is served; /readyz then says when all of it is there.
    try eventually("the daemon is ready", timeoutSeconds: 30) {
      guard program.isRunning else { throw Failure.notReady(log: self.log) }
      guard FileManager.default.fileExists(atPath: self.kubeconfig) else { return false }
      return try self.kctl("get", "--raw", "/readyz").status == 0
    }
  }

  private var running: BackgroundProgram?

  /// SIGTERM, and the exit status.
  @discardableResult
  func stop() -> Int32 { running?.stop(withinSeconds: 20) ?? 0 }

  func kill9() { running?.kill() }

  func remove() {
    stop()
    if !stopsPods {
      // Only a daemon knows its pods: one more takes those of its forerunners along.
      stopsPods = true
      try? start()
      // With an API server elsewhere there is nothing to ask; before it says so it can't be ended in order.
      if server != nil { try? eventually("it runs") { self.log.contains(" running components=") } }
      stop()
    }
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Loads an image of that name that holds Debian's static busybox alone; of a node whose API server is elsewhere `throughSocket`.
  func loadBusybox(_ name: String = "localhost/busybox:test", throughSocket: Bool = false) throws {
    let rootfs = directory + "/rootfs"
    try FileManager.default.createDirectory(atPath: rootfs + "/bin", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: rootfs + "/bin/busybox")
    let place = throughSocket ? ["--server", "unix://" + dataDirectory + "/api.sock"] : ["-C", repository]
    let load = try Command(arguments: [Self.kctl] + place + ["image", "load", rootfs, "--name", name], environment: ["NO_COLOR": "1"]).run()
    guard load.status == 0 else { throw CommandFailed(result: load) }
  }

  func kctl(_ arguments: String..., input: String? = nil) throws -> CommandResult {
    try Command(arguments: [Self.kctl] + arguments, environment: ["KUBECONFIG": kubeconfig, "NO_COLOR": "1"], input: input).run()
  }

  func kubectl(_ program: String, _ arguments: String..., input: String? = nil) throws -> CommandResult {
    try Command(
      arguments: [program] + arguments, environment: ["KUBECONFIG": kubeconfig, "HOME": directory], input: input).run()
  }

  func git(_ arguments: String..., in directory: String? = nil) throws -> CommandResult {
    try Command(
      arguments: ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"] + arguments, directory: directory ?? repository).run()
  }
}

struct CommandFailed: Error, CustomStringConvertible {
  let result: CommandResult
  var description: String { "\(result)" }
}

/// Polls until the condition holds; a test never passes or fails by how fast the machine is, only by the deadline.
func eventually(_ what: String, timeoutSeconds: Double = 30, _ condition: () throws -> Bool) throws {
  let deadline = Date(timeIntervalSinceNow: timeoutSeconds)
  while Date() < deadline {
    if try condition() { return }
    usleep(50_000)
  }
  throw TimedOut(what: what)
}

struct TimedOut: Error, CustomStringConvertible {
  let what: String
  var description: String { "timed out waiting until \(what)" }
}

/// The kubectl programs of this machine, oldest first; tests run with each of them.
enum Kubectl {
  static let programs: [String] = {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let debian = root + "/.build/clients/usr/bin/kubectl"
    let newer = ["1.27", "1.30", "1.33"].compactMap { version -> String? in
      ["/usr/lib/google-cloud-sdk/bin/kubectl.\(version)", "/usr/local/bin/kubectl.\(version)"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    return ([debian].filter { FileManager.default.isExecutableFile(atPath: $0) } + newer.suffix(1))
  }()
}
