import APIMachinery
import Basics
import LinuxKernel
import Synchronization

/// The records on disk: one JSON file each. The calls block.
final class RecordFiles: Sendable {
  let paths: RuntimePaths
  private let order = Mutex(())

  init(paths: RuntimePaths) { self.paths = paths }

  func save(_ record: SandboxRecord) throws(SystemError) { try write(record.value, paths.sandboxData(record.id)) }
  func save(_ record: ContainerRecord) throws(SystemError) { try write(record.value, paths.containerData(record.id)) }

  /// Saves what the record is by now: of those who do so at the same time none leaves an older one behind. Nothing where it is gone.
  func save(newest record: () -> SandboxRecord?) throws(SystemError) {
    try order.withLock { _ throws(SystemError) in
      if let record = record(), FileTree.exists(paths.sandboxData(record.id)) { try save(record) }
    }
  }

  func save(newest record: () -> ContainerRecord?) throws(SystemError) {
    try order.withLock { _ throws(SystemError) in
      if let record = record(), FileTree.exists(paths.containerData(record.id)) { try save(record) }
    }
  }

  /// Not synced: a crash of this process loses nothing, and one of the host takes the containers with it.
  private func write(_ value: Value, _ directory: String) throws(SystemError) {
    try TextFile.makeDirectories(directory, mode: 0o700)
    try TextFile.write(JSON.encode(value), to: directory + "/record.json", mode: 0o600, isSynced: false)
  }

  func sandboxes() -> [SandboxRecord] { read(paths.sandboxes).compactMap { SandboxRecord($0) } }
  func containers() -> [ContainerRecord] { read(paths.containers).compactMap { ContainerRecord($0) } }

  // A record that can't be read is as good as none: its directory is then found without a record, and removed.
  private func read(_ directory: String) -> [Value] {
    FileTree.names(in: directory).compactMap { name in
      guard let bytes = try? TextFile.readBytes(directory + "/" + name + "/record.json"), let value = try? JSON.decode(bytes),
        value["id"]?.string == name
      else { return nil }
      return value
    }
  }
}
