import APIMachinery

/// What `wait --for` asks.
enum WaitCondition: Sendable, Equatable {
  case create
  case delete
  /// A condition of the status; compared without regard to case, as kubectl does.
  case condition(type: String, status: String)
  /// nil: the path has any value.
  case path(FieldExpression, value: String?)

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch parts[0].lowercased() {
    case "create" where parts.count == 1: self = .create
    case "delete" where parts.count == 1: self = .delete
    case "condition" where parts.count == 2 && !parts[1].isEmpty:
      let pair = parts[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      self = .condition(type: pair[0], status: pair.count == 2 ? pair[1] : "true")
    case "jsonpath" where parts.count == 2:
      self = try Self.path(parts[1])
    default: throw CommandFailure("unrecognized condition: \"\(text)\"")
    }
  }

  private static func path(_ text: String) throws -> WaitCondition {
    // The path may hold `==` in a filter: the value starts after the brace that closes the path.
    let end = text.lastIndex(of: "}").map { text.index(after: $0) } ?? text.firstIndex(of: "=") ?? text.endIndex
    let rest = text[end...]
    guard rest.isEmpty || rest.hasPrefix("=") && rest.count > 1 else {
      throw CommandFailure(
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'")
    }
    return .path(try FieldExpression(String(text[..<end])), value: rest.isEmpty ? nil : String(rest.dropFirst()).unquoted)
  }

  /// `object` nil: it doesn't exist.
  func isMet(by object: Value?) throws -> Bool {
    switch self {
    case .create: return object != nil
    case .delete: return object == nil
    case .condition(let type, let status):
      guard let object else { return false }
      let found = object[path: "status", "conditions"]?.array?.first { $0["type"]?.string?.lowercased() == type.lowercased() }
      // What a status says of an older generation is no answer about this one.
      if let observed = found?["observedGeneration"]?.int ?? object[path: "status", "observedGeneration"]?.int,
        observed < object.generation { return false }
      return found?["status"]?.string?.lowercased() == status.lowercased()
    case .path(let path, let value):
      guard let object else { return false }
      let found = path.values(in: object)
      guard let value else { return found.contains { !$0.isNull } }
      if found.count > 1 { throw CommandFailure("given jsonpath expression matches more than one value") }
      return found.first.map { FieldExpression.text($0) == value } ?? false
    }
  }
}

extension String {
  fileprivate var unquoted: String {
    for quote in ["\"", "'"] where count >= 2 && hasPrefix(quote) && hasSuffix(quote) { return String(dropFirst().dropLast()) }
    return self
  }
}
