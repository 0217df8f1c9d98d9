import APIMachinery
import Basics

struct PriorityLevelConfigurationRules: KindRules {
  private static let queuesMax: Int64 = 10_000_000
  /// Hands are dealt from a hash of 64 bits, of which this many may be used up.
  private static let entropyBitsMax = 60

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      if spec["type"] == "Exempt", spec["exempt"] == nil { spec["exempt"] = [:] }
      spec.edit("exempt") { exempt in
        if exempt["nominalConcurrencyShares"] == nil { exempt["nominalConcurrencyShares"] = 0 }
        if exempt["lendablePercent"] == nil { exempt["lendablePercent"] = 0 }
      }
      spec.edit("limited") { limited in
        if limited["nominalConcurrencyShares"] == nil { limited["nominalConcurrencyShares"] = 30 }
        if limited["lendablePercent"] == nil { limited["lendablePercent"] = 0 }
        limited.edit("limitResponse") { response in
          response.edit("queuing") { queuing in
            for (key, value) in [("queues", 64), ("handSize", 8), ("queueLengthLimit", 50)] as [(String, Value)] where queuing.isZero(key) {
              queuing[key] = value
            }
          }
        }
      }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    if (object.name == "exempt") != (spec["type"] == "Exempt"), ["exempt", "catch-all"].contains(object.name) || spec["type"] == "Exempt" {
      list.invalid("spec.type", .string(spec.text("type")), "type must be 'Exempt' if and only if `name` is 'exempt'")
    }
    switch spec.text("type") {
    case "Exempt":
      if spec["limited"] != nil { list.forbidden("spec.limited", "must be nil if the type is not Limited") }
      if let exempt = spec["exempt"] {
        shares(exempt, "spec.exempt", &list)
      } else {
        list.required("spec.exempt", "must not be empty when type is Exempt")
      }
    case "Limited":
      if spec["exempt"] != nil { list.forbidden("spec.exempt", "must be nil if the type is not Exempt") }
      if let limited = spec["limited"] {
        validate(limited: limited, "spec.limited", &list)
      } else {
        list.required("spec.limited", "must not be empty when type is Limited")
      }
    case let type: list.notSupported("spec.type", .string(type), ["Exempt", "Limited"])
    }
    return list.errors
  }

  private func shares(_ settings: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let shares = settings["nominalConcurrencyShares"]?.int, shares < 0 {
      list.invalid(path.child("nominalConcurrencyShares"), .int(shares), "must be a non-negative integer")
    }
    if let percent = settings["lendablePercent"]?.int, !(0...100).contains(percent) {
      list.invalid(path.child("lendablePercent"), .int(percent), "must be between 0 and 100, inclusive")
    }
  }

  private func validate(limited: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    shares(limited, path, &list)
    if let percent = limited["borrowingLimitPercent"]?.int, percent < 0 {
      list.invalid(path.child("borrowingLimitPercent"), .int(percent), "if specified, must be a non-negative integer")
    }
    let response = limited["limitResponse"] ?? [:]
    let place = path.child("limitResponse")
    switch (response.text("type"), response["queuing"]) {
    case ("Reject", nil): break
    case ("Reject", _?): list.forbidden(place.child("queuing"), "must be nil if limited.limitResponse.type is not Limited")
    case ("Queue", nil): list.required(place.child("queuing"), "must not be empty if limited.limitResponse.type is Limited")
    case ("Queue", let queuing?): validate(queuing: queuing, place.child("queuing"), &list)
    case (let type, _): list.notSupported(place.child("type"), .string(type), ["Queue", "Reject"])
    }
  }

  private func validate(queuing: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    func number(_ key: String) -> Int64 { queuing[key]?.int ?? 0 }
    for key in ["queueLengthLimit", "queues", "handSize"] where number(key) <= 0 {
      list.invalid(path.child(key), .int(number(key)), "must be positive")
    }
    if number("queues") > Self.queuesMax {
      list.invalid(path.child("queues"), .int(number("queues")), "must not be greater than \(Self.queuesMax)")
    }
    if number("handSize") > number("queues") {
      list.invalid(path.child("handSize"), .int(number("handSize")), "should not be greater than queues (\(number("queues")))")
    } else if number("handSize") > 0, Self.entropyBits(deck: number("queues"), hand: number("handSize")) > Self.entropyBitsMax {
      list.invalid(
        path.child("handSize"), .int(number("handSize")),
        "required entropy bits of deckSize \(number("queues")) and handSize \(number("handSize")) should not be greater than "
          + "\(Self.entropyBitsMax)")
    }
  }

  /// The bits it takes to tell all ordered hands from a deck apart; 61 for anything above what is allowed.
  private static func entropyBits(deck: Int64, hand: Int64) -> Int {
    var hands: UInt64 = 1
    for position in 0..<hand {
      let (product, overflow) = hands.multipliedReportingOverflow(by: UInt64(deck - position))
      if overflow || product > 1 << entropyBitsMax { return entropyBitsMax + 1 }
      hands = product
    }
    return UInt64.bitWidth - (hands - 1).leadingZeroBitCount
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let settings = spec["limited"] ?? spec["exempt"] ?? [:]
    let queuing = spec["limited"]?["limitResponse"]?["queuing"]
    func number(_ value: Value?) -> Value { value?.int.map { .string("\($0)") } ?? Cell.none }
    return [
      .string(object.name), .string(spec.text("type")), number(settings["nominalConcurrencyShares"]), number(queuing?["queues"]),
      number(queuing?["handSize"]), number(queuing?["queueLengthLimit"]), Cell.age(object, now),
    ]
  }
}
