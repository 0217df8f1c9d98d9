import APIMachinery

/// Finds, for each value of an object, the change that set it: fed with the object's changes, newest first, until all is known.
struct Blame: Sendable {
  /// The changes, by the place of the value they set.
  private(set) var origins: [FieldLocation: HistoryRecord] = [:]
  private var open: [FieldLocation: Value]

  init(_ object: Value) { open = Dictionary(Self.leaves(object).map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first }) }

  /// Nothing is left to be found.
  var isComplete: Bool { open.isEmpty }

  /// Takes the next older change in: what it left differently than it was before, it set.
  mutating func add(_ record: HistoryRecord) {
    guard record.after != nil else { return }
    let before = record.before.map { Dictionary(Self.leaves($0).map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first }) } ?? [:]
    for (path, value) in open where before[path] != value {
      origins[path] = record
      open[path] = nil
    }
  }

  struct Leaf: Sendable {
    var path: FieldLocation
    /// The same with the places of list elements, as `YAMLDocument.position(of:)` reads it.
    var position: String
    var value: Value
  }

  /// The values of an object that hold no others, in order. Empty maps and lists are values too.
  static func leaves(_ object: Value) -> [Leaf] {
    var found: [Leaf] = []
    collect(object, FieldLocation(), "", &found)
    return found
  }

  private static func collect(_ value: Value, _ path: FieldLocation, _ position: String, _ found: inout [Leaf]) {
    switch value {
    case .object(let fields) where !fields.isEmpty:
      for (name, value) in fields where !(path.isMetadata && name == "managedFields") {
        collect(value, path.field(name), "\(position)[\(Int(name) == nil && !name.contains("]") ? name : "")]", &found)
      }
    case .array(let elements) where !elements.isEmpty:
      let key = ElementKey.key(elements)
      for (index, element) in elements.enumerated() {
        let place = key.map { path.element(ElementKey.text(element, $0), key: $0) } ?? path.element(index)
        collect(element, place, "\(position)[\(index)]", &found)
      }
    default: found.append(Leaf(path: path, position: position, value: value))
    }
  }
}

/// An object as YAML, and for each line the change that set what it says.
struct BlamedText: Sendable {
  struct Line: Sendable {
    var text: String
    var origin: HistoryRecord?
  }

  let lines: [Line]

  /// A line that opens a map or a list tells the first change of what is in it: since then it is there.
  init(_ object: Value, _ blame: Blame) {
    let text = YAML.text(object)
    var lines = UnifiedDiff.lines(text).map { Line(text: $0) }
    guard let document = (try? YAML.documents(Array(text.utf8)))?.first else {
      self.lines = lines
      return
    }
    let leaves = Blame.leaves(object)
    var starts: [Int: HistoryRecord] = [:]
    for leaf in leaves {
      // A list of plain values: its elements stand below its name, and have no names to be found by.
      let line = document.position(of: leaf.position).line - 1
      if let origin = blame.origins[leaf.path], lines.indices.contains(line) {
        if let known = starts[line], known.revision >= origin.revision { continue }
        starts[line] = origin
      }
    }
    var current: HistoryRecord?
    for index in lines.indices {
      if let origin = starts[index] { current = origin }
      lines[index].origin = starts[index]
      if starts[index] == nil, !Self.opens(lines[index].text) { lines[index].origin = current }
    }
    for index in lines.indices.reversed() where lines[index].origin == nil {
      let depth = Self.depth(lines[index].text)
      let inside = lines[(index + 1)...].prefix { Self.depth($0.text) > depth || (Self.depth($0.text) == depth && $0.text.contains("- ")) }
      lines[index].origin = inside.compactMap(\.origin).min { $0.revision < $1.revision }
    }
    self.lines = lines
  }

  private static func opens(_ line: String) -> Bool { line.hasSuffix(":") }
  private static func depth(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  /// Columns: commit, who, when, field manager, line. Each line stands for itself, so that it can be searched for.
  var text: String {
    let cells = lines.map { line -> [String] in
      guard let origin = line.origin else { return ["", "", "", ""] }
      return [origin.commit, origin.user, origin.time, origin.fieldManager]
    }
    let widths = (0..<4).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return zip(lines, cells).map { line, cells in
      let prefix = (0..<4).map { cells[$0] + String(repeating: " ", count: widths[$0] - cells[$0].count) }.joined(separator: " ")
      return "\(prefix) | \(line.text)\n"
    }.joined()
  }
}
