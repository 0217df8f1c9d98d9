import APIMachinery
import APISchemas
import AccessControl
import Client
import CustomResources
import Store

extension APIServer {
  /// Runs all operations on one unit of work and commits them together: all of them, or (with `skipsFailures`) those that
  /// can be. Every object's error is reported, not only the first.
  func apply(_ batch: Batch, _ caller: Caller) async throws(StatusError) -> BatchResult {
    let result = await Self.outcome { () async throws(StatusError) in try await carryOut(batch, caller) }
    await audit(batch, caller, result)
    return try result.get()
  }

  private func carryOut(_ batch: Batch, _ caller: Caller) async throws(StatusError) -> BatchResult {
    try await authorizeBatch(batch, caller)
    var provenance = Provenance(
      user: batch.user ?? caller.user.name, verb: "apply", resource: "transactions", userAgent: caller.userAgent,
      fieldManager: batch.fieldManager, auditID: caller.auditID)
    if batch.user == nil { provenance.groups = Self.recordedGroups(caller.user) }
    let (steps, committed) = try await perform(
      provenance, isDryRun: batch.dryRun,
      adoption: { steps in
        // A commit that failed as a whole hasn't been taken in.
        guard batch.skipsFailures || !steps.contains(where: \.isFailure) else { return nil }
        return batch.adopting.map { Adoption(commit: $0, note: Self.note(batch, steps)) }
      }
    ) { unit throws(StatusError) in
      self.run(batch, caller, in: &unit)
    }
    return BatchResult(outcomes: steps.map { $0.outcome(committed) })
  }

  /// Only the daemon takes in commits of `main` and writes in another's name.
  private func authorizeBatch(_ batch: Batch, _ caller: Caller) async throws(StatusError) {
    guard batch.adopting != nil || batch.user != nil || batch.authors != nil else { return }
    let attributes = AuthorizationAttributes(
      user: caller.user, verb: "adopt", apiGroup: BatchWire.groupVersion.group, resource: BatchWire.resource)
    _ = try await RemoteQuestions.settling { () throws(StatusError) in try authorizer.authorize(attributes) }
  }

  private func run(_ batch: Batch, _ caller: Caller, in unit: inout UnitOfWork) -> [BatchStep] {
    let begin = unit
    var steps = Array(repeating: BatchStep?.none, count: batch.operations.count)
    var api = servedAPIs.including(unit)
    for index in Self.order(batch.operations) {
      let savepoint = unit
      do throws(StatusError) {
        steps[index] = try serving(api, &unit) { unit throws(StatusError) in
          try step(batch.operations[index], batch, try self.caller(of: index, batch, caller), batch.authors?[index] ?? [], in: &unit)
        }
      } catch {
        // Addresses that the failed step held are let go of with the unit.
        let held = unit.allocations
        unit = savepoint
        unit.allocations = held
        steps[index] = .failed(error)
      }
      if Self.isAboutDefinition(batch.operations[index]) { api = servedAPIs.including(unit) }
    }
    let result = steps.map { $0 ?? .failed(.internalError("an operation was not carried out")) }
    if !batch.skipsFailures, result.contains(where: \.isFailure) {
      let held = unit.allocations
      unit = begin
      unit.allocations = held
      // What would have gone well hasn't happened either; the errors say which objects are in the way.
    }
    return result
  }

  /// Whether what is served may be something else after it.
  private static func isAboutDefinition(_ operation: Batch.Operation) -> Bool {
    switch operation {
    case .apply(let document): document.object.kind == DefinedResources.kind.kind
    case .delete(let kind, _, _): kind.kind == DefinedResources.kind.kind
    }
  }

  /// Namespaces and definitions before what needs them, deletes last; otherwise as given.
  private static func order(_ operations: [Batch.Operation]) -> [Int] {
    operations.indices.sorted { a, b in
      let (first, second) = (rank(operations[a]), rank(operations[b]))
      return first == second ? a < b : first < second
    }
  }

  private static func rank(_ operation: Batch.Operation) -> Int {
    switch operation {
    case .apply(let document):
      switch document.object.kind {
      case "Namespace": 0
      case "CustomResourceDefinition": 1
      case "PriorityClass", "StorageClass", "IngressClass", "RuntimeClass", "Role", "ClusterRole": 2
      case "ServiceAccount", "ConfigMap", "Secret": 3
      default: 4
      }
    case .delete: 5
    }
  }

