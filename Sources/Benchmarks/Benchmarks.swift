import ArgumentParser
import Basics

/// Figures, in tables and as JSON. `make bench` runs everything.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "Benchmarks", abstract: "Measures kctl.",
    subcommands: [
      Everything.self, StoreFigures.self, APIFigures.self, WatchFigures.self, DocumentFigures.self, ApplyFigures.self, EtcdFigures.self,
      HistoryFigures.self, NodeFigures.self,
    ],
    defaultSubcommand: Everything.self)
}

struct ReportOptions: ParsableArguments {
  @Option(help: "Write the figures as JSON into this file as well.")
  var json: String?

  /// Runs, then prints the JSON.
  func report(_ body: (Report) async throws -> Void) async throws {
    let report = Report()
    try await body(report)
    let text = report.json()
    print("\n\(text)")
    if let json { try TextFile.write(text + "\n", to: json) }
  }
}

struct Everything: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all", abstract: "All of them, the peers beside us.")
  @OptionGroup var options: ReportOptions

  func run() async throws {
    try await options.report { report in
      // The store first and by size: what it says of memory is not to hold what others left behind.
      try await StoreBenchmark.run(report)
      try await EtcdBenchmark.run(report)
      try await APIBenchmark.run(report)
      try await WatchBenchmark.run(report)
      try await HistoryBenchmark.run(report)
      try await DocumentBenchmark.run(report)
      try await ApplyBenchmark.run(report)
    }
    try await NodeFigures.parse([]).run()
  }
}

struct StoreFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "store", abstract: "The git store by itself.")
  @OptionGroup var options: ReportOptions

  @Option(parsing: .upToNextOption, help: "How many objects the store holds.")
  var objects = [100, 10_000, 150_000]

  @Option(parsing: .upToNextOption, help: "How many write at once.")
  var writers = [1, 8, 64]

  @Option(help: "How long to write each time.")
  var seconds = 3

  func run() async throws {
    try await options.report { try await StoreBenchmark.run($0, objects: objects, writers: writers, duration: .seconds(seconds)) }
  }
}

struct APIFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "api", abstract: "The API in process, over the git store.")
  @OptionGroup var options: ReportOptions

  @Option(parsing: .upToNextOption, help: "How many write at once.")
  var writers = [1, 8, 64]

  @Option(help: "How long to write each time.")
  var seconds = 3

  func run() async throws { try await options.report { try await APIBenchmark.run($0, writers: writers, duration: .seconds(seconds)) } }
}

struct WatchFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "watch", abstract: "One write, many watchers.")
  @OptionGroup var options: ReportOptions

  func run() async throws { try await options.report { try await WatchBenchmark.run($0) } }
}

struct DocumentFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "documents", abstract: "Discovery and OpenAPI: the first answer and those after it.")
  @OptionGroup var options: ReportOptions

  func run() async throws { try await options.report { try await DocumentBenchmark.run($0) } }
}

struct ApplyFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "apply", abstract: "Many manifests, as one commit and one by one.")
  @OptionGroup var options: ReportOptions

  @Option(help: "How many manifests.")
  var manifests = 1_000

  func run() async throws { try await options.report { try await ApplyBenchmark.run($0, manifests: manifests) } }
}

struct EtcdFigures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "etcd", abstract: "Durable puts into etcd on the same disk, where it is installed.")
  @OptionGroup var options: ReportOptions

  func run() async throws { try await options.report { try await EtcdBenchmark.run($0) } }
}
