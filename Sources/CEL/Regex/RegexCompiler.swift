/// Lays a tree out as instructions (Thompson's construction).
struct RegexCompiler {
  let pattern: String
  private(set) var program: [RegexInstruction] = []

  init(pattern: String) { self.pattern = pattern }

  mutating func compile(_ node: RegexNode, groupCount: Int) throws(LinearRegex.SyntaxError) {
    program.append(.save(0))
    try emit(node)
    program.append(.save(1))
    program.append(.match)
  }

  private mutating func append(_ instruction: RegexInstruction) throws(LinearRegex.SyntaxError) {
    guard program.count < LinearRegex.instructionsMax else {
      throw LinearRegex.SyntaxError(problem: "expression too large", fragment: String(pattern.prefix(64)))
    }
    program.append(instruction)
  }

  private mutating func emit(_ node: RegexNode) throws(LinearRegex.SyntaxError) {
    switch node {
    case .empty: break
    case .scalars(let set): try append(.scalars(set))
    case .any: try append(.any)
    case .anyButNewline: try append(.anyButNewline)
    case .assert(let assertion): try append(.assert(assertion))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .alternatives(let nodes): try emit(alternatives: nodes)
    case .group(let node, let index):
      try append(.save(2 * index))
      try emit(node)
      try append(.save(2 * index + 1))
    case .repetition(let node, let min, let max, let isGreedy): try emit(node, min, max, isGreedy)
    }
  }

  private mutating func emit(alternatives nodes: [RegexNode]) throws(LinearRegex.SyntaxError) {
    var jumps: [Int] = []
    for (position, node) in nodes.enumerated() {
      guard position < nodes.count - 1 else { try emit(node); break }
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(node)
      jumps.append(program.count)
      try append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    for jump in jumps { program[jump] = .jump(program.count) }
  }

  private mutating func emit(_ node: RegexNode, _ min: Int, _ max: Int?, _ isGreedy: Bool) throws(LinearRegex.SyntaxError) {
    for _ in 0..<min { try emit(node) }
    guard let max else {
      let split = program.count
      try append(.split(0, 0))
      try emit(node)
      try append(.jump(split))
      program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1)
      return
    }
    var splits: [Int] = []
    for _ in min..<Swift.max(min, max) {
      splits.append(program.count)
      try append(.split(0, 0))
      try emit(node)
    }
    for split in splits { program[split] = isGreedy ? .split(split + 1, program.count) : .split(program.count, split + 1) }
  }
}
