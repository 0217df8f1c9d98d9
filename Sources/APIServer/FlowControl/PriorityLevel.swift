import APIMachinery

/// A PriorityLevelConfiguration in numbers.
struct PriorityLevel: Hashable, Sendable {
  enum Overflow: Hashable, Sendable {
    case reject
    case queue(queues: Int, handSize: Int, lengthMax: Int)
  }

  var name: String
  var uid: String
  var isExempt: Bool
  var shares: Int
  /// Of its seats, how many others may use while it doesn't.
  var lendablePercent: Int
  /// How many seats of others it may use, in hundredths of its own; nil: as many as there are.
  var borrowingPercentMax: Int?
  var overflow: Overflow

  init(_ object: Value) {
    (name, uid) = (object.name, object.uid)
    let spec = object["spec"] ?? [:]
    isExempt = spec["type"]?.string == "Exempt"
    let limits = spec[isExempt ? "exempt" : "limited"] ?? [:]
    func number(_ value: Value?, _ usual: Int, _ range: ClosedRange<Int>) -> Int {
      min(max(value?.int.map { Int(clamping: $0) } ?? usual, range.lowerBound), range.upperBound)
    }
    shares = number(limits["nominalConcurrencyShares"], isExempt ? 0 : 30, 0...1_000_000)
    lendablePercent = number(limits["lendablePercent"], 0, 0...100)
    borrowingPercentMax = limits["borrowingLimitPercent"].map { number($0, 0, 0...1_000_000) }
    let queuing = limits[path: "limitResponse", "queuing"]
    if limits[path: "limitResponse", "type"]?.string == "Queue" {
      let queues = number(queuing?["queues"], 64, 1...10_000)
      overflow = .queue(
        queues: queues, handSize: number(queuing?["handSize"], 8, 1...min(queues, 64)), lengthMax: number(queuing?["queueLengthLimit"], 50, 1...100_000))
    } else {
      overflow = .reject
    }
  }
}
