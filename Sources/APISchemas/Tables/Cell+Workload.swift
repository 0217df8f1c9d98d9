import APIMachinery
import Basics

extension Cell {
  /// The wide cells of a workload: container names, images, selector.
  static func workload(_ object: Value) -> [Value] {
    containers(object[path: "spec", "template", "spec"]) + [selector(object["spec"]?["selector"])]
  }

  /// The names and the images of a pod specification's containers.
  static func containers(_ spec: Value?) -> [Value] {
    let containers = spec?.list("containers") ?? []
    return ["name", "image"].map { key in .string(containers.map { $0.text(key) }.joined(separator: ",")) }
  }

  /// A label selector in the text form of queries: `a=b,c in (d,e),!f`.
  static func selector(_ selector: Value?) -> Value {
    guard let selector else { return none }
    var terms = (selector["matchLabels"]?.stringMap ?? [:]).map { (key: $0.key, text: "\($0.key)=\($0.value)") }
    for requirement in selector.list("matchExpressions") {
      let key = requirement.text("key")
      let values = "(" + requirement.list("values").compactMap(\.string).sorted().joined(separator: ",") + ")"
      switch requirement.text("operator") {
      case "In": terms.append((key, "\(key) in \(values)"))
      case "NotIn": terms.append((key, "\(key) notin \(values)"))
      case "Exists": terms.append((key, key))
      case "DoesNotExist": terms.append((key, "!\(key)"))
      default: terms.append((key, "<error>"))
      }
    }
    return terms.isEmpty ? none : .string(terms.sorted { $0.key < $1.key }.map(\.text).joined(separator: ","))
  }
}
