import APIMachinery

/// One rendering of a template.
struct GoTemplateRun {
  private(set) var output = ""
  private var variables: [(name: String, value: Value)]

  init(root: Value) { variables = [("", root)] }

  enum Flow { case on, leave, again }

  mutating func render(_ nodes: [GoTemplate.Node], dot: Value) throws(CommandFailure) -> Flow {
    let scope = variables.count
    defer { variables.removeSubrange(scope...) }
    for node in nodes {
      switch node {
      case .text(let text): output += text
      case .action(let pipeline):
        let value = try evaluate(pipeline, dot)
        if pipeline.variables.isEmpty { output += GoTemplateFunctions.text(value) }
      case .leave(let isContinue): return isContinue ? .again : .leave
      case .branch(let condition, let then, let otherwise):
        let mark = variables.count
        defer { variables.removeSubrange(mark...) }
        let holds = GoTemplateFunctions.isTrue(try evaluate(condition, dot))
        let flow = try render(holds ? then : otherwise, dot: dot)
        if flow != .on { return flow }
      case .with(let condition, let then, let otherwise):
        let mark = variables.count
        defer { variables.removeSubrange(mark...) }
        let value = try evaluate(condition, dot)
        let holds = GoTemplateFunctions.isTrue(value)
        let flow = try render(holds ? then : otherwise, dot: holds ? value ?? .null : dot)
        if flow != .on { return flow }
      case .range(let pipeline, let body, let otherwise):
        let flow = try range(pipeline, body, otherwise, dot)
        if flow != .on { return flow }
      }
    }
    return .on
  }

  private mutating func range(
    _ pipeline: GoTemplate.Pipeline, _ body: [GoTemplate.Node], _ otherwise: [GoTemplate.Node], _ dot: Value
  ) throws(CommandFailure) -> Flow {
    var bare = pipeline
    bare.variables = []
    let entries: [(key: Value, value: Value)]
    switch try evaluate(bare, dot) {
    case .array(let elements)?: entries = elements.enumerated().map { (.int(Int64($0.offset)), $0.element) }
    case .object(let object)?: entries = object.sortedByKey().map { (.string($0.key), $0.value) }
    case nil, .null?: entries = []
    case .int(let count)?: entries = (0..<max(0, min(count, 1_000_000))).map { (.int($0), .int($0)) }
    case let other?: throw GoTemplateFunctions.failure("range can't iterate over \(GoTemplateFunctions.text(other))")
    }
    if entries.isEmpty { return try render(otherwise, dot: dot) }
    for entry in entries {
      let mark = variables.count
      defer { variables.removeSubrange(mark...) }
      if pipeline.variables.count == 2 { variables.append((pipeline.variables[0], entry.key)) }
      if let last = pipeline.variables.last { variables.append((last, entry.value)) }
      if try render(body, dot: entry.value) == .leave { break }
    }
    return .on
  }

  /// nil: a field that isn't there.
  private mutating func evaluate(_ pipeline: GoTemplate.Pipeline, _ dot: Value) throws(CommandFailure) -> Value? {
    var result: Value?
    for (position, command) in pipeline.commands.enumerated() {
      result = try run(command, dot, piped: position > 0 ? .some(result) : nil)
    }
    guard let name = pipeline.variables.last else { return result }
    if pipeline.isAssignment {
      guard let position = variables.lastIndex(where: { $0.name == name }) else {
        throw GoTemplateFunctions.failure("undefined variable \"$\(name)\"")
      }
      variables[position].value = result ?? .null
    } else {
      variables.append((name, result ?? .null))
    }
    return result
  }

  private mutating func run(
    _ command: [GoTemplate.Operand], _ dot: Value, piped: Value??
  ) throws(CommandFailure) -> Value? {
    guard case .function(let name)? = command.first else {
      if command.count > 1 || piped != nil { throw GoTemplateFunctions.failure("can't give argument to non-function") }
      return try value(command[0], dot)
    }
    var arguments: [Value?] = []
    for operand in command.dropFirst() {
      let next = try value(operand, dot)
      arguments.append(next)
      // and, or stop where the answer is known (text/template: "evaluates the arguments in order and stops").
      if name == "and" && !GoTemplateFunctions.isTrue(next) || name == "or" && GoTemplateFunctions.isTrue(next) { return next }
    }
    if let piped { arguments.append(piped) }
    return try GoTemplateFunctions.call(name, arguments)
  }

  private mutating func value(_ operand: GoTemplate.Operand, _ dot: Value) throws(CommandFailure) -> Value? {
    switch operand {
    case .literal(let value): return value
    case .field(let names): return try Self.walk(dot, names)
    case .variable(let name, let names):
      guard let found = variables.last(where: { $0.name == name }) else {
        throw GoTemplateFunctions.failure("undefined variable \"$\(name)\"")
      }
      return try Self.walk(found.value, names)
    case .group(let pipeline, let names): return try Self.walk(try evaluate(pipeline, dot), names)
    case .function: return try run([operand], dot, piped: nil)
    }
  }

  private static func walk(_ value: Value?, _ names: [String]) throws(CommandFailure) -> Value? {
    var current = value
    for name in names {
      switch current {
      case .object(let object)?: current = object[name]
      case nil, .null?: return nil
      case let other?: throw GoTemplateFunctions.failure("can't evaluate field \(name) in a \(other.typeName)")
      }
    }
    return current
  }
}
