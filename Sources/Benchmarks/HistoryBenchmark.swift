import APIMachinery
import ArgumentParser
import Basics
import GitStore
import Glibc
import Store

/// The command line on a long history without a daemon, each command a process of its own, beside plain git on the same repository.
enum HistoryBenchmark {
  static func run(_ report: Report, commits: Int = 100_000, objects: Int = 10_000, runs: Int = 9) async throws {
    try await Scratch.with("history") { scratch in
      // Where the command line looks for the key of a repository that it is given.
      let repository = scratch.path + "/cluster.git"
      let made = try await fill(GitStoreOptions(path: repository, keyFile: repository + ".secrets.key"), commits, objects)
      let program = try Self.program()
      let kctl = program + " -C '\(repository)'"
      _ = Self.seconds("\(kctl) get pod pod-1 -n ns-1")
      let first = Self.seconds("\(kctl) log pod/pod-1 -n ns-1 --limit 20")
      report.add("history: the first question, which makes the indexes", [("commits", .int(Int64(commits))), ("s", first.rounded3)])
      let file = String(decoding: Self.output("git -C '\(repository)' ls-tree -r --name-only live | grep /pod-1.yaml | head -1"), as: UTF8.self)
        .split(separator: "\n").first.map(String.init) ?? ""
      let cases: [(String, String)] = [
        ("get of one", "\(kctl) get pod pod-1 -n ns-1"),
        ("get of a namespace", "\(kctl) get pods -n ns-1"),
        ("get of one, half way back", "\(kctl) get pod pod-1 -n ns-1 --at \(made / 2)"),
        ("get of a namespace, half way back", "\(kctl) get pods -n ns-1 --at \(made / 2)"),
        ("get of one, at the beginning", "\(kctl) get pod pod-1 -n ns-1 --at \(objects + 10)"),
        ("log of one object", "\(kctl) log pod/pod-1 -n ns-1"),
        ("log, the last 20 of all", "\(kctl) log --limit 20"),
        ("diff of the last 100 revisions", "\(kctl) diff \(made - 100)..\(made)"),
        ("diff of one object, half way back", "\(kctl) diff \(made / 2).. pod/pod-1 -n ns-1"),
        ("completion of an object's name", "\(program) __complete -C '\(repository)' get pod -n ns-1 pod-1"),
        ("git log -- PATH", "git -C '\(repository)' log --oneline live -- '\(file)'"),
      ]
      for (name, command) in cases {
        let times = (0..<runs).map { _ in Self.seconds(command) }.sorted()
        report.add("history: commands without a daemon", [
          ("command", .string(name)), ("median ms", (times[runs / 2] * 1_000).rounded3), ("worst ms", ((times.last ?? 0) * 1_000).rounded3),
        ])
      }
      let keep = commits / 100
      report.add("history: squashed", [
        ("commits", .int(Int64(commits))), ("kept", .int(Int64(keep))), ("s", Self.seconds("\(kctl) compact --keep \(keep)").rounded3),
      ])
    }
  }

  /// As many commits on `live` as asked for: each writes one object that the one before wrote too, and another.
  private static func fill(_ options: GitStoreOptions, _ commits: Int, _ objects: Int) async throws -> UInt64 {
    let store = try await GitStore.open(options)
    for start in stride(from: 0, to: objects, by: 500) {
      _ = try await store.commit(Transaction((start..<min(start + 500, objects)).map { StoreBenchmark.write($0, "initial") }))
    }
    let random = SeededRandom(seed: 1)
    for number in 0..<commits {
      let provenance = Provenance(user: "user-\(number % 7)", verb: "patch", userAgent: "benchmark/1")
      _ = try await store.commit(
        Transaction([StoreBenchmark.write(0, "\(number)"), StoreBenchmark.write(1 + random.below(objects - 1), "\(number)")], provenance))
    }
    await store.flush()
    await store.consolidatePacks()
    let newest = store.revision.rawValue
    await store.close()
    return newest
  }

  private static func program() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let kctl = own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/kctl"
    guard access(kctl, X_OK) == 0 else { throw ValidationError("\(kctl) isn't there: build the product kctl first") }
    return kctl
  }

  private static func seconds(_ command: String) -> Double {
    let begin = ContinuousClock.now
    _ = output(command + " >/dev/null")
    return (ContinuousClock.now - begin).seconds
  }

  private static func output(_ command: String) -> [UInt8] {
    guard let pipe = popen(command, "r") else { return [] }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}

struct HistoryFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "get, log, diff and --at without a daemon on a long history, beside git log.")
  @OptionGroup var options: ReportOptions

  @Option(help: "How many commits live has.") var commits = 100_000
  @Option(help: "How many objects the store holds.") var objects = 10_000

  func run() async throws {
    try await options.report { try await HistoryBenchmark.run($0, commits: commits, objects: objects) }
  }
}
