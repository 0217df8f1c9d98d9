import ArgumentParser

/// Measures; asserts nothing. `make bench` runs everything.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks", abstract: "Measures kctl.", subcommands: [Everything.self, StoreFigures.self, EtcdFigures.self, NodeFigures.self],
    defaultSubcommand: Everything.self)
}

struct Everything: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all", abstract: "All of them, the peers beside us.")

  func run() async throws {
    try await StoreBenchmark.run()
    try await EtcdFigures().run()
    try await NodeFigures.parse([]).run()
  }
}

struct StoreFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "store", abstract: "Durable writes into the git store.")

  func run() async throws { try await StoreBenchmark.run() }
}

struct EtcdFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "etcd", abstract: "Durable puts into etcd on the same disk, where it is installed.")

  func run() async throws {
    guard let etcd = EtcdPeer() else {
      print("etcd: not installed (apt-get install etcd-server)")
      return
    }
    print("etcd put, 1 KiB values")
    print("writers  puts/s   p50 ms   p99 ms")
    for writers in [1, 8, 64] {
      let count = writers == 1 ? 1_000 : writers * 200
      let (elapsed, latencies) = try await etcd.put(writers: writers, count: count, size: 1_024)
      let sorted = latencies.sorted()
      func milliseconds(_ share: Double) -> Double { ((sorted[Int(Double(sorted.count - 1) * share)] * 100_000).rounded()) / 100 }
      print("\(writers)\t\(Int(Double(sorted.count) / elapsed))\t\(milliseconds(0.5))\t\(milliseconds(0.99))")
    }
  }
}
