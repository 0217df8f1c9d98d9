import APIMachinery
import Basics
import CustomResources
import Store

/// One watch: a cursor in the change log that is moved by whoever reads the response, so that a slow reader costs nothing
/// but its place in the log.
actor Watcher {
  static let changesPerTurnMax = 256
  static let bookmarkInterval = Duration.seconds(60)

  private let resource: GroupResource
  private let hub: WatchHub
  private let plan: WatchPlan
  private let wake: Wake
  private let observation: StoreObservation
  /// A custom resource goes with its definition, and its watches with it.
  private let definitions: StoreObservation?
  private let timer: Task<Void, Never>
  private let deadline: Timestamp
  private var pendingInitial: ArraySlice<StoredObject>
  private var owesInitialEnd: Bool
  private var cursor: Revision
  private var bookmarked: Revision
  private var nextBookmark: Timestamp
  private var hasEnded = false

  init(_ resource: GroupResource, _ plan: WatchPlan, _ hub: WatchHub) {
    (self.resource, self.plan, self.hub) = (resource, plan, hub)
    let wake = Wake()
    self.wake = wake
    observation = hub.store.observe(resource) { wake.raise() }
    definitions = plan.isServed == nil ? nil : hub.store.observe(DefinedResources.resource) { wake.raise() }
    let now = hub.clock.now
    let deadline = now + plan.timeout
    self.deadline = deadline
    cursor = plan.initial?.revision ?? plan.start
    bookmarked = cursor
    nextBookmark = now + Self.bookmarkInterval
    pendingInitial = plan.initial.map { plan.selection.candidates(resource, in: $0)[...] } ?? []
    owesInitialEnd = plan.marksInitialEnd
    let clock = hub.clock
    let ticks = plan.allowsBookmarks
    timer = Task {
      while !Task.isCancelled {
        let next = ticks ? min(clock.now + Self.bookmarkInterval, deadline) : deadline
        guard (try? await clock.sleep(until: next)) != nil else { return }
        wake.raise()
        if clock.now >= deadline { return }
      }
    }
  }

  deinit {
    observation.cancel()
    definitions?.cancel()
    timer.cancel()
  }

  /// The next items; nil when the watch is over.
  func next() async -> [WatchItem]? {
    while !hasEnded, !Task.isCancelled {
      do throws(StatusError) {
        if let items = try await initialItems() { return items }
      } catch {
        hasEnded = true
        return [.failure(error)]
      }
      do throws(StoreError) {
        if let items = try await turn() { return items }
      } catch {
        return end(error)
      }
      if hasEnded { return nil }
      await wake.wait()
    }
    return nil
  }

  /// Initial events, and after them the bookmark that says so.
  private func initialItems() async throws(StatusError) -> [WatchItem]? {
    while !pendingInitial.isEmpty {
      let (batch, selection) = (pendingInitial.prefix(Self.changesPerTurnMax), plan.selection)
      let items = try await selected { batch.filter { selection.matches($0) }.map { .event(.added, $0, change: nil) } }
      pendingInitial = pendingInitial.dropFirst(Self.changesPerTurnMax)
      if !items.isEmpty { return items }
    }
    guard owesInitialEnd else { return nil }
    owesInitialEnd = false
    return [.bookmark(cursor, endsInitialEvents: true)]
  }

  /// One look at the log; nil when there is nothing to tell yet.
  private func turn() async throws(StoreError) -> [WatchItem]? {
    let now = hub.clock.now
    let (changes, through) = try await hub.changes(of: resource, after: cursor, limit: Self.changesPerTurnMax)
    let more = !changes.isEmpty
    cursor = max(cursor, through)
    let items: [WatchItem]
    do throws(StatusError) {
      items = try await selected { changes.compactMap(item) }
    } catch {
      hasEnded = true
      return [.failure(error)]
    }
    if !items.isEmpty { return items }
    if more { wake.raise() }
    if now >= deadline || plan.isServed?() == false { hasEnded = true }
    guard plan.allowsBookmarks, now >= nextBookmark || hasEnded else { return nil }
    nextBookmark = now + Self.bookmarkInterval
    guard cursor > bookmarked else { return nil }
    bookmarked = cursor
    return [.bookmark(cursor, endsInitialEvents: false)]
  }

  /// What selectors let through, with the conversions that they need.
  private func selected(_ body: () -> [WatchItem]) async throws(StatusError) -> [WatchItem] {
    guard let conversions = plan.conversions else { return body() }
    let answers = ConversionAnswers()
    while true {
      let result = ConversionCaller.attempt(answers) { () throws(StatusError) in body() }
      guard answers.isWaiting else { return try result.get() }
      await conversions.ask(answers)
    }
  }

  /// What a change is to this watcher: an object that begins or ceases to match comes and goes for it.
  private func item(_ watched: WatchedChange) -> WatchItem? {
    let change = watched.change
    guard plan.selection.mayMatch(change.object.key) else { return nil }
    let matches = !change.isDelete && plan.selection.matches(watched.change.object, { watched.object })
    let matched = change.previous.map { previous in plan.selection.matches(previous, { watched.previous ?? .null }) } ?? false
    switch (matched, matches) {
    case (false, false): return nil
    case (false, true): return .event(.added, change.object, change: watched)
    case (true, true): return .event(.modified, change.object, change: watched)
    case (true, false) where change.isDelete: return .event(.deleted, change.object, change: watched)
    case (true, false): return watched.departed.map { .event(.deleted, $0, change: nil) }
    }
  }

  private func end(_ error: StoreError) -> [WatchItem]? {
    hasEnded = true
    guard case .compacted(let oldest) = error else { return nil }
    return [.failure(.tooOldResourceVersion(cursor, oldest: oldest))]
  }
}

extension StatusError {
  static func tooOldResourceVersion(_ revision: Revision, oldest: Revision) -> StatusError {
    .expired("too old resource version: \(revision) (\(oldest))")
  }
}
