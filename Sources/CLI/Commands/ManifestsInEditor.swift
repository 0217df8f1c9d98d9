import APIMachinery

/// Takes manifests through an editor before they are created.
struct ManifestsInEditor {
  let environment: CommandEnvironment

  /// nil: the person gave up.
  func edit(_ manifests: [Manifest]) async throws -> [Manifest]? {
    let text = manifests.map { YAML.text($0.object, sortKeys: true) }.joined(separator: "---\n")
    let files = environment.files
    let directory = try await files.makeTemporaryDirectory(prefix: "kctl-edit-")
    let path = directory + "/create.yaml"
    try await files.write(Array(text.utf8), to: path)
    // What an editor that failed left behind is kept: it may be hours of work.
    try await TextEditor(environment: environment).open(path)
    let edited = try await files.read(path)
    try? await files.remove(path)
    try? await files.remove(directory)
    guard !String(decoding: edited, as: UTF8.self).trimmed.isEmpty else {
      try await Console(environment).error("Edit cancelled, saved file was empty.")
      return nil
    }
    return try ManifestReader.manifests(edited, path: "the edited text")
  }
}
