import Basics
import Glibc
import Synchronization
import Testing

@testable import EmbeddedRuntime

@Suite struct RecordFilesTests {
  @Test("those who keep one record at the same time don't get in each other's way")
  func together() async throws {
    let directory = "/tmp/kctl-records-\(SystemRandom().nameSuffix(10))"
    let files = RecordFiles(paths: RuntimePaths(data: directory, run: directory, mapped: directory))
    let record = SandboxRecord(id: "s", name: "p", namespace: "n", uid: "u", attempt: 0, createdAt: Timestamp(secondsSinceEpoch: 0))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { for _ in 0..<100 { try files.save(record) } } }
      try await group.waitForAll()
    }
    #expect(files.sandboxes() == [record])
    // Nobody's older knowledge is left behind.
    let newest = Newest(record)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<100 {
            newest.raise()
            try files.save(newest: { () -> SandboxRecord? in newest.record })
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(files.sandboxes() == [newest.record])
    try files.save(newest: { () -> ContainerRecord? in nil })
    let folder = files.paths.sandboxData("s")
    #expect(DirectoryListing.names(folder) == ["record.json"])
    unlink(folder + "/record.json")
    for path in [folder, files.paths.sandboxes, directory] { rmdir(path) }
  }

  /// What the runtime knows of a sandbox, which goes on changing while it is written.
  private final class Newest: Sendable {
    private let state: Mutex<SandboxRecord>

    init(_ record: SandboxRecord) { state = Mutex(record) }

    var record: SandboxRecord { state.withLock { $0 } }

    func raise() { state.withLock { $0.attempt += 1 } }
  }
}
