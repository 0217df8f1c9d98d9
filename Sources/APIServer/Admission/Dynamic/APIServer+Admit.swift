import APIMachinery
import Client

extension APIServer {
  /// Everything that may change an object before its kind's own validation: the server's rules, policies, then webhooks.
  /// Returns the object's place in the conversation with webhooks, when there is one.
  func admitMutating(
    _ object: inout Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork
  ) throws(StatusError) -> AdmissionConversation.Place? {
    let input = object
    try admission.mutate(&object, attributes, in: &unit)
    guard let conversation = unit.conversation else { return nil }
    let request = attributes.request
    let place = AdmissionConversation.Place(
      key: request.key(input.name), subresource: request.subresource, input: input, old: attributes.old)
    // What the rules made up (names of volumes) must be the same each time, or every question is a new one.
    object = conversation.begin(place, object)
    var subject = AdmissionSubject(attributes, object: object, isDryRun: conversation.isDryRun, scheme)
    try mutation(conversation).run(&subject, in: &unit) { object, unit throws(StatusError) in
      try admission.mutate(&object, attributes, in: &unit)
    }
    object = subject.object ?? object
    return place
  }

  /// Everything that judges an object after its kind's own validation: the server's rules, policies, then webhooks.
  func admitValidating(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    try admission.validate(object, attributes, in: &unit)
    guard let conversation = unit.conversation else { return }
    var subject = AdmissionSubject(
      attributes, object: attributes.operation == .delete ? nil : object, isDryRun: conversation.isDryRun, scheme)
    // Mutating webhooks may refuse a delete; there is nothing for them to change.
    if attributes.operation == .delete { try mutation(conversation).run(&subject, in: &unit) { _, _ throws(StatusError) in } }
    try judge(subject, conversation, in: &unit)
  }

  /// For what is sent to a subresource and isn't the object itself: an Eviction, a Binding, the options of a connection. The
  /// server's own rules about these are where they are carried out. Returns what mutations made of it.
  func admitPart(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) -> Value {
    guard let conversation = unit.conversation else { return object }
    var subject = AdmissionSubject(attributes, object: object, isDryRun: conversation.isDryRun, scheme)
    try mutation(conversation).run(&subject, in: &unit) { _, _ throws(StatusError) in }
    try judge(subject, conversation, in: &unit)
    return subject.object ?? object
  }

  /// Asks whether a client may be connected with what the path names (exec, attach, port-forward, proxy).
  func admitConnect(_ request: ResourceRequest, _ query: QueryParameters, path: String = "") async throws(StatusError) {
    guard !dynamicAdmission.current().isEmpty else { return }
    let options = ConnectOptions.value(request, query, path: path)
    _ = try await perform(provenance(request, WriteParameters())) { unit throws(StatusError) in
      _ = try self.admitPart(options, AdmissionAttributes(request, .connect, old: nil), in: &unit)
    }
  }

  private func mutation(_ conversation: AdmissionConversation) -> DynamicMutation {
    DynamicMutation(conversation: conversation, authorizer: authorizer)
  }

  private func judge(_ subject: AdmissionSubject, _ conversation: AdmissionConversation, in unit: inout UnitOfWork) throws(StatusError) {
    guard !subject.isExempt else { return }
    try PolicyAdmission(policies: conversation.configuration.validatingPolicies, authorizer: authorizer).validate(subject, in: &unit)
    try WebhookAdmission(conversation: conversation, authorizer: authorizer).validate(subject, in: &unit)
  }
}

extension WriteParameters {
  /// As webhooks are shown it: `kind` is CreateOptions, UpdateOptions or PatchOptions.
  func options(_ kind: String) -> Value {
    var options: Value = ["kind": .string(kind), "apiVersion": "meta.k8s.io/v1"]
    if isDryRun { options["dryRun"] = ["All"] }
    if !fieldManager.isEmpty { options["fieldManager"] = .string(fieldManager) }
    if fieldValidation != .warn { options["fieldValidation"] = .string(fieldValidation.rawValue) }
    if let force { options["force"] = .bool(force) }
    return options
  }
}

extension DeleteParameters {
  var options: Value {
    var options: Value = ["kind": "DeleteOptions", "apiVersion": "meta.k8s.io/v1"]
    if let gracePeriodSeconds { options["gracePeriodSeconds"] = .int(Int64(gracePeriodSeconds)) }
    if let propagation { options["propagationPolicy"] = .string(propagation.rawValue) }
    if let orphanDependents { options["orphanDependents"] = .bool(orphanDependents) }
    var preconditions: Value = [:]
    if let uid { preconditions["uid"] = .string(uid) }
    if let resourceVersion { preconditions["resourceVersion"] = .string(resourceVersion) }
    if preconditions != [:] { options["preconditions"] = preconditions }
    if isDryRun { options["dryRun"] = ["All"] }
    return options
  }
}
