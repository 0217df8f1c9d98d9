import APIMachinery
import CEL

/// The fields of an object of a configuration file, one after the other. What has the wrong type is noted and read as if it weren't there;
/// `end` notes the fields that nobody asked for.
final class FieldReader {
  final class Problems {
    var errors: [FieldError] = []
    /// Whether no message may repeat a value: it may be a key.
    let isConfidential: Bool
    init(isConfidential: Bool = false) { self.isConfidential = isConfidential }
  }

  let value: Value
  let path: String
  private let problems: Problems
  private var known: Set<String> = []

  init(_ value: Value, path: String, _ problems: Problems) { (self.value, self.path, self.problems) = (value, path, problems) }

  func place(_ name: String) -> String { path.isEmpty ? name : path + "." + name }

  func note(_ error: FieldError) { problems.errors.append(error) }

  func isGiven(_ name: String) -> Bool { value[name] != nil && value[name] != .null }

  private func field<Result>(_ name: String, _ type: String, _ convert: (Value) -> Result?) -> Result? {
    known.insert(name)
    guard let given = value[name], given != .null else { return nil }
    guard let result = convert(given) else {
      note(FieldError(.typeInvalid, place(name), problems.isConfidential ? nil : given, "must be \(type)"))
      return nil
    }
    return result
  }

  func text(_ name: String) -> String { optionalText(name) ?? "" }
  func optionalText(_ name: String) -> String? { field(name, "a string", \.string) }
  func flag(_ name: String) -> Bool? { field(name, "a boolean", \.bool) }
  func integer(_ name: String) -> Int64? { field(name, "an integer", \.int) }

  func texts(_ name: String) -> [String] {
    field(name, "a list of strings") { value -> [String]? in
      guard let array = value.array else { return nil }
      let texts = array.compactMap(\.string)
      return texts.count == array.count ? texts : nil
    } ?? []
  }

  /// A Go duration such as `5m`.
  func duration(_ name: String) -> Duration? {
    field(name, "a duration such as 30s") { value in value.string.flatMap { GoDuration.parse($0) }.map { .nanoseconds($0) } }
  }

  func object(_ name: String) -> FieldReader? {
    field(name, "an object") { $0.object == nil ? nil : $0 }.map { FieldReader($0, path: place(name), problems) }
  }

  func objects(_ name: String) -> [FieldReader] {
    let items = field(name, "a list of objects") { value -> [Value]? in
      guard let array = value.array, array.allSatisfy({ $0.object != nil }) else { return nil }
      return array
    }
    return (items ?? []).enumerated().map { FieldReader($1, path: "\(place(name))[\($0)]", problems) }
  }

  func end() {
    for name in (value.object ?? Object()).fieldNames where !known.contains(name) {
      note(FieldError(.invalid, place(name), nil, "unknown field"))
    }
  }
}
