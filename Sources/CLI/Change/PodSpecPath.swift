import APIMachinery

/// Where a workload keeps the specification of its pods.
enum PodSpecPath {
  /// Throws for objects that have no pods.
  static func of(_ object: Value) throws(CommandFailure) -> [String] {
    switch object.kind {
    case "Pod": return ["spec"]
    case "CronJob": return ["spec", "jobTemplate", "spec", "template", "spec"]
    default:
      guard object[path: "spec", "template", "spec"] != nil else {
        throw CommandFailure("the object is not a pod or does not have a pod template: \(object.kind)")
      }
      return ["spec", "template", "spec"]
    }
  }

  /// The object with `change` made to each container whose name matches. Throws when none does.
  static func changingContainers(
    of object: Value, named pattern: String, initContainers: Bool = false, _ change: (inout Value) throws(CommandFailure) -> Void
  ) throws(CommandFailure) -> Value {
    let path = try of(object)
    var changed = object
    var found = false
    for list in initContainers ? ["containers", "initContainers"] : ["containers"] {
      guard var containers = object[path: path + [list]]?.array else { continue }
      for position in containers.indices where matches(containers[position].containerName, pattern) {
        try change(&containers[position])
        found = true
      }
      changed[path: path + [list]] = .array(containers)
    }
    guard found else { throw CommandFailure("unable to find container named \"\(pattern)\"") }
    return changed
  }

  /// `*` stands for any characters.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == pattern }
    guard name.hasPrefix(first), name.count >= first.count + last.count, name.hasSuffix(last) else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}

extension Value {
  /// The name of a container, volume or port, which have no metadata.
  var containerName: String { self["name"]?.string ?? "" }
}
