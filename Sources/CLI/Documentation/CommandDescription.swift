import APIMachinery

/// A command as ArgumentParser describes it (`--experimental-dump-help`, serialization version 0).
struct CommandDescription {
  struct Argument {
    var isPositional: Bool
    var names: [String]
    var valueName: String?
    var isOptional: Bool
    var isRepeating: Bool
    var abstract: String
    var defaultValue: String?
    var allowed: [String]
    var isFlag: Bool
  }

  /// The names from the root's on.
  var path: [String]
  var aliases: [String]
  var abstract: String
  var discussion: String
  var arguments: [Argument]
  var subcommands: [CommandDescription]

  var name: String { path.last ?? "" }
  var fileName: String { path.joined(separator: "-") + ".1" }

  init(_ value: Value, path parents: [String]) {
    path = parents + [value["commandName"]?.string ?? ""]
    let ownPath = path
    aliases = value["aliases"]?.array?.compactMap(\.string) ?? []
    abstract = value["abstract"]?.string ?? ""
    discussion = value["discussion"]?.string ?? ""
    arguments = (value["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool ?? true }.map { Argument($0) }
      .filter { !$0.names.contains("--help") && !$0.names.contains("--version") }
    subcommands = (value["subcommands"]?.array ?? [])
      .filter { $0["shouldDisplay"]?.bool ?? true && $0["commandName"]?.string != "help" }
      .map { CommandDescription($0, path: ownPath) }
    // What runs when no subcommand is named has its options here.
    let fallback = value["defaultSubcommand"]?.string
    if let hidden = value["subcommands"]?.array?.first(where: { $0["commandName"]?.string == fallback }), fallback != nil {
      arguments += CommandDescription(hidden, path: ownPath).arguments
    }
  }

  /// This command and all below it: each has a page.
  var pages: [CommandDescription] { [self] + subcommands.flatMap(\.pages) }
}

extension CommandDescription.Argument {
  init(_ value: Value) {
    let kind = value["kind"]?.string
    isPositional = kind == "positional"
    isFlag = kind == "flag"
    names = (value["names"]?.array ?? []).map { name in
      let text = name["name"]?.string ?? ""
      return name["kind"]?.string == "long" ? "--" + text : "-" + text
    }
    valueName = value["valueName"]?.string
    isOptional = value["isOptional"]?.bool ?? true
    isRepeating = value["isRepeating"]?.bool ?? false
    abstract = value["abstract"]?.string ?? ""
    defaultValue = value["defaultValue"]?.string
    allowed = value["allValues"]?.array?.compactMap(\.string) ?? []
  }
}
