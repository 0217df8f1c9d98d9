import APIMachinery
import ArgumentParser

/// What `-o` asks for.
enum OutputFormat: Sendable, Equatable {
  case human(isWide: Bool)
  case json
  case yaml
  case name
  case jsonPath(String)
  /// What the path finds, as a JSON array.
  case jsonPathAsJSON(String)
  case jsonPathFile(String)
  case customColumns(String)
  case customColumnsFile(String)
  case goTemplate(String)
  case goTemplateFile(String)

  private static let names = [
    "custom-columns", "custom-columns-file", "go-template", "go-template-file", "json", "jsonpath", "jsonpath-as-json", "jsonpath-file", "name",
    "template", "templatefile", "wide", "yaml",
  ]

  init(_ text: String) throws(CommandFailure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let argument = parts.count == 2 ? parts[1] : ""
    switch parts[0] {
    case "": self = .human(isWide: false)
    case "wide": self = .human(isWide: true)
    case "json": self = .json
    case "yaml": self = .yaml
    case "name": self = .name
    case "jsonpath" where !argument.isEmpty: self = .jsonPath(argument)
    case "jsonpath-as-json" where !argument.isEmpty: self = .jsonPathAsJSON(argument)
    case "jsonpath-file" where !argument.isEmpty: self = .jsonPathFile(argument)
    case "custom-columns" where !argument.isEmpty: self = .customColumns(argument)
    case "custom-columns-file" where !argument.isEmpty: self = .customColumnsFile(argument)
    case "jsonpath", "jsonpath-file", "jsonpath-as-json": throw CommandFailure("template format specified but no template given")
    case "custom-columns", "custom-columns-file": throw CommandFailure("custom-columns format specified but no custom columns given")
    case "go-template" where !argument.isEmpty, "template" where !argument.isEmpty: self = .goTemplate(argument)
    case "go-template-file" where !argument.isEmpty, "templatefile" where !argument.isEmpty: self = .goTemplateFile(argument)
    case "go-template", "go-template-file", "template", "templatefile":
      throw CommandFailure("template format specified but no template given")
    default:
      throw CommandFailure(
        "unable to match a printer suitable for the output format \"\(text)\", allowed formats are: "
          + Self.names.joined(separator: ","))
    }
  }

  var isHuman: Bool { if case .human = self { true } else { false } }
}

/// `-o` of the commands that print objects.
struct OutputOptions: ParsableArguments {
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "How to print: wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-as-json=TEMPLATE, jsonpath-file=FILE, go-template=TEMPLATE, go-template-file=FILE, "
        + "custom-columns=SPEC, custom-columns-file=FILE.",
      valueName: "format"),
    completion: .list(["wide", "json", "yaml", "name", "jsonpath=", "go-template=", "custom-columns="]))
  var output: String = ""

  @Option(help: ArgumentHelp(
    "The template, or the file that holds it, when -o names the kind of template only.", valueName: "template"))
  var template: String?

  @Flag(help: "Prints metadata.managedFields too.")
  var showManagedFields = false

  @Flag(inversion: .prefixedNo, help: "A field that a template names and an object doesn't have is no error.")
  var allowMissingTemplateKeys = true

  init() {}

  private var formatText: String {
    guard let template, !output.contains("=") else { return output }
    return (output.isEmpty ? "go-template" : output) + "=" + template
  }

  /// `default`: how to print where nothing is said.
  func printer(_ environment: CommandEnvironment, default standard: String = "") async throws -> ObjectPrinter {
    let text = formatText
    return try await ObjectPrinter(
      OutputFormat(text.isEmpty ? standard : text), showsManagedFields: showManagedFields, allowsMissingKeys: allowMissingTemplateKeys,
      environment: environment)
  }
}
