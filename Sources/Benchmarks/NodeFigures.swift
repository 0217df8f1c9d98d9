import ArgumentParser
import Glibc

struct NodeFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "node", abstract: "A node with real containers: start, pods, memory. Drives the kctl beside this program.")

  @Option(help: "The kctl to measure.") var kctl: String?
  @Option(help: "How many pods are made at once.") var pods = 50

  func run() async throws {
    let program = kctl ?? Self.beside()
    if let obstacle = NodeBenchmark.obstacle(program: program) {
      print("node: \(obstacle)")
      return
    }
    try await NodeBenchmark(program: program, directory: "/tmp/kctl-bench-node-\(getpid())").run(podCount: pods)
  }

  private static func beside() -> String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &path, path.count - 1)
    let own = String(decoding: path.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (own.lastIndex(of: "/").map { String(own[...$0]) } ?? "./") + "kctl"
  }
}
