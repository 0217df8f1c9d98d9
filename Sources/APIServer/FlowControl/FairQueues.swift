/// The queues of one priority level: requests of many flows wait so that each flow gets its share, however much one of them sends.
///
/// A flow is dealt a hand of queues (shuffle sharding) and waits in the shortest of them; a flow that floods its queues meets most others
/// in few. Among queues, the one that has been served least since it became busy is next (start-time fair queuing; a request costs its
/// flow as much as its width, the seats that it takes).
struct FairQueues<Ticket: Hashable & Sendable>: Sendable {
  private struct Queue: Sendable {
    var waiting: [(ticket: Ticket, width: Int)] = []
    /// The virtual time at which its next request begins.
    var start = 0
  }

  private var queues: [Queue]
  private let handSize: Int
  private let lengthMax: Int
  /// The start of the request that was begun last.
  private var virtualTime = 0
  private var places: [Ticket: Int] = [:]

  init(queues: Int, handSize: Int, lengthMax: Int) {
    self.queues = Array(repeating: Queue(), count: max(1, queues))
    self.handSize = min(max(1, handSize), max(1, queues))
    self.lengthMax = max(1, lengthMax)
  }

  var isEmpty: Bool { places.isEmpty }
  var count: Int { places.count }
  /// Those that wait, in their queues' order.
  var waiting: [[(ticket: Ticket, width: Int)]] { queues.map(\.waiting) }
  var starts: [Int] { queues.map(\.start) }

  /// False when the queue is full.
  mutating func enqueue(_ ticket: Ticket, flow: UInt64, width: Int = 1) -> Bool {
    var best = 0
    var length = Int.max
    for index in Self.hand(flow, size: handSize, of: queues.count) where queues[index].waiting.count < length {
      (best, length) = (index, queues[index].waiting.count)
    }
    guard length < lengthMax else { return false }
    if length == 0 { queues[best].start = max(queues[best].start, virtualTime) }
    queues[best].waiting.append((ticket, max(1, width)))
    places[ticket] = best
    return true
  }

  private var nextQueue: Int? {
    var next: Int?
    for index in queues.indices where !queues[index].waiting.isEmpty {
      if next.map({ queues[index].start < queues[$0].start }) ?? true { next = index }
    }
    return next
  }

  /// How wide the request is whose turn it is; nil when nobody waits.
  var nextWidth: Int? { nextQueue.flatMap { queues[$0].waiting.first?.width } }

  /// Takes the next out; nil when nobody waits.
  mutating func dequeue() -> Ticket? {
    guard let next = nextQueue else { return nil }
    virtualTime = queues[next].start
    let (ticket, width) = queues[next].waiting.removeFirst()
    queues[next].start += width
    places[ticket] = nil
    return ticket
  }

  /// Takes one out that doesn't want to wait any more; false when it isn't waiting.
  mutating func remove(_ ticket: Ticket) -> Bool {
    guard let index = places.removeValue(forKey: ticket) else { return false }
    queues[index].waiting.removeAll { $0.ticket == ticket }
    return true
  }

  /// Different queues that a flow's hash picks, as one deals cards.
  static func hand(_ flow: UInt64, size: Int, of deck: Int) -> [Int] {
    var rest = flow
    var hand: [Int] = []
    for dealt in 0..<min(size, deck) {
      let remaining = UInt64(deck - dealt)
      var card = Int(rest % remaining)
      rest /= remaining
      // The cards dealt before, lowest first, shift those after them.
      for earlier in hand.sorted() where earlier <= card { card += 1 }
      hand.append(card)
    }
    return hand
  }

  /// A hash of the flow's name that is the same in every process (FNV-1a, 64 bits).
  static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
