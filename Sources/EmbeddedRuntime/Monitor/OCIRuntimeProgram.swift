import APIMachinery
import Basics
import Glibc
import LinuxKernel
import RuntimeInterface

/// The program that makes containers: crun or runc, and how it must be called on this host.
struct OCIRuntimeProgram: Hashable, Sendable {
  enum Kind: String, Sendable { case crun, runc }

  var kind: Kind
  var path: String
  /// Where it keeps its state.
  var root: String
  /// Older crun refuses hosts with both cgroup versions, but works where it can't see the newer one's mount.
  var hiddenMount: Command.HiddenMount?

  /// Chooses by what is installed and what was asked for.
  static func choose(
    _ choice: EmbeddedRuntimeConfiguration.OCIRuntime, root: String, layout: CgroupLayout, find: (String) -> String? = Command.find
  ) throws(RuntimeError) -> OCIRuntimeProgram {
    func program(_ kind: Kind, _ name: String) -> OCIRuntimeProgram? {
      find(name).map { OCIRuntimeProgram(kind: kind, path: $0, root: root, hiddenMount: kind == .crun ? hiddenMount(layout) : nil) }
    }
    let candidates: [(Kind, String)] =
      switch choice {
      case .automatic: [(.crun, "crun"), (.runc, "runc")]
      case .crun(let name): [(.crun, name)]
      case .runc(let name): [(.runc, name)]
      }
    for (kind, name) in candidates { if let found = program(kind, name) { return found } }
    throw RuntimeError(
      .unsupported, "no container runtime found: install crun or runc (looked for \(candidates.map(\.1).joined(separator: ", ")))")
  }

  private static func hiddenMount(_ layout: CgroupLayout) -> Command.HiddenMount? {
    guard layout.kind == .hybrid, let unified = layout.unified, let slash = unified.lastIndex(of: "/"), slash > unified.startIndex else {
      return nil
    }
    return .init(path: unified, parent: String(unified[..<slash]))
  }

  func command(_ arguments: [String]) -> Command {
    var command = Command(path, ["--root", root] + arguments)
    command.hiddenMount = hiddenMount
    return command
  }

  /// Starts a created container's own process.
  func start(_ id: String) throws { try command(["start", id]).check() }

  /// `created`, `running`, `paused` or `stopped` (runtime-spec, "State"); nil for a container that it doesn't know.
  func status(_ id: String) throws -> String? {
    let output = try command(["state", id]).run()
    guard output.status.isSuccess else { return nil }
    return try JSON.decode(output.stdout)["status"]?.string
  }

  /// Kills what is left of a container and forgets it; one that it doesn't know is fine.
  func delete(_ id: String) throws {
    let output = try command(["delete", "--force", id]).run()
    if !output.status.isSuccess, FileTree.exists(root + "/" + id) { try FileTree.remove(root + "/" + id) }
  }

  /// Its name and version; blocks.
  func version() throws -> RuntimeVersion {
    let output = try Command(path, ["--version"]).check()
    let words = String(decoding: output.stdout, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let version = words.firstIndex(of: "version").flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
    return RuntimeVersion(name: kind.rawValue, version: version ?? "unknown")
  }
}
