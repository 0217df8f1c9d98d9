extension Checker {
  mutating func call(_ name: String, _ arguments: [Expression], isMember: Bool, at offset: Int) -> CELType {
    // `math.greatest(…)`: a function in a namespace looks like a member call.
    if isMember, let first = arguments.first, let function = environment.namespacedFunction(first, name) {
      return resolve(function, Array(arguments.dropFirst()), isMember: false, at: offset)
    }
    switch name {
    case "_?_:_": return conditional(arguments, at: offset)
    case "_&&_", "_||_": return logical(name, arguments)
    case "_==_", "_!=_": return equality(name, arguments, at: offset)
    case "_[_]", "_[?_]": return index(arguments, isOptional: name == "_[?_]", at: offset)
    default: return resolve(name, arguments, isMember: isMember, at: offset)
    }
  }

  private mutating func conditional(_ arguments: [Expression], at offset: Int) -> CELType {
    let types = arguments.map { check($0) }
    guard types.count == 3 else { return .dyn }
    if types[0].plain != .bool, types[0].plain != .dyn {
      report(Self.noOverload("_?_:_", types, isMember: false), at: offset)
      return .dyn
    }
    if let joined = TypeMatching.joined(types[1], types[2]) { return joined }
    report(Self.noOverload("_?_:_", types, isMember: false), at: offset)
    return .dyn
  }

  private mutating func logical(_ name: String, _ arguments: [Expression]) -> CELType {
    for argument in arguments {
      let type = check(argument)
      if type.plain != .bool, type.plain != .dyn { report(Self.noOverload(name, [.bool, type], isMember: false), at: argument.offset) }
    }
    return .bool
  }

  private mutating func equality(_ name: String, _ arguments: [Expression], at offset: Int) -> CELType {
    let types = arguments.map { check($0) }
    var matching = TypeMatching()
    if types.count == 2, !(matching.matches(.parameter("A"), types[0]) && matching.matches(.parameter("A"), types[1])) {
      report(Self.noOverload(name, types, isMember: false), at: offset)
    }
    return .bool
  }

  private mutating func index(_ arguments: [Expression], isOptional: Bool, at offset: Int) -> CELType {
    let types = arguments.map { check($0) }
    guard types.count == 2 else { return .dyn }
    var container = types[0].plain
    var isOptional = isOptional
    if case .optional(let inner) = container { (container, isOptional) = (inner.plain, true) }
    let result: CELType?
    switch container {
    case .dyn: result = .dyn
    case .list(let element): result = TypeMatching.isAssignable(.int, types[1]) ? element : nil
    case .map(let key, let value): result = TypeMatching.isAssignable(key, types[1]) ? value : nil
    default: result = nil
    }
    guard let result else {
      report(Self.noOverload("_[_]", types, isMember: false), at: offset)
      return .dyn
    }
    return isOptional ? Self.optional(result) : result
  }

  private mutating func resolve(_ name: String, _ arguments: [Expression], isMember: Bool, at offset: Int) -> CELType {
    let allowedBefore = allowsMixedLiterals
    allowsMixedLiterals = allowedBefore || (isMember && name == "format")
    let types = arguments.map { check($0) }
    allowsMixedLiterals = allowedBefore
    let known = environment.functions[name]?.signatures ?? []
    guard !known.isEmpty else {
      report("undeclared reference to '\(name)' (in container '')", at: offset)
      return .dyn
    }
    var results: [CELType] = []
    for signature in known where signature.isMember == isMember && signature.parameters.count == types.count {
      var matching = TypeMatching()
      guard zip(signature.parameters, types).allSatisfy({ matching.matches($0, $1) }) else { continue }
      results.append(matching.resolved(signature.result))
    }
    guard let first = results.first else {
      report(Self.noOverload(name, types, isMember: isMember), at: offset)
      return .dyn
    }
    return results.allSatisfy { $0 == first } ? first : .dyn
  }

  static func noOverload(_ name: String, _ types: [CELType], isMember: Bool) -> String {
    let list = types.map(\.description)
    let applied =
      isMember ? "\(list.first ?? "").(" + list.dropFirst().joined(separator: ", ") + ")" : "(" + list.joined(separator: ", ") + ")"
    return "found no matching overload for '\(name)' applied to '\(applied)'"
  }
}
