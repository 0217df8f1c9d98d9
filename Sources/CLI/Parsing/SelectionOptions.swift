import ArgumentParser

/// Which of a type's objects are meant, when no names are given.
struct SelectionOptions: ParsableArguments {
  @Option(name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("Only objects whose labels match, such as app=web,tier!=cache.", valueName: "selector"))
  var selector: String = ""

  @Option(help: ArgumentHelp("Only objects whose fields match, such as status.phase=Running.", valueName: "selector"))
  var fieldSelector: String = ""

  @Flag(name: [.customShort("A"), .long], help: "Looks in all namespaces.")
  var allNamespaces = false

  init() {}
}

/// Whether a change is carried out.
enum DryRun: String, ExpressibleByArgument, CaseIterable, Sendable {
  case none, client, server

  /// What is appended to the line that reports the change.
  var suffix: String {
    switch self {
    case .none: ""
    case .client: " (dry run)"
    case .server: " (server dry run)"
    }
  }
}

struct DryRunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("client: only says what would be sent. server: the server checks and answers, and stores nothing.",
    valueName: "none|client|server"))
  var dryRun: DryRun = .none

  init() {}
}

/// Who the changes are attributed to (server-side apply's field managers).
struct FieldManagerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name that owns the changed fields.", valueName: "name"))
  var fieldManager: String?

  init() {}
}
