import APIMachinery
import CEL

/// Which requests a webhook is asked about: all of its conditions must hold (kubernetes.io, "Authorization Configuration":
/// matchConditions, over `request`, the spec of a SubjectAccessReview).
public struct MatchConditions: Sendable {
  enum Verdict: Hashable { case matches, differs, failed(String) }

  private let programs: [Program]
  /// As of here a request's spec costs at most, all conditions together.
  private static let costMax: UInt64 = 1_000_000

  public init() { programs = [] }

  /// Throws at the first expression that doesn't compile to a boolean, with its index.
  public init(_ expressions: [String]) throws(MatchConditionError) {
    var programs: [Program] = []
    let environment = Environment(variables: ["request": .declared(Self.request)])
    for (index, expression) in expressions.enumerated() {
      do throws(CompileError) { programs.append(try environment.compile(expression, result: .bool)) } catch {
        throw MatchConditionError(index: index, problem: error.description)
      }
    }
    self.programs = programs
  }

  public var isEmpty: Bool { programs.isEmpty }

  /// One that is false decides, whatever else failed.
  func verdict(_ attributes: AuthorizationAttributes) -> Verdict {
    guard !programs.isEmpty else { return .matches }
    let request = CELValue(Self.subject(attributes), as: Self.request)
    var problems: [String] = []
    for program in programs {
      switch program.evaluate(["request": request], costLimit: Self.costMax).result {
      case .success(let value):
        guard let holds = value.bool else { problems.append("cel evaluation error: expression '\(program.source)' is not a boolean"); continue }
        if !holds { return .differs }
      case .failure(let error): problems.append("cel evaluation error: expression '\(program.source)' resulted in error: \(error.description)")
      }
    }
    return problems.isEmpty ? .matches : .failed(problems.joined(separator: "; "))
  }

  /// With the fields that expressions may always name.
  private static func subject(_ attributes: AuthorizationAttributes) -> Value {
    var spec = AccessReviewForm.v1.spec(attributes)
    for field in ["user", "uid"] where spec[field] == nil { spec[field] = "" }
    if spec["groups"] == nil { spec["groups"] = [] }
    return spec
  }

  private static let text = DeclaredType(.scalar(.string))
  private static let texts = DeclaredType(.list(text, .atomic))
  private static let requirement = DeclaredType.object("kubernetes.SelectorRequirement", ["key": text, "operator": text, "values": texts])
  private static let selector = DeclaredType.object(
    "kubernetes.SelectorAttributes", ["rawSelector": text, "requirements": DeclaredType(.list(requirement, .atomic))])
  private static let request = DeclaredType.object(
    "kubernetes.SubjectAccessReviewSpec",
    [
      "resourceAttributes": .object(
        "kubernetes.ResourceAttributes",
        [
          "namespace": text, "verb": text, "group": text, "version": text, "resource": text, "subresource": text, "name": text,
          "fieldSelector": selector, "labelSelector": selector,
        ]),
      "nonResourceAttributes": .object("kubernetes.NonResourceAttributes", ["path": text, "verb": text]),
      "user": text, "groups": texts, "extra": DeclaredType(.map(texts)), "uid": text,
    ])
}

public struct MatchConditionError: Error, Hashable, Sendable {
  public var index: Int
  public var problem: String
}
