/// What may stand in the place of the word that is being completed.
struct CompletionAnswer: Equatable, Sendable {
  struct Candidate: Hashable, Sendable {
    var value: String
    var description = ""
  }

  /// The bits of the last line, as programs with completions of this kind have them (cobra's directives).
  struct Hints: OptionSet, Sendable {
    let rawValue: Int
    /// More follows without a blank.
    static let noSpace = Hints(rawValue: 2)
    /// Files are no answer where there are no candidates.
    static let noFiles = Hints(rawValue: 4)
    static let directories = Hints(rawValue: 16)
    /// The order says something.
    static let keepOrder = Hints(rawValue: 32)
  }

  var candidates: [Candidate] = []
  var hints: Hints = .noFiles

  static let files = CompletionAnswer(hints: [])
  static let directories = CompletionAnswer(hints: .directories)
  static let nothing = CompletionAnswer()

  init(_ candidates: [Candidate] = [], hints: Hints = .noFiles) { (self.candidates, self.hints) = (candidates, hints) }

  init(_ values: [String], hints: Hints = .noFiles) { self.init(values.map { Candidate(value: $0) }, hints: hints) }

  /// With what stands before the part of the word that was completed.
  func prefixed(by prefix: String) -> CompletionAnswer {
    prefix.isEmpty ? self : CompletionAnswer(candidates.map { Candidate(value: prefix + $0.value, description: $0.description) }, hints: hints)
  }

  /// Only those that the word is the start of, in order unless that says something.
  func matching(_ word: String) -> CompletionAnswer {
    var seen: Set<String> = []
    var kept = candidates.filter { $0.value.hasPrefix(word) && seen.insert($0.value).inserted }
    if !hints.contains(.keepOrder) { kept.sort { $0.value < $1.value } }
    return CompletionAnswer(kept, hints: hints)
  }

  var text: String {
    candidates.map { candidate in
      let description = candidate.description.prefix { !$0.isNewline }
      return candidate.value + (description.isEmpty ? "" : "\t" + description) + "\n"
    }.joined() + ":\(hints.rawValue)\n"
  }
}
