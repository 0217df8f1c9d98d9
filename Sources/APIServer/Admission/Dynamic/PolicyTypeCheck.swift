import APIMachinery
import APISchemas
import CEL

/// Checks a ValidatingAdmissionPolicy's expressions against the types of the kinds that it is about, for its status: a warning, never
/// a reason to refuse (kubernetes.io, "Validating Admission Policy": type checking).
struct PolicyTypeCheck {
  static let kind = "ValidatingAdmissionPolicy"
  /// Kinds that are looked at, of each rule.
  static let kindsMax = 10

  private let api: ServedAPI

  init(_ api: ServedAPI) { self.api = api }

  /// The policy with the status of its generation; as it is when it has that already.
  func updated(_ policy: Value) -> Value {
    let generation = Value.int(policy.generation)
    guard policy[path: "status", "observedGeneration"] != generation || policy[path: "status", "typeChecking"] == nil else { return policy }
    var result = policy
    let warnings = warnings(policy["spec"] ?? [:])
    result[path: "status", "observedGeneration"] = generation
    result[path: "status", "typeChecking"] = warnings.isEmpty ? [:] : ["expressionWarnings": .array(warnings)]
    return result
  }

  private func warnings(_ spec: Value) -> [Value] {
    let kinds = kinds(spec).compactMap { kind in api.declaredType(of: kind).map { (kind, $0) } }
    let params = spec["paramKind"].flatMap { kind in
      GroupVersion(kind["apiVersion"]?.string ?? "").flatMap { api.declaredType(of: $0.kind(kind["kind"]?.string ?? "")) }
    }
    let environments = kinds.map { kind, type in
      (kind, AdmissionPolicy.variables(spec, hasParams: params != nil, isMutating: false, object: type, params: params).1)
    }
    var warnings: [Value] = []
    for (position, validation) in (spec["validations"]?.array ?? []).enumerated() {
      for key in ["expression", "messageExpression"] {
        guard let source = validation[key]?.string, !source.isEmpty else { continue }
        let problems = environments.compactMap { kind, environment -> String? in
          do throws(CompileError) {
            _ = try environment.compile(source)
            return nil
          } catch {
            return "\(kind.groupVersion), Kind=\(kind.kind): \(error)\n"
          }
        }
        guard !problems.isEmpty else { continue }
        warnings.append(["fieldRef": .string("spec.validations[\(position)].\(key)"), "warning": .string(problems.joined(separator: "\n"))])
      }
    }
    return warnings
  }

  /// Those that the rules name; a rule with a wildcard names none.
  private func kinds(_ spec: Value) -> [GroupVersionKind] {
    var found: Set<GroupVersionKind> = []
    for rule in spec[path: "matchConstraints", "resourceRules"]?.array ?? [] {
      func texts(_ key: String) -> [String] { (rule[key]?.array ?? []).compactMap(\.string).sorted() }
      let (groups, versions) = (texts("apiGroups"), texts("apiVersions"))
      guard !(groups + versions).contains(where: { $0.contains("*") }) else { continue }
      let resources = texts("resources").filter { !$0.contains("*") && !$0.contains("/") }
      let named = groups.flatMap { group in
        versions.flatMap { version in
          resources.compactMap { api.scheme.resource(GroupVersionResource(group: group, version: version, resource: $0))?.gvk }
        }
      }
      found.formUnion(named.prefix(Self.kindsMax))
    }
    return found.sorted { ($0.group, $0.version, $0.kind) < ($1.group, $1.version, $1.kind) }
  }
}

extension ServedAPI {
  /// What objects of a kind are to expressions that are checked; nil for unknown kinds.
  func declaredType(of kind: GroupVersionKind) -> DeclaredType? {
    if let custom = custom[kind] { return custom.declaredType(kind.kind) }
    return scheme.typeName(of: kind).flatMap { DeclaredType.of(.named($0), scheme.types) }
  }
}

extension DeclaredType {
  /// A type of the schema source; structures are looked up when they are needed.
  static func of(_ type: TypeExpression, _ types: TypeTable) -> DeclaredType {
    switch type {
    case .string, .quantity: DeclaredType(.scalar(.string))
    case .boolean: DeclaredType(.scalar(.bool))
    case .int32, .int64: DeclaredType(.scalar(.int))
    case .number: DeclaredType(.scalar(.double))
    case .time, .microTime: DeclaredType(.scalar(.timestamp))
    case .bytes: DeclaredType(.scalar(.bytes))
    case .intOrString, .any, .anyObject: .dyn
    case .map(let element, _): DeclaredType(.map(of(element, types)))
    case .list(let element, _): DeclaredType(.list(of(element, types), .atomic))
    case .named(let name):
      if let structure = types.type(name), !structure.isUnion {
        DeclaredType(.object { field in structure.field(field).map { Field(field, of($0.type, types)) } }, name: name)
      } else {
        .dyn
      }
    }
  }
}