  private func step(
    _ operation: Batch.Operation, _ batch: Batch, _ caller: Caller, _ authors: [String], in unit: inout UnitOfWork
  ) throws(StatusError) -> BatchStep {
    switch operation {
    case .apply(let document): try applyStep(document, batch, caller, authors, in: &unit)
    case .delete(let kind, let namespace, let name): try deleteStep(kind, namespace, name, batch, caller, authors, in: &unit)
    }
  }

  /// As whom an operation is admitted. Nobody is the daemon by writing its name into a commit.
  private func caller(of index: Int, _ batch: Batch, _ caller: Caller) throws(StatusError) -> Caller {
    guard let authors = batch.authors?[index] else { return caller }
    guard let last = authors.last, !authors.contains(where: { Self.author($0).isDaemon }) else {
      throw .forbidden(GroupResource(resource: ""), "", "nobody who may change the cluster is the author of this change")
    }
    var caller = caller
    caller.user = Self.author(last)
    return caller
  }

  static func author(_ name: String) -> UserInfo { UserInfo(name: name, groups: ["system:authenticated"]) }

  private func request(
    _ kind: GroupVersionKind, namespace: String, name: String, verb: String, _ batch: Batch, _ caller: Caller, _ authors: [String]
  ) throws(StatusError) -> ResourceRequest {
    guard let definition = scheme.resource(of: kind) else {
      throw StatusError(404, .notFound, "no matches for kind \"\(kind.kind)\" in version \"\(kind.groupVersion)\"")
    }
    let namespace = definition.isNamespaced ? (namespace.isEmpty ? "default" : namespace) : ""
    var request = ResourceRequest(caller, verb: verb, definition, scheme, namespace: namespace, name: name)
    request.comesFromMain = batch.adopting != nil
    for author in authors.dropLast() {
      var attributes = request.attributes()
      attributes.user = Self.author(author)
      try authorizer.authorize(attributes)
    }
    try authorizer.authorize(request.attributes())
    return request
  }

  private func applyStep(
    _ document: Batch.Document, _ batch: Batch, _ caller: Caller, _ authors: [String], in unit: inout UnitOfWork
  ) throws(StatusError) -> BatchStep {
    guard let kind = document.object.groupVersionKind else {
      throw .badRequest("Object 'Kind' is missing: a manifest needs apiVersion and kind")
    }
    guard !document.object.name.isEmpty else { throw .badRequest("a manifest needs metadata.name") }
    let request = try request(
      kind, namespace: document.object.namespace, name: document.object.name, verb: "patch", batch, caller, authors)
    var parameters = WriteParameters()
    (parameters.fieldManager, parameters.force, parameters.fieldValidation) = (batch.fieldManager, true, .strict)
    parameters.previous = document.previous
    let before = unit.get(request.key)
    let intent = Intent(object: document.object, source: document.faithfulSource, path: document.path)
    let result = try apply(request, RequestBody(value: document.object), parameters, intent, in: &unit)
    guard case .object(let key, let value) = result.answer else { return .failed(.internalError("apply gave no object")) }
    guard let before else { return .created(key, value) }
    return value == before ? .unchanged(value) : .configured(key, value)
  }

  private func deleteStep(
    _ kind: GroupVersionKind, _ namespace: String, _ name: String, _ batch: Batch, _ caller: Caller, _ authors: [String],
    in unit: inout UnitOfWork
  ) throws(StatusError) -> BatchStep {
    let request = try request(kind, namespace: namespace, name: name, verb: "delete", batch, caller, authors)
    guard let object = unit.get(request.key) else { return .absent }
    // Who takes a manifest away wants what came of it gone too.
    let (last, _) = try remove(object, request, DeleteParameters(DeleteOptions(propagation: .background)), in: &unit)
    return .deleted(request.key, last)
  }

  private static func note(_ batch: Batch, _ steps: [BatchStep]) -> String {
    var lines = batch.note.isEmpty ? [] : [batch.note]
    for (operation, step) in zip(batch.operations, steps) { lines.append("\(step.word) \(describe(operation))\(step.problem)") }
    return lines.joined(separator: "\n")
  }

  private static func describe(_ operation: Batch.Operation) -> String {
    switch operation {
    case .apply(let document):
      let name = document.object.namespace.isEmpty ? document.object.name : document.object.namespace + "/" + document.object.name
      return "\(document.object.kind) \(name)" + (document.place.isEmpty ? "" : " (\(document.place))")
    case .delete(let kind, let namespace, let name):
      return "\(kind.kind) \(namespace.isEmpty ? name : namespace + "/" + name)"
    }
  }
}
