import APIMachinery
import Basics

@testable import APISchemas

/// Objects of a structure, filled at random, for tests that hold of every kind.
struct RandomObject<Source: RandomNumberGenerator> {
  let types: TypeTable
  var random: Source
  private static var depthMax: Int { 6 }

  init(_ types: TypeTable, _ random: Source) { (self.types, self.random) = (types, random) }

  mutating func value(of typeName: String, depth: Int = 0) -> Value {
    guard let type = types.type(typeName) else { return [:] }
    if type.isUnion {
      // The alternative that needs no further structure ends the way down.
      let choices = depth < Self.depthMax - 2 ? type.fields : type.fields.filter { $0.type.structureName == nil }
      guard let choice = choices.isEmpty ? type.fields.last : choices.randomElement(using: &random) else { return .null }
      // Where every alternative would go on, an empty structure is one of them.
      return value(of: choice.type, depth: depth + 1) ?? (type.alternative(for: false) == nil ? [:] : false)
    }
    var object = Object()
    for field in type.fields where !Self.namesKind(field) && (field.isRequired || chance(depth < 2 ? 2 : 4)) {
      if let value = value(of: field.type, depth: depth + 1) { object[field.name] = value }
    }
    return .object(object)
  }

  /// What an object is called travels beside it, so only the outermost can have it on every wire.
  private static func namesKind(_ field: FieldSchema) -> Bool {
    field.number == nil && (field.name == "apiVersion" || field.name == "kind")
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

  private mutating func value(of type: TypeExpression, depth: Int) -> Value? {
    switch type {
    case .string: return .string(text())
    case .boolean: return .bool(Bool.random(using: &random))
    case .int32: return .int(Int64(Int32.random(in: .min ... .max, using: &random)))
    case .int64: return .int(Int64.random(in: .min ... .max, using: &random))
    case .number: return .double(Double(Int.random(in: -1000...1000, using: &random)) + 0.5)
    case .quantity: return .string("\(Int.random(in: 1...999, using: &random))m")
    case .intOrString: return chance(2) ? .int(Int64(Int32.random(in: 0 ... .max, using: &random))) : .string(text())
    case .time: return .string(time().rfc3339)
    case .microTime: return .string(time().rfc3339Micro)
    case .bytes: return .string(Base64.encode((0..<Int.random(in: 1...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }))
    case .anyObject, .any: return ["f:a": ["b": [1, "two", true]]]
    case .map(let element, _):
      guard depth < Self.depthMax else { return nil }
      var object = Object()
      for position in 0..<Int.random(in: 1...3, using: &random) {
        if let item = value(of: element, depth: depth + 1) { object["k\(position)"] = item }
      }
      return object.isEmpty ? nil : .object(object)
    case .list(let element, _):
      guard depth < Self.depthMax else { return nil }
      let items = (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in value(of: element, depth: depth + 1) }
      return items.isEmpty ? nil : .array(items)
    case .named(let name): return depth < Self.depthMax ? value(of: name, depth: depth) : nil
    }
  }

  private mutating func time() -> Timestamp {
    Timestamp(nanosecondsSinceEpoch: Int64.random(in: 0...4_000_000_000, using: &random) * 1_000_000_000 + 123_456_000)
  }

  private mutating func text() -> String {
    let letters = Array("abcxyz-äß€😀")
    return String((0..<Int.random(in: 1...12, using: &random)).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
  }
}

/// A generator that gives the same numbers for the same seed (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
