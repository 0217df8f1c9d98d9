import APIMachinery
import ArgumentParser

struct RolloutHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "history", abstract: "Shows the revisions of a deployment, stateful set or daemon set.",
    discussion: """
      kctl rollout history deployment/web
      kctl rollout history deployment/web --revision=2
      """)

  @OptionGroup var options: RolloutOptions
  @Option(help: ArgumentHelp("Shows this revision's pod template.", valueName: "number")) var revision: Int64?
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try await options.cluster.session()
    let printer = try await output.printer(session.environment)
    for located in try await options.locate(session, verb: "history") {
      let history = try await RevisionHistory.read(located, session)
      if let revision {
        guard let found = history.revisions.first(where: { $0.number == revision }) else {
          throw CommandFailure("unable to find the specified revision")
        }
        if !printer.format.isHuman { return try await printer.print(found.source) }
        try await session.console.line("\(located.address.qualifiedName) with revision #\(revision)")
        var text = DescribeText()
        PodTemplateDescription.write(found.template, into: &text)
        try await session.console.write(text.text)
      } else if !printer.format.isHuman {
        try await printer.print(list: history.revisions.map(\.source))
      } else {
        try await session.console.write(Self.table(located.address, history))
      }
    }
  }

  static func table(_ address: ObjectAddress, _ history: RevisionHistory) -> String {
    var columns = ColumnWriter(gap: 2, minimum: 0)
    columns.add(["REVISION", "CHANGE-CAUSE"])
    for revision in history.revisions { columns.add([String(revision.number), revision.changeCause ?? "<none>"]) }
    return "\(address.qualifiedName) \n" + columns.flush() + "\n"
  }
}
