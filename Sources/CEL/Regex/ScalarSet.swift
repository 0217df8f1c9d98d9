/// A set of Unicode scalars, as sorted ranges and general categories.
struct ScalarSet: Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private var categories: [(Unicode.GeneralCategory, isExcluded: Bool)] = []
  private var excludedSets: [ScalarSet] = []
  var isNegated = false

  init() {}
  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }
  init(_ ranges: [ClosedRange<UInt32>]) { self.ranges = ranges }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }
  mutating func insert(_ category: Unicode.GeneralCategory) { categories.append((category, false)) }

  mutating func formUnion(_ other: ScalarSet) {
    if other.isNegated {
      excludedSets.append(other)
    } else {
      ranges += other.ranges
      categories += other.categories
      excludedSets += other.excludedSets
    }
  }

  /// With the other case of each letter, as `(?i)` wants.
  func foldingCase() -> ScalarSet {
    var set = self
    for range in ranges where range.count <= 4_096 {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for variant in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          if let other = variant.unicodeScalars.first, variant.unicodeScalars.count == 1, other != scalar {
            set.insert(other.value...other.value)
          }
        }
      }
    }
    return set
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool { holds(scalar) != isNegated }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    for range in ranges where range.contains(value) { return true }
    if !categories.isEmpty {
      let category = scalar.properties.generalCategory
      for (wanted, _) in categories where wanted == category { return true }
    }
    for set in excludedSets where set.contains(scalar) { return true }
    return false
  }

  static let digits = ScalarSet([48...57])
  static let words = ScalarSet([48...57, 65...90, 95...95, 97...122])
  static let spaces = ScalarSet([9...10, 12...13, 32...32])

  var negated: ScalarSet {
    var set = self
    set.isNegated.toggle()
    return set
  }

  /// `[:name:]`
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet([48...57, 65...90, 97...122])
    case "alpha": ScalarSet([65...90, 97...122])
    case "ascii": ScalarSet([0...127])
    case "blank": ScalarSet([9...9, 32...32])
    case "cntrl": ScalarSet([0...31, 127...127])
    case "digit": digits
    case "graph": ScalarSet([33...126])
    case "lower": ScalarSet([97...122])
    case "print": ScalarSet([32...126])
    case "punct": ScalarSet([33...47, 58...64, 91...96, 123...126])
    case "space": ScalarSet([9...13, 32...32])
    case "upper": ScalarSet([65...90])
    case "word": words
    case "xdigit": ScalarSet([48...57, 65...70, 97...102])
    default: nil
    }
  }

  /// `\pL`, `\p{Lu}`: a general category, or the scripts that are found in patterns.
  static func property(_ name: String) -> ScalarSet? {
    var set = ScalarSet()
    if let ranges = scripts[name] { return ScalarSet(ranges) }
    let matching = categoryNames.filter { name == "Any" || $0.0 == name || (name.count == 1 && $0.0.hasPrefix(name)) }
    guard !matching.isEmpty else { return nil }
    for (_, category) in matching { set.insert(category) }
    return set
  }

  private static let scripts: [String: [ClosedRange<UInt32>]] = [
    "Latin": [65...90, 97...122, 0xaa...0xaa, 0xba...0xba, 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x2b8, 0x1e00...0x1eff, 0x2c60...0x2c7f],
    "Greek": [
      0x370...0x373, 0x375...0x377, 0x37a...0x37d, 0x37f...0x37f, 0x384...0x384, 0x386...0x386, 0x388...0x3e1, 0x3f0...0x3ff,
      0x1f00...0x1fff,
    ],
    "Cyrillic": [0x400...0x484, 0x487...0x52f, 0x1c80...0x1c88, 0x1d2b...0x1d2b, 0x2de0...0x2dff, 0xa640...0xa69f],
    "Han": [
      0x2e80...0x2fd5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3038...0x303b, 0x3400...0x4dbf, 0x4e00...0x9fff,
      0xf900...0xfaff, 0x20000...0x323af,
    ],
    "Hiragana": [0x3041...0x3096, 0x309d...0x309f], "Katakana": [0x30a1...0x30fa, 0x30fd...0x30ff, 0x31f0...0x31ff],
    "Arabic": [
      0x600...0x604, 0x606...0x60b, 0x60d...0x61a, 0x61c...0x61e, 0x620...0x63f, 0x641...0x64a, 0x656...0x66f, 0x671...0x6dc, 0x6de...0x6ff,
      0x750...0x77f,
    ],
    "Hebrew": [0x591...0x5c7, 0x5d0...0x5ea, 0x5ef...0x5f4], "Hangul": [0x1100...0x11ff, 0x3131...0x318e, 0xac00...0xd7a3],
  ]

  private static let categoryNames: [(String, Unicode.GeneralCategory)] = [
    ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter), ("Lm", .modifierLetter), ("Lo", .otherLetter),
    ("Mn", .nonspacingMark), ("Mc", .spacingMark), ("Me", .enclosingMark), ("Nd", .decimalNumber), ("Nl", .letterNumber),
    ("No", .otherNumber), ("Pc", .connectorPunctuation), ("Pd", .dashPunctuation), ("Ps", .openPunctuation),
    ("Pe", .closePunctuation), ("Pi", .initialPunctuation), ("Pf", .finalPunctuation), ("Po", .otherPunctuation),
    ("Sm", .mathSymbol), ("Sc", .currencySymbol), ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator),
    ("Zl", .lineSeparator), ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format), ("Cs", .surrogate), ("Co", .privateUse),
  ]
}
