import APIMachinery
import AccessControl
import Store

/// What a commit made of the objects that a unit of work wrote.
struct Committed: Sendable {
  var objects: [ObjectKey: StoredObject] = [:]
  /// What those were made of; nothing for deleted ones.
  var encoded: [ObjectKey: EncodedObject] = [:]
  var warnings: [String] = []

  func result(_ key: ObjectKey) -> ObjectResult? {
    guard let object = objects[key] else { return nil }
    return encoded[key].map { .written(object, $0) } ?? .stored(object)
  }
}

extension APIServer {
  /// As many as may write beside each other: of those that meet on one object, each round lets one through.
  static let conflictRetriesMax = 512

  /// Runs `body` on a fresh view of the store and commits what it wrote, all or nothing. When somebody else has changed one of
  /// the objects meanwhile, everything is decided again on the new state: what a client demanded of the state (a
  /// resourceVersion, absence) is then refused by `body` itself.
  func perform<Result>(
    _ provenance: Provenance, isDryRun: Bool = false, adoption: (Result) -> Adoption? = { _ in nil },
    _ body: (inout UnitOfWork) throws(StatusError) -> Result
  ) async throws(StatusError) -> (Result, Committed) {
    var conversation: AdmissionConversation?
    let ledger = RequestLedger()
    var rounds = 0
    for _ in 0..<Self.conflictRetriesMax {
      let configuration = dynamicAdmission.current()
      if conversation == nil, !configuration.isEmpty || served.convertsByWebhook {
        conversation = AdmissionConversation(configuration, time: clock.now, isDryRun: isDryRun)
      }
      let (unit, result): (UnitOfWork, Result)
      do throws(StatusError) { (unit, result) = try await decide(conversation, ledger, &rounds, body) } catch {
        // What was decided without an answer that is yet to come from elsewhere is decided again with it.
        if let questions = RemoteQuestions.current, await questions.settle() { continue }
        throw error
      }
      defer { services.release(unit.allocations) }
      if let questions = RemoteQuestions.current, await questions.settle() { continue }
      let writes = unit.writes
      try Self.checkNesting(writes)
      let adoption = adoption(result)
      if isDryRun || (writes.isEmpty && adoption == nil) { return (result, Committed(warnings: unit.warnings)) }
      try RequestTimeout.check(clock)
      var provenance = provenance
      provenance.time = unit.time
      do throws(StoreError) {
        let objects = try await store.commit(Transaction(writes, provenance, adoption: adoption))
        var committed = Committed(warnings: unit.warnings)
        for (write, object) in zip(writes, objects) {
          committed.objects[write.key] = object
          guard case .put(let encoded) = write.change else { continue }
          committed.encoded[write.key] = encoded
          if let object { recent.keep(object, encoded) }
        }
        if let trail = AuditTrail.current, let revision = objects.compactMap({ $0?.revision }).max() {
          trail.annotate(Self.revisionAnnotation, revision.description)
        }
        return (result, committed)
      } catch {
        guard case .conflict = error else { throw StatusError(error) }
        conversation?.restart()
      }
    }
    throw StatusError(500, .serverTimeout, "the object is being changed too often, please try again")
  }

  /// How deep an object may be nested as it is stored, its managed fields included: well within what every reader of a list of
  /// such objects takes (`JSON.Limits`).
  static let nestingMax = 180

  private static func checkNesting(_ writes: [Write]) throws(StatusError) {
    for write in writes {
      guard case .put(let object) = write.change, object.depth > nestingMax else { continue }
      throw .badRequest("\(write.key.resource) \"\(write.key.name)\" would be nested deeper than \(nestingMax) levels")
    }
  }

