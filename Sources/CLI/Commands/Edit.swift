import APIMachinery
import ArgumentParser
import Client

/// kctl edit.
struct Edit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Edits a resource in an editor.",
    discussion: """
      The editor is KUBE_EDITOR, else EDITOR, else vi. When the server refuses the change, the editor opens again with the reason.

      kctl edit deployment/web
      kctl edit deployment/web --subresource=scale --output-patch
      """)

  @Argument(help: ArgumentHelp("TYPE NAME or TYPE/NAME", valueName: "resource")) var resources: [String] = []
  @OptionGroup var files: FileOptions
  @Option(name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("The form to edit.", valueName: "yaml|json")) var output: String = "yaml"
  @Flag(help: "Prints the patch that was sent.") var outputPatch = false
  @Flag(help: "Keeps the edited manifest in an annotation of the object, for a later apply.") var saveConfig = false
  @Flag(help: "Shows metadata.managedFields in the editor too.") var showManagedFields = false
  @Option(help: ArgumentHelp("What to do about unknown or duplicate fields.", valueName: "strict|warn|ignore"))
  var validate: String = "strict"
  @Flag(help: ArgumentHelp("Editors of this system end lines as it does.", visibility: .hidden)) var windowsLineEndings = false
  @Option(help: ArgumentHelp("The part of the object to edit, such as status.", valueName: "name")) var subresource: String?
  @OptionGroup var manager: FieldManagerOptions
  @OptionGroup var cluster: ClusterOptions

  func run() async throws {
    guard ["yaml", "json"].contains(output) else { throw CommandFailure("the edit format must be yaml or json, not \"\(output)\"") }
    let session = try await cluster.session()
    var request = ObjectSelection(verb: "edit")
    request.arguments = resources
    request.manifests = files.paths.isEmpty ? [] : try await files.read(session.environment)
    let editor = ObjectEditor(
      session: session, isJSON: output == "json", subresource: subresource,
      flags: WriteFlags(fieldManager: manager.fieldManager ?? "kctl-edit", fieldValidation: try FieldValidation.parse(validate)),
      printsPatch: outputPatch, savesConfig: saveConfig, showsManagedFields: showManagedFields)
    for located in try await session.locate(request) { try await editor.edit(located) }
  }
}

/// Takes one object through the editor until the server accepts it or the person gives up.
struct ObjectEditor {
  let session: ClusterSession
  let isJSON: Bool
  let subresource: String?
  let flags: WriteFlags
  var printsPatch = false
  var savesConfig = false
  var showsManagedFields = false

  private static let header = """
    # Please edit the object below. Lines beginning with a '#' will be ignored,
    # and an empty file will abort the edit. If an error occurs while saving this file will be
    # reopened with the relevant failures.
    #

    """

  func edit(_ located: LocatedObject) async throws {
    let files = session.environment.files
    let directory = try await files.makeTemporaryDirectory(prefix: "kctl-edit-")
    let path = "\(directory)/\(located.address.name).\(isJSON ? "json" : "yaml")"
    var keepsFile = false
    var failure: (any Error)?
    do {
      try await loop(located, path)
    } catch let error as AbandonedEdit {
      keepsFile = true
      failure = error.reason
    } catch {
      failure = error
    }
    if !keepsFile {
      try? await files.remove(path)
      try? await files.remove(directory)
    }
    if let failure { throw failure }
  }

  /// The edit failed and was not mended: the text is left for the person.
  private struct AbandonedEdit: Error { var reason: CommandFailure }

  private func loop(_ located: LocatedObject, _ path: String) async throws {
    let original = showsManagedFields ? located.object : located.object.withoutManagedFields
    let files = session.environment.files
    var body = isJSON ? JSON.pretty(original.sortedKeys) + "\n" : YAML.text(original, sortKeys: true)
    var problem: String?
    while true {
      let comment = isJSON ? "" : Self.header + (problem.map(Self.commented) ?? "")
      try await files.write(Array((comment + body).utf8), to: path)
      try await runEditor(path)
      let edited = Self.withoutComments(String(decoding: try await files.read(path), as: UTF8.self), isJSON: isJSON)
      if edited.trimmed.isEmpty { return try await session.console.error("Edit cancelled, saved file was empty.") }
      if edited == body {
        guard let problem else { return try await session.console.error("Edit cancelled, no changes made.") }
        throw AbandonedEdit(
          reason: CommandFailure(
            "\(problem)\nA copy of your changes has been stored to \"\(path)\"\nEdit cancelled, no valid changes were saved."))
      }
      body = edited
      do {
        return try await save(edited, original, located)
      } catch let error as StatusError {
        problem = ErrorText.text(error)
      } catch let error as CommandFailure {
        problem = error.description
      }
      try await session.console.error(problem ?? "")
    }
  }

  private func save(_ text: String, _ original: Value, _ located: LocatedObject) async throws {
    var edited: Value
    do {
      edited = try YAML.decode(text)
    } catch {
      throw CommandFailure("the edited file is not valid YAML: \(error)")
    }
    for (field, before, after) in [
      ("apiVersion", original.apiVersion, edited.apiVersion), ("kind", original.kind, edited.kind),
      ("metadata.name", original.name, edited.name), ("metadata.namespace", original.namespace, edited.namespace),
    ] where before != after {
      throw CommandFailure("At least one of apiVersion, kind and name was changed: \(field) was \"\(before)\" and is \"\(after)\"")
    }
    var patch = MergePatch.create(from: original, to: edited)
    if savesConfig {
      edited = LastApplied.annotated(edited)
      patch = MergePatch.create(from: original, to: edited)
    }
    if patch.object?.isEmpty ?? true { return try await session.console.error("Edit cancelled, no changes made.") }
    // A merge patch replaces lists whole, so it may only meet the object that was edited.
    if printsPatch { try await session.console.line("Patch: " + JSON.text(patch)) }
    patch[path: "metadata", "resourceVersion"] = .string(edited.resourceVersion)
    _ = try await session.patch(located.address, subresource: subresource, .merge(patch), flags)
    try await session.console.line("\(located.address.qualifiedName) edited")
  }

  private func runEditor(_ path: String) async throws {
    try await TextEditor(environment: session.environment).open(path)
  }

  private static func commented(_ text: String) -> String {
    text.split(separator: "\n").map { "# \($0)\n" }.joined() + "#\n"
  }

  /// Only whole comment lines at the top are ours: `#` may start a line of a block scalar.
  private static func withoutComments(_ text: String, isJSON: Bool) -> String {
    if isJSON { return text }
    var rest = Substring(text)
    while rest.hasPrefix("#") { rest = rest.drop { $0 != "\n" }.dropFirst() }
    return String(rest)
  }
}
