import APIMachinery
import APISchemas
import ArgumentParser

/// `--overrides` of generators: what is laid over the object that they make.
struct ObjectOverrides: ParsableArguments {
  @Option(help: ArgumentHelp("Laid over the generated object, as JSON.", valueName: "json")) var overrides: String?
  @Option(help: ArgumentHelp("How: as a merge patch, a strategic one, or the operations of a JSON patch.", valueName: "merge|strategic|json"))
  var overrideType: String = "merge"
  init() {}

  func applied(to object: Value) throws -> Value {
    guard let overrides else { return object }
    let patch: Value
    do { patch = try YAML.decode(overrides) } catch { throw CommandFailure("--overrides can't be read: \(error)") }
    switch overrideType {
    case "merge":
      guard patch.object != nil else { throw CommandFailure("--overrides is not a JSON object") }
      return MergePatch.apply(patch, to: object)
    case "strategic": return try PatchCommand.patched(object, .strategicMerge(patch))
    case "json": return try JSONPatch(patch).apply(to: object)
    default: throw CommandFailure("invalid override type: \(overrideType): it is merge, strategic or json")
    }
  }
}