  /// Runs `body` until no webhook has to be asked any more.
  private func decide<Result>(
    _ conversation: AdmissionConversation?, _ ledger: RequestLedger, _ rounds: inout Int, _ body: (inout UnitOfWork) throws(StatusError) -> Result
  ) async throws(StatusError) -> (UnitOfWork, Result) {
    while true {
      var unit = UnitOfWork(store.snapshot(), time: conversation?.time ?? clock.now, recent: recent, ledger: ledger)
      unit.conversation = conversation
      let decided: Swift.Result<Result, StatusError>
      if let conversation {
        decided = conversation.attempt { () throws(StatusError) in try body(&unit) }
        if conversation.isWaiting {
          services.release(unit.allocations)
          rounds += 1
          guard rounds <= AdmissionConversation.roundsMax else {
            throw .internalError("admission webhooks change the object again and again")
          }
          await conversation.ask(conversions, random)
          continue
        }
      } else {
        do throws(StatusError) { decided = .success(try body(&unit)) } catch { decided = .failure(error) }
      }
      if let trail = AuditTrail.current { for (key, value) in unit.auditAnnotations { trail.annotate(key, value) } }
      switch decided {
      case .success(let result): return (unit, result)
      case .failure(let error):
        services.release(unit.allocations)
        throw error
      }
    }
  }

  /// One write verb from decision to answer.
  func write(
    _ request: ResourceRequest, _ parameters: WriteParameters,
    _ body: (inout UnitOfWork) throws(StatusError) -> WriteResult
  ) async throws(StatusError) -> (result: ObjectResult, status: Int, warnings: [String]) {
    let (decided, committed) = try await perform(provenance(request, parameters), isDryRun: parameters.isDryRun, body)
    return (answer(decided, committed, isDryRun: parameters.isDryRun), decided.status, committed.warnings)
  }

  func answer(_ decided: WriteResult, _ committed: Committed, isDryRun: Bool) -> ObjectResult {
    switch decided.answer {
    case .value(let value): return .value(value)
    case .object(let key, let value):
      return committed.result(key) ?? .value(value)
    case .computed(let key, let compute, let dryRun):
      return .value(committed.result(key).map { compute($0.value) } ?? dryRun)
    }
  }

  func provenance(_ request: ResourceRequest, _ parameters: WriteParameters) -> Provenance {
    var resource = request.groupResource.description
    if !request.subresource.isEmpty { resource += "/" + request.subresource }
    var provenance = Provenance(
      user: request.caller.user.name, verb: request.verb, resource: resource, userAgent: request.caller.userAgent,
      fieldManager: parameters.fieldManager.isEmpty ? request.caller.defaultFieldManager : parameters.fieldManager,
      auditID: request.caller.auditID)
    provenance.groups = Self.recordedGroups(request.caller.user)
    return provenance
  }

  /// The groups that a name alone doesn't tell.
  static func recordedGroups(_ user: UserInfo) -> [String] {
    let known = UserInfo(recorded: user.name, groups: []).groups
    return user.groups.filter { !known.contains($0) }
  }
}

extension StatusError {
  /// A store that refused, as an answer to the client.
  init(_ error: StoreError) {
    switch error {
    case .conflict(let key, .absent, _): self = .alreadyExists(key.resource, key.name)
    case .conflict(let key, _, _): self = .objectModified(key.resource, key.name)
    case .compacted(let oldest): self = .tooOld(oldest: oldest)
    case .future(let revision, let current): self = .tooLargeResourceVersion(revision, current: current)
    case .unavailable(let reason): self = StatusError(503, .serviceUnavailable, reason)
    case .closed: self = StatusError(503, .serviceUnavailable, "the server is shutting down")
    }
  }

  /// What is asked for is no longer known.
  static func tooOld(oldest: Revision) -> StatusError {
    .expired("The resourceVersion for the provided list is too old. The oldest that is kept is \(oldest).")
  }

  /// A client has seen a revision that this server hasn't reached.
  static func tooLargeResourceVersion(_ revision: Revision, current: Revision) -> StatusError {
    var error = StatusError(504, .timeout, "Timeout: Too large resource version: \(revision), current: \(current)")
    error.causes = [Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")]
    error.retryAfterSeconds = 1
    return error
  }
}
