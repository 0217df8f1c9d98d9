import APIMachinery

/// One rendering of a template.
struct GoTemplateRun {
  private(set) var output = ""
  private var variables: [(name: String, value: Value)]
  private let named: [String: [GoTemplate.Node]]
  private let allowsMissingKeys: Bool
  private var callDepth = 0
  /// Go's limit is 100,000; this one keeps the stack.
  private static let callDepthMax = 100

  init(root: Value, named: [String: [GoTemplate.Node]], allowsMissingKeys: Bool) {
    (variables, self.named, self.allowsMissingKeys) = ([("", root)], named, allowsMissingKeys)
  }

  enum Flow { case on, leave, again }

  mutating func render(_ nodes: [GoTemplate.Node], dot: Value) throws(CommandFailure) -> Flow {
    let scope = variables.count
    defer { variables.removeSubrange(scope...) }
    for node in nodes {
      let flow = try render(node, dot)
      if flow != .on { return flow }
    }
    return .on
  }

  private mutating func render(_ node: GoTemplate.Node, _ dot: Value) throws(CommandFailure) -> Flow {
    switch node {
    case .text(let text): output += text
    case .action(let pipeline):
      if case .literal(.null)? = pipeline.commands.first?.first, pipeline.commands.count == 1 { throw CommandFailure("nil is not a command") }
      let value = try evaluate(pipeline, dot)
      if pipeline.variables.isEmpty { output += value.map { $0.isNull ? "<no value>" : GoText.text($0) } ?? "<no value>" }
    case .leave(let isContinue): return isContinue ? .again : .leave
    case .branch(let condition, let then, let otherwise):
      let mark = variables.count
      defer { variables.removeSubrange(mark...) }
      let holds = GoTemplateFunctions.isTrue(try evaluate(condition, dot))
      return try render(holds ? then : otherwise, dot: dot)
    case .with(let condition, let then, let otherwise):
      let mark = variables.count
      defer { variables.removeSubrange(mark...) }
      let value = try evaluate(condition, dot)
      let holds = GoTemplateFunctions.isTrue(value)
      return try render(holds ? then : otherwise, dot: holds ? value ?? .null : dot)
    case .range(let pipeline, let body, let otherwise): return try range(pipeline, body, otherwise, dot)
    case .call(let name, let pipeline): try call(name, pipeline, dot)
    }
    return .on
  }

  /// Another template sees its dot, and no variables but `$`.
  private mutating func call(_ name: String, _ pipeline: GoTemplate.Pipeline?, _ dot: Value) throws(CommandFailure) {
    guard let nodes = named[name] else { throw CommandFailure("template \"\(name)\" not defined") }
    var value: Value?
    if let pipeline { value = try evaluate(pipeline, dot) }
    guard callDepth < Self.callDepthMax else { throw CommandFailure("exceeded maximum template depth (\(Self.callDepthMax))") }
    let outer = variables
    variables = [("", value ?? .null)]
    callDepth += 1
    defer {
      variables = outer
      callDepth -= 1
    }
    _ = try render(nodes, dot: value ?? .null)
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
    case let other?: throw CommandFailure("range can't iterate over \(GoText.text(other))")
    }
    if entries.isEmpty { return try render(otherwise, dot: dot) }
    for entry in entries {
      let mark = variables.count
      defer { variables.removeSubrange(mark...) }
      if pipeline.isAssignment {
        for (name, value) in zip(pipeline.variables.reversed(), [entry.value, entry.key]) { try assign(name, value) }
      } else {
        if pipeline.variables.count == 2 { variables.append((pipeline.variables[0], entry.key)) }
        if let last = pipeline.variables.last { variables.append((last, entry.value)) }
      }
      if try render(body, dot: entry.value) == .leave { break }
    }
    return .on
  }

  private mutating func assign(_ name: String, _ value: Value) throws(CommandFailure) {
    guard let position = variables.lastIndex(where: { $0.name == name }) else { throw CommandFailure("undefined variable \"$\(name)\"") }
    variables[position].value = value
  }

  /// nil: a field that isn't there.
  private mutating func evaluate(_ pipeline: GoTemplate.Pipeline, _ dot: Value) throws(CommandFailure) -> Value? {
    var result: Value?
    for (position, command) in pipeline.commands.enumerated() {
      result = try run(command, dot, piped: position > 0 ? .some(result) : nil)
    }
    guard let name = pipeline.variables.last else { return result }
    if pipeline.isAssignment { try assign(name, result ?? .null) } else { variables.append((name, result ?? .null)) }
    return result
  }

  private mutating func run(
    _ command: [GoTemplate.Operand], _ dot: Value, piped: Value??
  ) throws(CommandFailure) -> Value? {
    guard case .function(let name)? = command.first else {
      if command.count > 1 || piped != nil { throw CommandFailure("can't give argument to non-function") }
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
    case .field(let names): return try walk(dot, names)
    case .variable(let name, let names):
      guard let found = variables.last(where: { $0.name == name }) else { throw CommandFailure("undefined variable \"$\(name)\"") }
      return try walk(found.value, names)
    case .group(let pipeline, let names): return try walk(try evaluate(pipeline, dot), names)
    case .function: return try run([operand], dot, piped: nil)
    }
  }

  private func walk(_ value: Value?, _ names: [String]) throws(CommandFailure) -> Value? {
    var current = value
    for name in names {
      switch current {
      case .object(let object)?:
        current = object[name]
        if current == nil, !allowsMissingKeys { throw CommandFailure("map has no entry for key \"\(name)\"") }
      case nil, .null?:
        if !allowsMissingKeys { throw CommandFailure("nil data; no entry for key \"\(name)\"") }
        return nil
      case .some: throw CommandFailure("can't evaluate field \(name) in type interface {}")
      }
    }
    return current
  }
}
