import APIMachinery
import Client
import Streaming

/// A container whose files are reached by running tar in it.
struct RemoteFiles: Sendable {
  let session: ClusterSession
  let pod: Value
  let container: String

  func run(
    _ command: [String], input: AsyncStream<[UInt8]>? = nil, output: (@Sendable ([UInt8]) async throws -> Void)? = nil
  ) async throws -> Int32 {
    var remote = RemoteCommand(session: session, usesInput: input != nil, usesTerminal: false)
    (remote.input, remote.output) = (input, output)
    return try await remote.run(.exec(command), pod: pod, container: container)
  }
}

/// `kctl cp FILE POD:PATH`: an archive made here, unpacked there.
struct ContainerUpload {
  let remote: RemoteFiles
  let preserves: Bool

  func run(from source: String, to target: String) async throws {
    let files = remote.session.environment.files
    guard let kind = await files.kind(source) else { throw CommandFailure("\(source) doesn't exist in local filesystem") }
    var target = target
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    // An existing directory takes the source in, under its own name.
    if (try? await remote.run(["test", "-d", target], output: { _ in })) == 0 {
      target = (target == "/" ? "" : target) + "/" + Self.name(source)
    }
    let slash = target.lastIndex(of: "/")
    let directory = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    let queue = ByteQueue(bytesMax: 256 << 10)
    let reading = Task {
      defer { queue.finish() }
      try await append(source, name, kind, to: queue)
      try await queue.push(Archive.end)
    }
    let flags = preserves ? ["-xmf", "-"] : ["--no-same-permissions", "--no-same-owner", "-xmf", "-"]
    let code = try await remote.run(["tar"] + flags + ["-C", directory], input: queue.stream)
    reading.cancel()
    queue.abandon()
    if case .failure(let error) = await reading.result, !(error is StreamEnded), !(error is CancellationError) { throw error }
    guard code == 0 else { throw CommandFailure("command terminated with exit code \(code)", exitCode: code) }
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private func append(_ path: String, _ name: String, _ kind: FileKind, to queue: ByteQueue) async throws {
    let files = remote.session.environment.files
    switch kind {
    case .directory:
      try await queue.push(Archive.header(ArchiveEntry(path: name, kind: .directory, mode: 0o755, size: 0)))
      for child in try await files.list(path) {
        guard let kind = await files.kind(path + "/" + child) else { continue }
        try await append(path + "/" + child, name + "/" + child, kind, to: queue)
      }
    case .file:
      let bytes = try await files.read(path)
      let mode = await files.permissions(path)
      try await queue.push(Archive.header(ArchiveEntry(path: name, kind: .file, mode: mode, size: bytes.count)))
      var rest = bytes[...]
      while !rest.isEmpty {
        try await queue.push(Array(rest.prefix(64 << 10)))
        rest = rest.dropFirst(64 << 10)
      }
      try await queue.push(Archive.padding(bytes.count))
    }
  }
}
