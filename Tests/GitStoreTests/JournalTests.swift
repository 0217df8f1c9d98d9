import APIMachinery
import Basics
import GitStore
import Glibc
import Store
import Testing

/// What happens to a store whose journal was cut or damaged. Each case starts from a journal that git has nothing of yet.
@Suite struct JournalTests {
  /// A repository with three acknowledged writes that stand in the journal alone, and the journal's bytes.
  private func journaled() async throws -> (temporary: TemporaryStore, file: String, bytes: [UInt8], frames: [Int]) {
    let temporary = try TemporaryStore()
    let store = try await temporary.open()
    for number in 1...3 { try await store.put(Sample.key("n\(number)"), String(repeating: "\(number)", count: 300)) }
    let file = try #require(temporary.journalFiles.last)
    let bytes = try TextFile.readBytes(file)
    await store.close()
    _ = Shell.run(["rm", "-rf", temporary.path])
    // A fresh repository, so that git can't help: what comes back came from the journal.
    let empty = try await temporary.open()
    await empty.close()
    let fresh = temporary.journal + "/" + "0000000000000001.log"
    var frames: [Int] = []
    var position = 0
    while position < bytes.count {
      frames.append(position)
      position += 24 + Int(bytes[position + 4]) + Int(bytes[position + 5]) << 8
    }
    return (temporary, fresh, bytes, frames + [bytes.count])
  }

  private func names(_ temporary: TemporaryStore) async throws -> [String] {
    let store = try await temporary.open()
    let names = store.snapshot().list(Sample.configMaps).map(\.key.name)
    await store.close()
    return names
  }

  @Test("I9 a journal cut at any place gives back every whole group before the cut")
  func truncation() async throws {
    let (temporary, file, bytes, frames) = try await journaled()
    #expect(frames.count == 4)
    var cuts: [Int] = []
    for (frame, end) in zip(frames, frames.dropFirst()) {
      cuts += [frame, frame + 1, frame + 4, frame + 12, frame + 23, frame + 24, frame + 25, (frame + end) / 2, end - 1]
    }
    for cut in cuts + [bytes.count] {
      try reset(temporary)
      try TextFile.write(Array(bytes[..<cut]), to: file)
      let whole = frames.dropFirst().count { $0 <= cut }
      #expect(try await names(temporary) == (0..<whole).map { "n\($0 + 1)" }, "cut at \(cut)")
    }
  }

  @Test("I9 a flipped bit is an error that names file and offset, never a silent loss")
  func bitFlips() async throws {
    let (temporary, file, bytes, frames) = try await journaled()
    for (number, frame) in frames.dropLast().enumerated() {
      for offset in [0, 3, 4, 7, 8, 15, 16, 19, 20, 23, 24, 60, frames[number + 1] - frame - 1] {
        try reset(temporary)
        var damaged = bytes
        damaged[frame + offset] ^= 0x10
        try TextFile.write(damaged, to: file)
        do {
          let found = try await names(temporary)
          Issue.record("flip at \(frame)+\(offset) went unnoticed: \(found)")
        } catch GitStoreError.corruptJournal(let name, let place, _) {
          #expect(name == file && place == frame, "flip at \(frame)+\(offset)")
        }
        #expect(try TextFile.readBytes(file) == damaged, "nothing was changed")
      }
    }
  }

  @Test("I9 a last group whose blocks never reached the disk is the tail of an unacknowledged write")
  func unwrittenBlocks() async throws {
    let (temporary, file, bytes, frames) = try await journaled()
    try reset(temporary)
    var torn = bytes
    for position in frames[2]..<torn.count { torn[position] = 0 }
    try TextFile.write(torn, to: file)
    #expect(try await names(temporary) == ["n1", "n2"])
  }

  @Test("a missing journal file in the middle is an error")
  func missingFile() async throws {
    let (temporary, file, bytes, frames) = try await journaled()
    try reset(temporary)
    try TextFile.write(Array(bytes[..<frames[1]]), to: file)
    try TextFile.write(Array(bytes[frames[2]...]), to: temporary.journal + "/0000000000000003.log")
    await #expect(throws: GitStoreError.self) { try await temporary.open() }
  }

  @Test("I9 a group that was refused and could not be cut off doesn't come back, whole or not, with a file after it or just its name")
  func refusedGroup() async throws {
    let (temporary, file, bytes, frames) = try await journaled()
    let next = temporary.journal + "/0000000000000003.log"
    for end in [frames[3], frames[3] - 1, frames[2] + 10, frames[2]] {
      for rest in [bytes[frames[2]...], bytes[frames[2]..<frames[2] + 30], []] {
        try reset(temporary)
        try TextFile.write(Array(bytes[..<end]), to: file)
        try TextFile.write(Array(rest), to: next)
        let isWhole = rest.count == frames[3] - frames[2]
        #expect(try await names(temporary) == (isWhole ? ["n1", "n2", "n3"] : ["n1", "n2"]), "cut at \(end), then \(rest.count) bytes")
      }
    }
  }

  private func reset(_ temporary: TemporaryStore) throws {
    _ = Shell.run(["sh", "-c", "rm -f \(temporary.journal)/*.log; rm -rf \(temporary.path)/refs/heads/live \(temporary.path)/refs/kctl"])
  }
}
