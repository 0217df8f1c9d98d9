import APIMachinery

/// Reads the manifests of files, directories and standard input, in kubectl's order: as named, directories by name.
struct ManifestReader {
  let environment: CommandEnvironment
  let isRecursive: Bool

  private static let extensions = [".yaml", ".yml", ".json"]

  /// Throws when there is no manifest at all.
  func read(_ paths: [String]) async throws -> [Manifest] {
    var manifests: [Manifest] = []
    for path in paths {
      if path.hasPrefix(Kustomization.mark) {
        let directory = String(path.dropFirst(Kustomization.mark.count))
        manifests += try Self.manifests(try await Kustomization(directory: directory).build(environment), path: directory)
        continue
      }
      if path.hasPrefix("http://") || path.hasPrefix("https://") {
        manifests += try Self.manifests(try await environment.fetch(path), path: path)
        continue
      }
      for file in try await files(of: path) {
        let bytes = file == "-" ? await standardInput() : try await environment.files.read(file)
        manifests += try Self.manifests(bytes, path: file == "-" ? "STDIN" : file)
      }
    }
    if manifests.isEmpty { throw CommandFailure("no objects passed to \(paths.isEmpty ? "the command" : paths.joined(separator: ","))") }
    return manifests
  }

  private func standardInput() async -> [UInt8] {
    var bytes: [UInt8] = []
    for await chunk in environment.standardInput() { bytes += chunk }
    return bytes
  }

  private func files(of path: String) async throws -> [String] {
    if path == "-" { return ["-"] }
    switch await environment.files.kind(path) {
    case nil: throw CommandFailure("the path \"\(path)\" does not exist")
    case .file: return [path]
    case .directory:
      let files = try await walk(path, isTop: true)
      if files.isEmpty {
        throw CommandFailure("error reading [\(path)]: recognized file extensions are [.json .yaml .yml]")
      }
      return files
    }
  }

  private func walk(_ directory: String, isTop: Bool) async throws -> [String] {
    guard isTop || isRecursive else { return [] }
    var files: [String] = []
    let base = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    for name in try await environment.files.list(directory) where name != ".git" {
      let path = base + "/" + name
      switch await environment.files.kind(path) {
      case .directory: files += try await walk(path, isTop: false)
      case .file where Self.extensions.contains(where: { name.hasSuffix($0) }): files.append(path)
      default: continue
      }
    }
    return files
  }

  /// The objects of one text; the items of a List are objects of their own.
  static func manifests(_ bytes: [UInt8], path: String) throws -> [Manifest] {
    let documents: [YAMLDocument]
    do {
      documents = try YAML.documents(bytes)
    } catch {
      throw CommandFailure("error parsing \(path): error converting YAML to JSON: yaml: line \(error.line): \(error.message)")
    }
    var manifests: [Manifest] = []
    for document in documents where !document.value.isNull {
      let line = document.start.line
      guard document.value.object != nil else {
        throw CommandFailure("error validating \"\(path)\": line \(line): expected an object, found a \(document.value.typeName)")
      }
      if document.value.kind.hasSuffix("List"), let items = document.value["items"]?.array {
        for (position, item) in items.enumerated() {
          let line = document.position(of: "items[\(position)]").line
          manifests.append(try checked(Manifest(object: item, source: nil, path: path, line: line)))
        }
      } else {
        manifests.append(
          try checked(Manifest(object: document.value, source: Array(bytes[document.range]), path: path, line: line, document: document)))
      }
    }
    return manifests
  }

  private static func checked(_ manifest: Manifest) throws -> Manifest {
    let missing = [("apiVersion", manifest.object.apiVersion), ("kind", manifest.object.kind)].filter { $0.1.isEmpty }.map(\.0)
    guard missing.isEmpty else {
      throw CommandFailure(
        "error validating \"\(manifest.place)\": error validating data: "
          + (missing.count == 1 ? "\(missing[0]) not set" : "[apiVersion not set, kind not set]"))
    }
    return manifest
  }
}
