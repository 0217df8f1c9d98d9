import APIMachinery
import AccessControl

/// What the flow controller decides by: schemas, levels, seats and who waits. A value: it says what to do, and does nothing.
struct FlowState: Sendable {
  enum Verdict: Sendable {
    /// May go on; `isHeld`: and has a seat that is to be given back.
    case go(Admission, isHeld: Bool)
    case wait(Admission)
    case refuse(Admission, reason: String)
  }

  /// How a request was classed.
  struct Admission: Hashable, Sendable {
    var schemaUID: String
    var levelUID: String
    var level: String
  }

  private(set) var schemas: [FlowSchemaMatch] = []
  private(set) var levels: [String: PriorityLevel] = [:]
  private(set) var seats: SeatAllocation
  private var queues: [String: FairQueues<UInt64>] = [:]
  private var flows: [UInt64: (level: String, flow: UInt64)] = [:]

  init(seats: Int) { self.seats = SeatAllocation(seats: seats, levels: []) }

  /// Takes in other schemas and levels; who has a seat keeps it, and who waits goes on waiting, those first who came first.
  mutating func configure(schemas: [FlowSchemaMatch], levels: [PriorityLevel]) {
    self.schemas = schemas.sorted { ($0.precedence, $0.name) < ($1.precedence, $1.name) }
    self.levels = Dictionary(levels.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    seats = SeatAllocation(seats: seats.seats, levels: levels, executing: seats.executing)
    queues = [:]
    for level in levels {
      guard case .queue(let count, let hand, let length) = level.overflow else { continue }
      queues[level.name] = FairQueues(queues: count, handSize: hand, lengthMax: length)
    }
    for (ticket, place) in flows.sorted(by: { $0.key < $1.key }) {
      if queues[place.level]?.enqueue(ticket, flow: place.flow) == nil { flows[ticket] = nil }
    }
  }

  /// Those that wait, for levels that are there no more included.
  var waiting: Set<UInt64> { Set(flows.keys) }

  func isWaiting(_ ticket: UInt64) -> Bool { flows[ticket] != nil }

  mutating func arrive(_ ticket: UInt64, _ attributes: AuthorizationAttributes) -> Verdict {
    guard let schema = schemas.first(where: { levels[$0.level] != nil && $0.matches(attributes) }), let level = levels[schema.level] else {
      return .go(Admission(schemaUID: "", levelUID: "", level: ""), isHeld: false)
    }
    let admission = Admission(schemaUID: schema.uid, levelUID: level.uid, level: level.name)
    if level.isExempt { return .go(admission, isHeld: false) }
    // Who comes later doesn't overtake those who wait.
    if queues[level.name]?.isEmpty ?? true, seats.take(level.name) { return .go(admission, isHeld: true) }
    guard queues[level.name] != nil else { return .refuse(admission, reason: "concurrency-limit") }
    let flow = FairQueues<UInt64>.hash(schema.flow(attributes))
    guard queues[level.name]?.enqueue(ticket, flow: flow) == true else { return .refuse(admission, reason: "queue-full") }
    flows[ticket] = (level.name, flow)
    return .wait(admission)
  }

  /// Gives a seat back; answers who may go on now.
  mutating func release(_ level: String) -> [UInt64] {
    seats.release(level)
    return dispatch()
  }

  /// Those who may go on: of every level while it gets seats, since what one gives back another may borrow.
  mutating func dispatch() -> [UInt64] {
    var released: [UInt64] = []
    for name in queues.keys.sorted() {
      while queues[name]?.isEmpty == false, seats.take(name) {
        guard let ticket = queues[name]?.dequeue() else { break }
        flows[ticket] = nil
        released.append(ticket)
      }
    }
    return released
  }

  /// False when the ticket doesn't wait.
  mutating func leave(_ ticket: UInt64) -> Bool {
    guard let place = flows.removeValue(forKey: ticket) else { return false }
    return queues[place.level]?.remove(ticket) ?? true
  }
}
