import APIMachinery
import Basics
import Client

/// What a rule wants done: steps in order, and when to look again if nothing changes before.
public struct Plan: Sendable {
  public var steps: [Step]
  /// Look at the key again after this time, also if the plan succeeded.
  public var requeueAfter: Duration?
  /// Since when the key waits for what no object tells the beginning of: the next look at it finds it in `World.waitingSince`. It is
  /// forgotten by a plan without it, and at a restart.
  public var waitingSince: Timestamp?

  public init(_ steps: [Step] = [], requeueAfter: Duration? = nil) { (self.steps, self.requeueAfter) = (steps, requeueAfter) }

  /// Nothing to do.
  public static let done = Plan()

  public mutating func add(_ order: Order) { steps.append(.one(order)) }
  public mutating func add(_ step: Step) { steps.append(step) }

  /// Looks again after `duration`, unless it was to be earlier.
  public mutating func requeue(after duration: Duration) {
    requeueAfter = min(requeueAfter ?? duration, max(duration, .milliseconds(1)))
  }

  /// Every order of every step, for tests and for the record.
  public var orders: [Order] { steps.flatMap(\.orders) }
}

/// A part of a plan. When a step fails, the plan stops; `finally` steps run all the same.
public indirect enum Step: Sendable {
  case one(Order)
  /// All at once, none waiting for another.
  case parallel([Order])
  /// 1, 2, 4, 8, … at once, stopping at the first batch with a failure: a mistake made once is not repeated a thousand times.
  case slowStart([Order])
  /// Runs whatever happened before: a status is never forgotten.
  case finally(Order)
  /// The steps run if all checks hold, as the server (not the cache) says now. A check that doesn't hold is no failure.
  case guarded([Check], [Step])

  public var orders: [Order] {
    switch self {
    case .one(let order), .finally(let order): [order]
    case .parallel(let orders), .slowStart(let orders): orders
    case .guarded(_, let steps): steps.flatMap(\.orders)
    }
  }
}

/// Something to be asked of the server itself before acting.
public struct Check: Sendable, Hashable {
  public enum Expectation: Sendable, Hashable {
    /// No object of that name has this uid; with an empty uid, none has that name.
    case absent
    /// The object has this uid and isn't being deleted.
    case present
    /// The collection has no object at all; name and uid don't matter.
    case empty
    /// The object is at this resourceVersion: the cache isn't behind.
    case unchanged(resourceVersion: String)
    /// The server answers this access review with yes; the path is the reviews'.
    case allowed(review: Value)
  }
  public var path: ResourcePath
  public var name: String
  public var uid: String
  public var expectation: Expectation

  public init(_ path: ResourcePath, name: String, uid: String, _ expectation: Expectation) {
    (self.path, self.name, self.uid, self.expectation) = (path, name, uid, expectation)
  }

  /// The object is still as the cache has it.
  public static func unchanged(_ resource: GroupVersionResource, _ object: Value) -> Check {
    Check(
      ResourcePath(resource, namespace: object.namespace), name: object.name, uid: object.uid,
      .unchanged(resourceVersion: object.resourceVersion))
  }

  public static func empty(_ path: ResourcePath) -> Check { Check(path, name: "", uid: "", .empty) }
}

/// One request to the API, or an event to record, with what to record about its outcome.
public struct Order: Sendable {
  public enum Action: Sendable {
    case create(ResourcePath, Value)
    /// A subresource in the path makes it an update of that, such as `status`.
    case update(ResourcePath, Value)
    case patch(ResourcePath, name: String, Patch)
    /// An object that is gone already is no failure.
    case delete(ResourcePath, name: String, DeleteOptions)
    /// Deletes every object of a collection.
    case deleteCollection(ResourcePath, DeleteOptions)
    case event(EventRecord)
  }

  public var action: Action
  /// Recorded when the request succeeds; `{name}` in the message becomes the name of the object written.
  public var onSuccess: EventRecord?
  /// Recorded when it fails; `{error}` in the message becomes the error's.
  public var onFailure: EventRecord?
  /// Failures with these reasons are as good as success.
  public var ignoring: [StatusError.Reason]

  public init(
    _ action: Action, onSuccess: EventRecord? = nil, onFailure: EventRecord? = nil, ignoring: [StatusError.Reason] = []
  ) {
    (self.action, self.onSuccess, self.onFailure, self.ignoring) = (action, onSuccess, onFailure, ignoring)
  }
}

extension Order {
  public static func create(
    _ path: ResourcePath, _ object: Value, onSuccess: EventRecord? = nil, onFailure: EventRecord? = nil
  ) -> Order { Order(.create(path, object), onSuccess: onSuccess, onFailure: onFailure) }

  public static func update(_ path: ResourcePath, _ object: Value) -> Order { Order(.update(path, object)) }

  /// Writes the status of `object`, which holds the new one and the resourceVersion it was computed from.
  public static func updateStatus(_ resource: GroupVersionResource, _ object: Value) -> Order {
    Order(.update(ResourcePath(resource, namespace: object.namespace, subresource: "status"), object), ignoring: [.notFound])
  }

  public static func patch(_ path: ResourcePath, name: String, _ patch: Patch) -> Order { Order(.patch(path, name: name, patch)) }

  public static func delete(
    _ path: ResourcePath, name: String, _ options: DeleteOptions = DeleteOptions(), onSuccess: EventRecord? = nil,
    onFailure: EventRecord? = nil
  ) -> Order { Order(.delete(path, name: name, options), onSuccess: onSuccess, onFailure: onFailure, ignoring: [.notFound]) }

  public static func event(_ record: EventRecord) -> Order { Order(.event(record)) }
}
