import APIMachinery
import CEL

/// One expression of a policy or webhook, compiled; or what is wrong with it, which counts when it is to be evaluated.
struct AdmissionExpression: Sendable {
  let source: String
  let program: Result<Program, Problem>

  /// What is wrong with an expression, as clients are told.
  struct Problem: Error { var message: String }

  /// `results`: the types one of which it must have; empty for any.
  init(_ source: String, _ environment: Environment, results: [CELType] = []) {
    self.source = source
    do throws(CompileError) {
      let compiled = try environment.compile(source)
      let type = compiled.resultType
      let fits = results.isEmpty || results.contains { $0.accepts(type) }
      program = fits ? .success(compiled) : .failure(Problem(message: Self.wrongResult(results)))
    } catch {
      program = .failure(Problem(message: "compilation failed: \(error)"))
    }
  }

  init(_ source: String, _ environment: Environment, result: CELType) { self.init(source, environment, results: [result]) }

  private static func wrongResult(_ results: [CELType]) -> String {
    guard results.count > 1 else { return "must evaluate to \(results[0])" }
    return "must evaluate to one of [\(results.map(\.description).joined(separator: " "))]"
  }

  var resultType: CELType { (try? program.get())?.resultType ?? .dyn }

  /// Why an expression has no result.
  struct Failure: Error {
    var message: String
  }

  /// Runs it; what it costs is taken from the budget.
  func evaluate(
    _ bindings: [String: CELValue], budget: inout UInt64, lookup: Program.VariableLookup? = nil
  ) throws(Failure) -> CELValue {
    let program: Program
    switch self.program {
    case .failure(let problem): throw Failure(message: "compilation error: \(problem.message)")
    case .success(let compiled): program = compiled
    }
    guard budget > 0 else {
      throw Failure(message: "validation failed due to running out of cost budget, no further validation rules will be run")
    }
    let outcome = program.evaluate(bindings, costLimit: min(Program.callCostMax, budget), lookup: lookup)
    budget -= min(budget, outcome.cost)
    switch outcome.result {
    case .success(let value): return value
    case .failure(let error) where error.isCostLimit && budget == 0:
      throw Failure(message: "validation failed due to running out of cost budget, no further validation rules will be run")
    case .failure(let error): throw Failure(message: "expression '\(source)' resulted in error: \(error)")
    }
  }
}

/// The conditions under which a webhook or policy is asked at all.
struct MatchConditions: Sendable {
  private let conditions: [(name: String, expression: AdmissionExpression)]

  init(_ source: Value?, _ environment: Environment) {
    conditions = (source?.array ?? []).map { condition in
      (condition["name"]?.string ?? "", AdmissionExpression(condition["expression"]?.string ?? "", environment, result: .bool))
    }
  }

  var isEmpty: Bool { conditions.isEmpty }

  enum Verdict {
    case matches
    case doesNotMatch
    case failed(String)
  }

  /// One that is false decides, whatever goes wrong with the others.
  func evaluate(_ bindings: [String: CELValue]) -> Verdict {
    var budget = AdmissionExpressions.matchConditionsCostMax
    var problems: [String] = []
    for condition in conditions {
      do throws(AdmissionExpression.Failure) {
        if case .bool(false) = try condition.expression.evaluate(bindings, budget: &budget) { return .doesNotMatch }
      } catch {
        problems.append(error.message)
      }
    }
    return problems.isEmpty ? .matches : .failed(problems.count == 1 ? problems[0] : "[" + problems.joined(separator: ", ") + "]")
  }
}
