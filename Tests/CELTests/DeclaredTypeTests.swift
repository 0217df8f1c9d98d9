import APIMachinery
import CEL
import Testing

@Suite struct DeclaredTypeTests {
  static let port = DeclaredType.object("port", ["name": DeclaredType(.scalar(.string), sizeMax: 20), "port": DeclaredType(.scalar(.int))])
  static let spec = DeclaredType.object(
    "spec",
    [
      "name": DeclaredType(.scalar(.string), sizeMax: 10), "ratio": DeclaredType(.scalar(.double)),
      "since": DeclaredType(.scalar(.timestamp)),
      "timeout": DeclaredType(.scalar(.duration)),
      "tags": DeclaredType(.list(DeclaredType(.scalar(.string), sizeMax: 5), .set), sizeMax: 3),
      "ports": DeclaredType(.list(port, .map(keys: ["name"])), sizeMax: 4), "open": DeclaredType(.list(port, .atomic)),
    ])
  static let environment = Environment(variables: ["self": .declared(spec), "oldSelf": .declared(spec)])

  static func run(_ source: String, _ value: Value, old: Value = .null) throws -> Result<CELValue, EvaluationError> {
    try environment.compile(source).evaluate(["self": CELValue(value, as: spec), "oldSelf": CELValue(old, as: spec)]).result
  }

  @Test func `fields that the schema doesn't have are errors before a run`() {
    let error = #expect(throws: CompileError.self) { try Self.environment.compile("self.nam == 'a'") }
    #expect(error?.issues.map(\.message) == ["undefined field 'nam'"])
    #expect(throws: CompileError.self) { try Self.environment.compile("self.ports[0].nope == 1") }
    #expect(throws: CompileError.self) { try Self.environment.compile("self.name == 1") }
  }

  @Test(arguments: [
    "self.ratio == 2.0", "self.since < timestamp('2030-01-01T00:00:00Z')", "self.timeout == duration('90s')", "self.tags == ['b', 'a']",
    "self.ports.all(p, p.port > 0)", "self.ports + self.ports == self.ports", "!has(self.open)", "self.ports.exists(p, p.name == 'http')",
  ])
  func `values are what the schema says`(source: String) throws {
    let value: Value = [
      "name": "a", "ratio": 2, "since": "2024-01-01T00:00:00Z", "timeout": "1m30s", "tags": ["a", "b"],
      "ports": [["name": "http", "port": 80]],
    ]
    #expect(try Self.run(source, value) == .success(.bool(true)))
  }

  @Test func `the estimate grows with what the schema allows`() throws {
    func estimate(_ source: String) throws -> UInt64 {
      var estimator = CostEstimator(try Self.environment.compile(source))
      return estimator.estimate()
    }
    let small = try estimate("self.ports.all(p, p.name.startsWith('a'))")
    let large = try estimate("self.open.all(p, self.open.all(q, p.name != q.name))")
    #expect(small < 100)
    #expect(large > 10_000_000)
    #expect(try estimate("self.ports.all(p, self.ports.exists_one(q, p.name == q.name))") < 1_000)
  }

  @Test func `a run that costs more than its budget ends`() throws {
    let program = try Environment().compile("lists.range(1000).all(x, lists.range(1000).all(y, x + y >= 0))")
    let outcome = program.evaluate([:])
    #expect(outcome.result == .failure(.costLimit))
    #expect(outcome.cost == Program.callCostMax)
    // Nothing passes over a budget that is spent.
    let guarded = try Environment().compile("true || lists.range(10).all(x, true)")
    #expect(guarded.evaluate([:], costLimit: 5).result == .success(.bool(true)))
    #expect(try Environment().compile("lists.range(10).all(x, true) || true").evaluate([:], costLimit: 5).result == .failure(.costLimit))
  }
}
