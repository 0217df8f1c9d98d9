/// How a field is named in expressions, where its own name can't be (kubernetes.io, "CustomResourceDefinitions": escaping).
enum FieldNameEscape {
  private static let reserved: Set<String> = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  /// nil for names that have no such form.
  static func escaped(_ name: String) -> String? {
    if reserved.contains(name) { return "__" + name + "__" }
    guard let first = name.unicodeScalars.first, isStart(first) else { return nil }
    var result = ""
    var rest = name.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "_" where rest.first == "_":
        rest.removeFirst()
        result += "__underscores__"
      case ".": result += "__dot__"
      case "-": result += "__dash__"
      case "/": result += "__slash__"
      default:
        guard isStart(scalar) || ("0"..."9").contains(scalar) else { return nil }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }
}
