import APIMachinery
import Basics
import Testing

@testable import APISchemas

/// Whatever a client sends, decoding answers with an object or an error, and the rules with a list.
@Suite struct FuzzTests {
  private static let intruders: [Value] = [
    .null, true, -1, 0, 99_999_999_999, 1.5, "", "x", "25%", "-5", [], [[:]], ["a"], [:], ["a": "b"], ["name": 1], [.null],
  ]

  private func mutate(_ value: Value, _ random: SeededRandom) -> Value {
    if random.below(12) == 0 { return Self.intruders[random.below(Self.intruders.count)] }
    switch value {
    case .object(let object):
      guard !object.isEmpty else { return value }
      var copy = object
      let key = object.fieldNames[random.below(object.count)]
      switch random.below(8) {
      case 0: copy[key] = nil
      case 1: copy["stray"] = Self.intruders[random.below(Self.intruders.count)]
      default: copy[key] = mutate(object[key] ?? .null, random)
      }
      return .object(copy)
    case .array(let array):
      guard !array.isEmpty else { return value }
      var copy = array
      let position = random.below(array.count)
      if random.below(6) == 0 { copy.append(array[position]) } else { copy[position] = mutate(array[position], random) }
      return .array(copy)
    default: return Self.intruders[random.below(Self.intruders.count)]
    }
  }

  @Test(arguments: Samples.all)
  func `mutations never crash`(_ json: String) throws {
    let original = try Samples.object(json)
    let kind = try #require(original.groupVersionKind)
    let resource = try #require(Samples.scheme.resource(of: kind))
    let old = Samples.scheme.prepareForCreate(original, of: resource)
    let random = SeededRandom(seed: UInt64(json.utf8.count))
    var accepted = 0
    for _ in 0..<400 {
      var value = original
      for _ in 0...random.below(4) { value = mutate(value, random) }
      guard let decoded = try? Samples.scheme.decode(value, as: kind).object else { continue }
      let object = Samples.scheme.withDefaults(decoded, of: kind)
      let new = Samples.scheme.prepareForCreate(object, of: resource)
      if Samples.scheme.validateCreate(new, of: resource).isEmpty { accepted += 1 }
      for subresource in [nil, "status"] {
        let update = Samples.scheme.prepareForUpdate(object, old: old, of: resource, subresource: subresource)
        _ = Samples.scheme.validateUpdate(update, old: old, of: resource, subresource: subresource)
      }
      #expect(Samples.scheme.tableRow(new, of: resource, now: Timestamp(secondsSinceEpoch: 0)).count == resource.columns.count)
      _ = Samples.scheme.selectableFields(new, of: resource)
      let twice = try Samples.scheme.decode(decoded, as: kind)
      #expect(twice.object == decoded)
      #expect(twice.unknownFields == [])
    }
    #expect(accepted > 0)
  }
}
