import APIMachinery
import ArgumentParser
import Basics

/// kctl log: who changed what, when, and how.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Shows who changed what, when, with which verb and client.",
    discussion: """
      The changes of one object, of a type, of a namespace (-n) or of the whole cluster, newest first: what people committed and pushed \
      to main, what they did through the API, and what the cluster did by itself. (For what containers print, see kctl logs.)

      kctl log deployment/web
      kctl log deployment/web -p --field spec.template
      kctl log pods -n shop --since '2 hours ago'
      kctl log --author ada --limit 20
      kctl log -f
      """)

  @Argument(help: ArgumentHelp("TYPE, TYPE NAME or TYPE/NAME; all objects without it", valueName: "resource"))
  var resources: [String] = []
  @Flag(name: [.short, .long], help: "Shows which fields changed, and how.") var patch = false
  @Option(help: ArgumentHelp("Only changes since then.", valueName: "point")) var since: String?
  @Option(help: ArgumentHelp("Only changes until then.", valueName: "point")) var until: String?
  @Option(help: ArgumentHelp("Only changes by who has this in name or address.", valueName: "text")) var author: String?
  @Option(help: ArgumentHelp("Only changes of this field or of something in it, such as spec.template.", valueName: "path"))
  var field: String?
  @Option(help: ArgumentHelp("At most as many changes; 0 shows all.", valueName: "count")) var limit: Int = 0
  @Flag(name: [.short, .long], help: "Goes on showing changes as they happen, oldest first.") var follow = false
  @Flag(name: [.customShort("A"), .long], help: "Looks in all namespaces.") var allNamespaces = false
  @Flag(help: "Only what people asked for: changes with a commit on main.") var people = false
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("How to print.", valueName: "json|yaml|name|jsonpath=…"))
  var output: String = ""
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    let session = try await cluster.session()
    let printer = try await ObjectPrinter(OutputFormat(output), environment: session.environment)
    guard limit >= 0 else { throw CommandFailure("--limit must not be negative") }
    let selections = resources.isEmpty ? [] : try await session.selections(
      ObjectSelection(arguments: resources, allNamespaces: allNamespaces, takesWholeTypes: true, verb: "log"))
    guard selections.count < 2 else { throw CommandFailure("log is for one object or one type at a time") }
    let reader = HistoryLogReader(
      session: session, selection: selections.first, allNamespaces: allNamespaces, needsObjects: patch || field != nil || !printer.format.isHuman,
      since: try since.map { try PointInTime($0, now: session.now) }, until: try until.map { try PointInTime($0, now: session.now) },
      author: author, field: field, onlyPeople: people)
    let log = HistoryLogPrinter(printer: printer, console: session.console, showsChanges: patch, field: field)
    if follow { return try await reader.follow(limit: limit == 0 ? 10 : limit) { try await log.print($0) } }
    if printer.format.isHuman {
      var printed = 0
      let outcome = try await reader.read(limit: limit) { records in
        printed += records.count
        try await log.print(records)
      }
      if printed == 0 { try await session.console.error("No changes found") }
      if let oldest = outcome { try await session.console.error("History begins at revision \(oldest); what was before it is not kept.") }
      return
    }
    var all: [HistoryRecord] = []
    _ = try await reader.read(limit: limit) { all += $0 }
    try await printer.print(log.list(all))
  }
}
