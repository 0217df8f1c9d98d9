import Basics
import GitStore
import Glibc

/// A directory on the disk that is measured, gone afterwards.
struct Scratch {
  let path: String

  static func with<Result>(_ name: String, _ body: (Scratch) async throws -> Result) async throws -> Result {
    let base = getenv("KCTL_BENCH_DIRECTORY").map { String(cString: $0) } ?? "/tmp"
    let scratch = Scratch(path: "\(base)/kctl-benchmark-\(name)-\(getpid())")
    scratch.remove()
    try TextFile.makeDirectories(scratch.path)
    defer { scratch.remove() }
    return try await body(scratch)
  }

  var options: GitStoreOptions { GitStoreOptions(path: path + "/repository", keyFile: path + "/key") }

  private func remove() { _ = Self.output("rm -rf '\(path)'") }

  /// Bytes of git objects.
  var packBytes: Int { Int(Self.output("du -sb '\(path)/repository/objects'").prefix { $0 != "\t" }) ?? 0 }

  private static func output(_ command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
