import APIMachinery
import Client

/// `kctl cp POD:PATH DIRECTORY`: an archive made there, unpacked here. What the container calls its files is not trusted: nothing is
/// written outside of the destination, and links are left out, as kubectl does.
struct ContainerDownload {
  let remote: RemoteFiles

  func run(from source: String, to target: String) async throws {
    let environment = remote.session.environment
    let root = source.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    guard !root.split(separator: "/").contains("..") else { throw CommandFailure("\(source): a path in a container has no '..'") }
    var place = target
    while place.count > 1, place.hasSuffix("/") { place.removeLast() }
    if await environment.files.kind(place) == .directory, let name = root.split(separator: "/").last { place += "/" + name }
    let unpacking = Unpacking(ArchiveDestination(root: root, target: place), environment)
    let code = try await remote.run(["tar", "cf", "-", source], output: { try await unpacking.take($0) })
    guard code == 0 else { throw CommandFailure("command terminated with exit code \(code)", exitCode: code) }
    try await unpacking.finish()
  }
}

/// Writes the files of an archive as it comes in.
private actor Unpacking {
  private let destination: ArchiveDestination
  private let environment: CommandEnvironment
  private var reader = ArchiveReader()
  private var file: (path: String, mode: UInt32, left: Int, bytes: [UInt8])?
  private var skipped = 0

  init(_ destination: ArchiveDestination, _ environment: CommandEnvironment) {
    (self.destination, self.environment) = (destination, environment)
  }

  func take(_ bytes: [UInt8]) async throws {
    reader.feed(bytes)
    while let element = try reader.next() {
      switch element {
      case .entry(let entry): try await begin(entry)
      case .content(let content):
        guard file != nil else { continue }
        file?.bytes += content
        file?.left -= content.count
        if file?.left == 0 { try await close() }
      }
    }
  }

  private func begin(_ entry: ArchiveEntry) async throws {
    file = nil
    guard let path = destination.path(of: entry.path) else {
      try await Console(environment).error("warning: file \"\(entry.path)\" is outside target destination, skipping")
      return
    }
    switch entry.kind {
    case .directory: try await environment.files.makeDirectories(path)
    case .file:
      file = (path, entry.mode, entry.size, [])
      if entry.size == 0 { try await close() }
    case .other: try await Console(environment).error("warning: skipping \"\(entry.path)\": not a regular file")
    }
  }

  private func close() async throws {
    guard let file else { return }
    self.file = nil
    if let slash = file.path.lastIndex(of: "/"), slash > file.path.startIndex {
      try await environment.files.makeDirectories(String(file.path[..<slash]))
    }
    try await environment.files.write(file.bytes, to: file.path)
    try await environment.files.setPermissions(file.mode, of: file.path)
  }

  func finish() throws {
    guard file == nil else { throw CommandFailure("unexpected EOF") }
  }
}
