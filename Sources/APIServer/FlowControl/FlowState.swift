import APIMachinery
import AccessControl
import Basics

/// What the flow controller decides by: schemas, levels, seats and who waits. A value: it says what to do, and does nothing.
struct FlowState: Sendable {
  enum Verdict: Sendable {
    /// May go on, and gives its seats back (`release`).
    case go(Admission)
    case wait(Admission)
    case refuse(Admission)
  }

  /// How a request was classed.
  struct Admission: Hashable, Sendable {
    var schemaUID = ""
    var levelUID = ""
    var schema = ""
    var level = ""
    /// The seats that it takes.
    var width = 1

    /// Whether there was a schema for it; where there is none nobody waits, and nothing is counted.
    var isClassed: Bool { !level.isEmpty }
  }

  /// One that waits.
  struct Waiting: Sendable {
    var admission: Admission
    /// What requests of its flow have in common.
    var distinguisher: String
    var flow: UInt64
    var since: Timestamp
  }

  private(set) var schemas: [FlowSchemaMatch] = []
  private(set) var levels: [String: PriorityLevel] = [:]
  private(set) var seats: SeatAllocation
  private(set) var queues: [String: FairQueues<UInt64>] = [:]
  private(set) var waitingRequests: [UInt64: Waiting] = [:]
  private(set) var tallies: [FlowTally.Key: FlowTally] = [:]

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
    for (ticket, place) in waitingRequests.sorted(by: { $0.key < $1.key }) {
      var place = place
      place.admission.width = min(place.admission.width, seats.widthMax(place.admission.level))
      waitingRequests[ticket] = place
      guard queues[place.admission.level]?.enqueue(ticket, flow: place.flow, width: place.admission.width) == true else {
        waitingRequests[ticket] = nil
        count(place.admission) { $0.cancelled += 1 }
        continue
      }
    }
    // Schemas that are gone are forgotten with their last request.
    let names = Set(self.schemas.map(\.name))
    tallies = tallies.filter { names.contains($0.key.schema) || $0.value.executing > 0 }
  }

  /// Those that wait, for levels that are there no more included.
  var waiting: Set<UInt64> { Set(waitingRequests.keys) }

  func isWaiting(_ ticket: UInt64) -> Bool { waitingRequests[ticket] != nil }

  /// `width`: the seats that the request would take if there were no limit to them.
  mutating func arrive(_ ticket: UInt64, _ attributes: AuthorizationAttributes, width: Int = 1, now: Timestamp) -> Verdict {
    guard let schema = schemas.first(where: { levels[$0.level] != nil && $0.matches(attributes) }), let level = levels[schema.level] else {
      return .go(Admission())
    }
    let admission = Admission(
      schemaUID: schema.uid, levelUID: level.uid, schema: schema.name, level: level.name,
      width: level.isExempt ? 1 : min(max(1, width), seats.widthMax(level.name)))
    // Who comes later doesn't overtake those who wait.
    if level.isExempt || (queues[level.name]?.isEmpty ?? true && seats.take(level.name, admission.width)) {
      begin(admission)
      return .go(admission)
    }
    guard queues[level.name] != nil else {
      count(admission) { $0.overLimit += 1 }
      return .refuse(admission)
    }
    let distinguisher = schema.distinguisher(attributes)
    let flow = FairQueues<UInt64>.hash(schema.name + "\n" + distinguisher)
    guard queues[level.name]?.enqueue(ticket, flow: flow, width: admission.width) == true else {
      count(admission) { $0.queueFull += 1 }
      return .refuse(admission)
    }
    waitingRequests[ticket] = Waiting(admission: admission, distinguisher: distinguisher, flow: flow, since: now)
    return .wait(admission)
  }

  private mutating func count(_ admission: Admission, _ change: (inout FlowTally) -> Void) {
    change(&tallies[.init(schema: admission.schema, level: admission.level), default: FlowTally()])
  }

  private mutating func begin(_ admission: Admission) {
    count(admission) { tally in
      tally.dispatched += 1
      tally.executing += 1
      tally.executingSeats += admission.width
    }
  }

  /// Gives seats back; answers who may go on now.
  mutating func release(_ admission: Admission) -> [UInt64] {
    count(admission) { tally in
      tally.executing -= 1
      tally.executingSeats -= admission.width
    }
    // An exempt level has no seats to give back.
    if levels[admission.level]?.isExempt == true { return [] }
    seats.release(admission.level, admission.width)
    return dispatch()
  }

  /// Those who may go on: of every level while it gets seats, since what one gives back another may borrow.
  mutating func dispatch() -> [UInt64] {
    var released: [UInt64] = []
    for name in queues.keys.sorted() {
      while let width = queues[name]?.nextWidth, seats.take(name, width) {
        guard let ticket = queues[name]?.dequeue() else { break }
        if let begun = waitingRequests.removeValue(forKey: ticket) { begin(begun.admission) }
        released.append(ticket)
      }
    }
    return released
  }

  enum Departure { case timedOut, cancelled }

  /// False when the ticket doesn't wait.
  mutating func leave(_ ticket: UInt64, _ why: Departure) -> Bool {
    guard let place = waitingRequests.removeValue(forKey: ticket) else { return false }
    count(place.admission) { if why == .timedOut { $0.timedOut += 1 } else { $0.cancelled += 1 } }
    return queues[place.admission.level]?.remove(ticket) ?? true
  }
}
