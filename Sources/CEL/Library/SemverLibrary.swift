/// Kubernetes' semantic versions: `semver("1.2.3").isLessThan(semver("2.0.0"))`.
enum SemverLibrary {
  struct SemverValue: OpaqueValue, CustomStringConvertible {
    static let name = "kubernetes.Semver"
    let version: SemanticVersion
    var typeName: String { Self.name }
    var description: String { version.description }
    func isEqual(to other: any OpaqueValue) -> Bool { (other as? Self).map { version.compare($0.version) == 0 } ?? false }
  }

  private static let type = CELType.opaque(SemverValue.name)

  static let functions: [String: CELFunction] = [
    "semver": CELFunction([.global(.string, to: type), .global(.string, .bool, to: type)], cost: .traversal(0)) {
      arguments throws(EvaluationError) in
      let text = try arguments.string(0)
      guard let version = SemanticVersion(text, isLenient: lenient(arguments)) else {
        throw EvaluationError("semver parse error: \(StringLibrary.quote(text))")
      }
      return .opaque(SemverValue(version: version))
    },
    "isSemver": CELFunction([.global(.string, to: .bool), .global(.string, .bool, to: .bool)], cost: .traversal(0)) {
      arguments throws(EvaluationError) in
      .bool(SemanticVersion(try arguments.string(0), isLenient: lenient(arguments)) != nil)
    },
    "major": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in .int(try version(arguments, 0).numbers[0]) },
    "minor": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in .int(try version(arguments, 0).numbers[1]) },
    "patch": CELFunction([.member(type, to: .int)]) { arguments throws(EvaluationError) in .int(try version(arguments, 0).numbers[2]) },
    "isGreaterThan": CELFunction([.member(type, type, to: .bool)]) { arguments throws(EvaluationError) in
      .bool(try version(arguments, 0).compare(try version(arguments, 1)) > 0)
    },
    "isLessThan": CELFunction([.member(type, type, to: .bool)]) { arguments throws(EvaluationError) in
      .bool(try version(arguments, 0).compare(try version(arguments, 1)) < 0)
    },
    "compareTo": CELFunction([.member(type, type, to: .int)]) { arguments throws(EvaluationError) in
      .int(Int64(try version(arguments, 0).compare(try version(arguments, 1))))
    },
  ]

  private static func lenient(_ arguments: [CELValue]) -> Bool { arguments.count > 1 && arguments[1].bool == true }
  private static func version(_ arguments: [CELValue], _ index: Int) throws(EvaluationError) -> SemanticVersion {
    try arguments.opaque(index, SemverValue.self).version
  }
}

/// semver.org, 2.0.0.
struct SemanticVersion: Sendable, CustomStringConvertible {
  var numbers: [Int64]
  var prerelease: [String]
  let description: String

  /// Lenient: with a leading v, missing numbers and leading zeros.
  init?(_ text: String, isLenient: Bool) {
    var rest = text[...]
    if isLenient, rest.first == "v" { rest = rest.dropFirst() }
    if let plus = rest.firstIndex(of: "+") {
      guard Self.identifiers(rest[rest.index(after: plus)...], isNumberStrict: false) != nil else { return nil }
      rest = rest[..<plus]
    }
    prerelease = []
    if let dash = rest.firstIndex(of: "-") {
      guard let identifiers = Self.identifiers(rest[rest.index(after: dash)...], isNumberStrict: true) else { return nil }
      prerelease = identifiers
      rest = rest[..<dash]
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 3, isLenient || parts.count == 3 else { return nil }
    numbers = []
    for part in parts {
      guard !part.isEmpty, part.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int64(part),
        isLenient || part.count == 1 || part.first != "0"
      else { return nil }
      numbers.append(value)
    }
    while numbers.count < 3 { numbers.append(0) }
    description = text
  }

  private static func identifiers(_ text: Substring, isNumberStrict: Bool) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 })
      else { return nil }
      if isNumberStrict, part.count > 1, part.first == "0", part.allSatisfy({ $0.isNumber }) { return nil }
    }
    return parts
  }

  func compare(_ other: SemanticVersion) -> Int {
    for (a, b) in zip(numbers, other.numbers) where a != b { return a < b ? -1 : 1 }
    if prerelease.isEmpty || other.prerelease.isEmpty {
      return prerelease.isEmpty == other.prerelease.isEmpty ? 0 : prerelease.isEmpty ? 1 : -1
    }
    for (a, b) in zip(prerelease, other.prerelease) where a != b {
      switch (UInt64(a), UInt64(b)) {
      case (let a?, let b?): return a < b ? -1 : 1
      case (nil, _?): return 1
      case (_?, nil): return -1
      default: return a < b ? -1 : 1
      }
    }
    return prerelease.count == other.prerelease.count ? 0 : prerelease.count < other.prerelease.count ? -1 : 1
  }
}
