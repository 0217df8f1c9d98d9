/// What expressions that change objects build: `Object{spec: Object.spec{replicas: 3}}` and `JSONPatch{op: "remove", path: "/spec"}`
/// (kubernetes.io, "Mutating Admission Policy").
public enum MutationLibrary {
  /// Of an apply configuration.
  public static let objectType = CELType.declared(.openMessage(root))
  /// Of a JSON patch.
  public static let patchType = CELType.list(.declared(operation))

  private static let root = "Object"
  private static let operation: DeclaredType = {
    let text = DeclaredType(.scalar(.string))
    return .object("JSONPatch", ["op": text, "path": text, "from": text, "value": .dyn])
  }()

  private static let functions: [String: CELFunction] = [
    // RFC 6901 section 3.
    "jsonpatch.escapeKey": CELFunction([.global(.string, to: .string)]) { arguments throws(EvaluationError) in
      var result = ""
      for character in try arguments.string(0) {
        switch character {
        case "~": result += "~0"
        case "/": result += "~1"
        default: result.append(character)
        }
      }
      return .string(result)
    }
  ]

  public static func add(to environment: inout Environment) {
    environment.messages["JSONPatch"] = operation
    environment.openMessageRoot = root
    environment.add(functions)
  }

  /// What is wrong with the types named in a value: each must be that of the field that the value stands in. nil: nothing.
  public static func misnaming(in value: CELValue) -> String? { misnaming(in: value, at: root) }

  private static func misnaming(in value: CELValue, at path: String) -> String? {
    switch value {
    case .map(let map):
      if let name = map.messageName, name != path {
        return "unexpected type name \"\(name)\", expected \"\(path)\", which matches field name path from root Object type"
      }
      // Only below what is named are there names to compare with.
      guard map.messageName != nil else { return nil }
      for position in 0..<map.count {
        guard case .string(let key) = map.key(at: position) else { continue }
        if let problem = misnaming(in: map.value(at: position), at: path + "." + key) { return problem }
      }
      return nil
    case .list(let list):
      for index in 0..<list.count { if let problem = misnaming(in: list[index], at: path) { return problem } }
      return nil
    case .optional(let inner?): return misnaming(in: inner, at: path)
    default: return nil
    }
  }
}
