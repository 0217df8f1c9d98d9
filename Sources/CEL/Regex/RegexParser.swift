/// Reads a pattern into a tree. Flags (`i`, `m`, `s`, `U`) hold to the end of the group they stand in.
struct RegexParser {
  private let scalars: [Unicode.Scalar]
  private let pattern: String
  private var position = 0
  private var depth = 0
  private(set) var groupCount = 0
  private var flags = Flags()

  private struct Flags {
    var foldsCase = false
    var isMultiline = false
    var dotMatchesNewline = false
    var isUngreedy = false
  }

  init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  typealias SyntaxError = LinearRegex.SyntaxError

  mutating func parse() throws(SyntaxError) -> RegexNode {
    let node = try alternatives()
    if position < scalars.count { throw fail("unexpected )", pattern) }
    return node
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
  private func fail(_ problem: String, _ fragment: String) -> SyntaxError { SyntaxError(problem: problem, fragment: fragment) }
  private func fragment(_ start: Int) -> String { LinearRegex.text(scalars, start, min(position, scalars.count)) }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  private mutating func alternatives() throws(SyntaxError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= LinearRegex.nestingMax else { throw fail("expression nests too deeply", pattern) }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(SyntaxError) -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = position
      guard let atom = try atom() else { continue }
      nodes.append(try repeated(atom, start))
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  private mutating func repeated(_ atom: RegexNode, _ start: Int) throws(SyntaxError) -> RegexNode {
    var node = atom
    var hasRepeat = false
    while let scalar = next {
      let operatorStart = position
      var bounds: (min: Int, max: Int?)
      switch scalar {
      case "*": bounds = (0, nil)
      case "+": bounds = (1, nil)
      case "?": bounds = (0, 1)
      case "{":
        guard let counted = try counts() else { return node }
        bounds = counted
        position -= 1
      default: return node
      }
      position += 1
      let isLazy = take("?")
      if hasRepeat { throw fail("invalid nested repetition operator", fragment(operatorStart - 1)) }
      hasRepeat = true
      node = .repetition(node, min: bounds.min, max: bounds.max, isGreedy: isLazy == flags.isUngreedy)
    }
    return node
  }

  /// `{n}`, `{n,}`, `{n,m}` ; nil, and nothing consumed, when the brace is a literal.
  private mutating func counts() throws(SyntaxError) -> (min: Int, max: Int?)? {
    let start = position
    position += 1
    guard let low = number() else { position = start; return nil }
    var high: Int? = low
    if take(",") { high = next == "}" ? nil : number() ?? -1 }
    guard take("}"), high != -1 else { position = start; return nil }
    if low > LinearRegex.repeatMax || (high ?? 0) > LinearRegex.repeatMax || (high ?? low) < low {
      throw fail("invalid repeat count", fragment(start))
    }
    return (low, high)
  }

  private mutating func number() -> Int? {
    let start = position
    var value = 0
    while let scalar = next, (48...57).contains(scalar.value) {
      value = min(value * 10 + Int(scalar.value - 48), 100_000)
      position += 1
    }
    return position > start ? value : nil
  }

  /// nil for a flag group, which matches nothing and only changes what follows.
  private mutating func atom() throws(SyntaxError) -> RegexNode? {
    guard let scalar = next else { return .empty }
    let start = position
    position += 1
    switch scalar {
    case "(": return try group(start)
    case "[": return .scalars(try bracketClass(start))
    case ".": return flags.dotMatchesNewline ? .any : .anyButNewline
    case "^": return .assert(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assert(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw fail("missing argument to repetition operator", String(Character(scalar)))
    case "\\": return try escape(start)
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> RegexNode {
    .scalars(flags.foldsCase ? ScalarSet(scalar).foldingCase() : ScalarSet(scalar))
  }

  private mutating func group(_ start: Int) throws(SyntaxError) -> RegexNode? {
    let outer = flags
    var index: Int?
    if take("?") {
      if next == "P" || next == "<" {
        try groupName(start)
        groupCount += 1
        index = groupCount
      } else if try !readFlags(start) {
        return nil
      }
    } else {
      groupCount += 1
      index = groupCount
    }
    let node = try alternatives()
    guard take(")") else { throw fail("missing closing )", pattern) }
    flags = outer
    return index.map { .group(node, index: $0) } ?? .sequence([node])
  }

  private mutating func groupName(_ start: Int) throws(SyntaxError) {
    _ = take("P")
    guard take("<") else { throw fail("invalid or unsupported Perl syntax", fragment(start)) }
    let nameStart = position
    while let scalar = next, ScalarSet.words.contains(scalar) { position += 1 }
    let isEmpty = position == nameStart
    guard take(">"), !isEmpty else { throw fail("invalid named capture", fragment(start)) }
  }

  /// True when a group follows (`(?i:`), false for flags alone (`(?i)`).
  private mutating func readFlags(_ start: Int) throws(SyntaxError) -> Bool {
    var value = true
    while let scalar = next {
      position += 1
      switch scalar {
      case "i": flags.foldsCase = value
      case "m": flags.isMultiline = value
      case "s": flags.dotMatchesNewline = value
      case "U": flags.isUngreedy = value
      case "-" where value: value = false
      case ":": return true
      case ")": return false
      default: throw fail("invalid or unsupported Perl syntax", fragment(start))
      }
    }
    throw fail("missing closing )", pattern)
  }

  private mutating func escape(_ start: Int) throws(SyntaxError) -> RegexNode {
    guard let scalar = next else { throw fail("trailing backslash at end of expression", "") }
    switch scalar {
    case "b": position += 1; return .assert(.wordBoundary)
    case "B": position += 1; return .assert(.notWordBoundary)
    case "A": position += 1; return .assert(.textStart)
    case "z": position += 1; return .assert(.textEnd)
    case "Q": position += 1; return quoted()
    default: break
    }
    if let set = try escapedSet(start) { return .scalars(set) }
    return literal(try escapedScalar(start))
  }

  private mutating func quoted() -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = next {
      if scalar == "\\", position + 1 < scalars.count, scalars[position + 1] == "E" { position += 2; break }
      nodes.append(literal(scalar))
      position += 1
    }
    return .sequence(nodes)
  }

  /// `\d`, `\pL` and the like, after the backslash; nil for anything else.
  private mutating func escapedSet(_ start: Int) throws(SyntaxError) -> ScalarSet? {
    guard let scalar = next else { return nil }
    let set: ScalarSet
    switch scalar {
    case "d": set = .digits
    case "D": set = ScalarSet.digits.negated
    case "w": set = .words
    case "W": set = ScalarSet.words.negated
    case "s": set = .spaces
    case "S": set = ScalarSet.spaces.negated
    case "p", "P": return try property(start, isNegated: scalar == "P")
    default: return nil
    }
    position += 1
    return set
  }

  private mutating func property(_ start: Int, isNegated: Bool) throws(SyntaxError) -> ScalarSet {
    position += 1
    var name = ""
    var isInverted = isNegated
    if take("{") {
      if take("^") { isInverted.toggle() }
      while let scalar = next, scalar != "}" { name.unicodeScalars.append(scalar); position += 1 }
      guard take("}") else { throw fail("invalid character class range", fragment(start)) }
    } else if let scalar = next {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard let set = ScalarSet.property(name) else { throw fail("invalid character class range", fragment(start)) }
    return isInverted ? set.negated : set
  }

  private mutating func escapedScalar(_ start: Int) throws(SyntaxError) -> Unicode.Scalar {
    guard let scalar = next else { throw fail("trailing backslash at end of expression", "") }
    position += 1
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{c}"
    case "v": return "\u{b}"
    case "a": return "\u{7}"
    case "x": return try hexadecimal(start)
    case "0"..."7":
      // A digit alone would be a back-reference, which a linear matcher can't have.
      guard scalar == "0" || (next.map { (48...55).contains($0.value) } ?? false) else { break }
      var value = scalar.value - 48
      var digits = 1
      while digits < 3, let digit = next, (48...55).contains(digit.value) {
        value = value * 8 + digit.value - 48
        position += 1
        digits += 1
      }
      if let result = Unicode.Scalar(value) { return result }
    default:
      if scalar.isASCII, !ScalarSet.words.contains(scalar) || scalar == "_" { return scalar }
    }
    throw fail("invalid escape sequence", fragment(start))
  }

  private mutating func hexadecimal(_ start: Int) throws(SyntaxError) -> Unicode.Scalar {
    var digits = ""
    if take("{") {
      while let scalar = next, scalar != "}" { digits.unicodeScalars.append(scalar); position += 1 }
      guard take("}") else { throw fail("invalid escape sequence", fragment(start)) }
    } else {
      while digits.count < 2, let scalar = next { digits.unicodeScalars.append(scalar); position += 1 }
    }
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw fail("invalid escape sequence", fragment(start))
    }
    return scalar
  }

  private mutating func bracketClass(_ start: Int) throws(SyntaxError) -> ScalarSet {
    var set = ScalarSet()
    let isNegated = take("^")
    var isFirst = true
    while true {
      guard let scalar = next else { throw fail("missing closing ]", fragment(start)) }
      if scalar == "]", !isFirst { position += 1; break }
      isFirst = false
      if scalar == "[", position + 1 < scalars.count, scalars[position + 1] == ":", let posix = try posixClass() {
        set.formUnion(posix)
        continue
      }
      if scalar == "\\" {
        position += 1
        if let escaped = try escapedSet(position - 1) { set.formUnion(escaped); continue }
        position -= 1
      }
      let rangeStart = position
      let low = try classScalar()
      var high = low
      if next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        high = try classScalar()
      }
      guard low.value <= high.value else { throw fail("invalid character class range", fragment(rangeStart)) }
      set.insert(low.value...high.value)
    }
    if flags.foldsCase { set = set.foldingCase() }
    return isNegated ? set.negated : set
  }

  private mutating func classScalar() throws(SyntaxError) -> Unicode.Scalar {
    guard let scalar = next else { throw fail("missing closing ]", pattern) }
    position += 1
    return scalar == "\\" ? try escapedScalar(position - 1) : scalar
  }

  private mutating func posixClass() throws(SyntaxError) -> ScalarSet? {
    var end = position + 2
    while end + 1 < scalars.count, !(scalars[end] == ":" && scalars[end + 1] == "]") { end += 1 }
    guard end + 1 < scalars.count else { return nil }
    var name = LinearRegex.text(scalars, position + 2, end)
    let isNegated = name.hasPrefix("^")
    if isNegated { name.removeFirst() }
    guard let set = ScalarSet.posix(name) else {
      throw fail("invalid character class range", LinearRegex.text(scalars, position, end + 2))
    }
    position = end + 2
    return isNegated ? set.negated : set
  }
}
