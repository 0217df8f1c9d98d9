import APIMachinery

extension APIServer {
  /// Everything that may change an object before its kind's own validation: the server's rules, then webhooks.
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
    guard !conversation.configuration.mutatingWebhooks.isEmpty else { return place }
    var subject = AdmissionSubject(
      attributes, object: conversation.begin(place, object), isDryRun: conversation.isDryRun, scheme)
    guard !subject.isExempt else { return place }
    try WebhookAdmission(conversation: conversation, authorizer: authorizer).mutate(&subject, in: &unit) {
      object, unit throws(StatusError) in
      try admission.mutate(&object, attributes, in: &unit)
    }
    object = subject.object ?? object
    return place
  }

  /// Everything that judges an object after its kind's own validation: the server's rules, policies, then webhooks.
  func admitValidating(_ object: Value, _ attributes: AdmissionAttributes, in unit: inout UnitOfWork) throws(StatusError) {
    try admission.validate(object, attributes, in: &unit)
    guard let conversation = unit.conversation else { return }
    let subject = AdmissionSubject(
      attributes, object: attributes.operation == .delete ? nil : object, isDryRun: conversation.isDryRun, scheme)
    guard !subject.isExempt else { return }
    try askDynamic(subject, conversation, in: &unit)
  }

  private func askDynamic(
    _ subject: AdmissionSubject, _ conversation: AdmissionConversation, in unit: inout UnitOfWork
  ) throws(StatusError) {
    let webhooks = WebhookAdmission(conversation: conversation, authorizer: authorizer)
    if subject.operation == .delete || subject.operation == .connect {
      // Mutating webhooks may refuse these; there is nothing for them to change.
      var shown = subject
      try webhooks.mutate(&shown, in: &unit) { _, _ throws(StatusError) in }
    }
    try PolicyAdmission(policies: conversation.configuration.validatingPolicies, authorizer: authorizer).validate(subject, in: &unit)
    try webhooks.validate(subject, in: &unit)
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
