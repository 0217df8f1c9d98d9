/// Runs all ways through the program side by side, one scalar at a time; of equal ones the preferred survives (Pike's VM).
struct PikeMachine {
  private let program: [RegexInstruction]
  private let text: [Unicode.Scalar]
  private var marks: [Int]
  private var generation = 0

  private struct Thread {
    var at: Int
    var slots: [Int]
  }

  init(_ program: [RegexInstruction], _ text: [Unicode.Scalar]) {
    (self.program, self.text) = (program, text)
    marks = Array(repeating: -1, count: program.count)
  }

  /// The leftmost match that begins at `start` or later; with `anyMatch` the first that is known, whatever its bounds.
  mutating func run(from start: Int, anyMatch: Bool) -> [Int]? {
    var threads: [Thread] = []
    var matched: [Int]?
    var position = start
    let slotCount = anyMatch ? 0 : 2 + 2 * program.reduce(0) { if case .save(let slot) = $1 { max($0, slot / 2) } else { $0 } }
    while position <= text.count {
      generation += 1
      // Threads carried over come first: what began earlier is preferred.
      var current: [Thread] = []
      for thread in threads { add(thread.at, thread.slots, position, to: &current) }
      if matched == nil { add(0, Array(repeating: -1, count: slotCount), position, to: &current) }
      threads.removeAll(keepingCapacity: true)
      let scalar: Unicode.Scalar? = position < text.count ? text[position] : nil
      for thread in current {
        if case .match = program[thread.at] {
          if anyMatch { return [] }
          matched = thread.slots
          break
        }
        if let scalar, accepts(program[thread.at], scalar) { threads.append(Thread(at: thread.at + 1, slots: thread.slots)) }
      }
      if threads.isEmpty, matched != nil { return matched }
      position += 1
    }
    return matched
  }

  private func accepts(_ instruction: RegexInstruction, _ scalar: Unicode.Scalar) -> Bool {
    switch instruction {
    case .scalars(let set): set.contains(scalar)
    case .any: true
    case .anyButNewline: scalar != "\n"
    default: false
    }
  }

  /// Follows the instructions that consume nothing, with a stack of its own: programs are longer than call stacks.
  private mutating func add(_ first: Int, _ slots: [Int], _ position: Int, to threads: inout [Thread]) {
    var pending = [Thread(at: first, slots: slots)]
    while var thread = pending.popLast() {
      guard marks[thread.at] != generation else { continue }
      marks[thread.at] = generation
      switch program[thread.at] {
      case .jump(let target): pending.append(Thread(at: target, slots: thread.slots))
      case .split(let preferred, let other):
        pending.append(Thread(at: other, slots: thread.slots))
        pending.append(Thread(at: preferred, slots: thread.slots))
      case .save(let slot):
        if slot < thread.slots.count { thread.slots[slot] = position }
        pending.append(Thread(at: thread.at + 1, slots: thread.slots))
      case .assert(let assertion):
        if holds(assertion, position) { pending.append(Thread(at: thread.at + 1, slots: thread.slots)) }
      default: threads.append(thread)
      }
    }
  }

  private func holds(_ assertion: RegexAssertion, _ position: Int) -> Bool {
    switch assertion {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .lineStart: position == 0 || text[position - 1] == "\n"
    case .lineEnd: position == text.count || text[position] == "\n"
    case .wordBoundary: isWord(position - 1) != isWord(position)
    case .notWordBoundary: isWord(position - 1) == isWord(position)
    }
  }

  private func isWord(_ position: Int) -> Bool {
    text.indices.contains(position) && ScalarSet.words.contains(text[position])
  }
}
