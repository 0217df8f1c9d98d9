/// What an expression may name: variables with their types, message types, and the functions of its libraries.
public struct Environment: Sendable {
  /// A dotted name is one variable: `variables.replicas`.
  public var variables: [String: CELType]
  /// Types that an expression may build: `JSONPatch{op: "add"}`.
  public var messages: [String: DeclaredType] = [:]
  /// The name of a message type whose fields may be anything, as those of the types named `ROOT.field` after them; nil for none.
  public var openMessageRoot: String?
  private(set) var functions: [String: CELFunction]

  /// The language's own functions and Kubernetes' libraries, except the authorizer's.
  public init(variables: [String: CELType] = [:]) {
    self.variables = variables
    functions = Self.base
  }

  public mutating func add(_ library: [String: CELFunction]) { functions.merge(library) { $0.adding($1) } }

  private static let base: [String: CELFunction] = {
    var functions: [String: CELFunction] = [:]
    for library in [
      StandardLibrary.operators, StandardLibrary.functions, StandardLibrary.conversions, TimeLibrary.functions, StringLibrary.functions,
      ListLibrary.functions, SetLibrary.functions, MathLibrary.functions, OptionalLibrary.functions, RegexLibrary.functions,
      QuantityLibrary.functions, URLLibrary.functions, IPLibrary.functions, CIDRLibrary.functions, FormatLibrary.functions,
      SemverLibrary.functions,
    ] {
      functions.merge(library) { $0.adding($1) }
    }
    return functions
  }()

  /// Parses, type-checks and prepares an expression. `result`: the type it must have.
  public func compile(_ source: String, result: CELType? = nil) throws(CompileError) -> Program {
    let expression = try Parser.parse(source)
    var checker = Checker(self, source: source)
    let type = checker.check(expression)
    guard checker.issues.isEmpty else { throw CompileError(checker.issues, source: source) }
    if let result, type.plain != .dyn, !TypeMatching.isAssignable(result, type) {
      throw CompileError([.init(message: "must evaluate to \(result)", line: 1, column: 1)], source: source)
    }
    return try Program(source: source, expression: expression, environment: self, resultType: type, types: checker.types)
  }

  func message(_ name: String) -> DeclaredType? {
    if let known = messages[name] { return known }
    guard let root = openMessageRoot, name == root || name.hasPrefix(root + ".") else { return nil }
    return .openMessage(name)
  }

  /// The function behind `math.greatest`, `optional.of` and the like.
  func namespacedFunction(_ target: Expression, _ name: String) -> String? {
    guard case .identifier(let namespace) = target.kind, variables[namespace] == nil else { return nil }
    let full = namespace + "." + name
    return functions[full] == nil ? nil : full
  }
}
