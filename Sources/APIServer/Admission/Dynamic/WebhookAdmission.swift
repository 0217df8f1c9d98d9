import APIMachinery
import APISchemas
import AccessControl

/// Asks webhooks about a request (kubernetes.io, "Dynamic Admission Control").
struct WebhookAdmission {
  let conversation: AdmissionConversation
  let authorizer: AuthorizerChain

  /// One webhook after another changes the object.
  func mutate(_ subject: inout AdmissionSubject, _ left: inout DynamicMutation.Left, in unit: inout UnitOfWork) throws(StatusError) {
    for (position, webhook) in conversation.configuration.mutatingWebhooks.enumerated() {
      let name = "webhook \(position)"
      guard left.isTurn(of: name, subject.object) else { continue }
      if try mutate(&subject, webhook, in: &unit), webhook.isReinvoked { left.leave(subject.object, by: name) }
    }
  }

  /// Returns whether the webhook is about the request.
  private func mutate(
    _ subject: inout AdmissionSubject, _ webhook: AdmissionWebhook, in unit: inout UnitOfWork
  ) throws(StatusError) -> Bool {
    guard let version = try version(subject, webhook, in: unit) else { return false }
    guard let reply = conversation.answer(to: webhook.question(subject, as: version), of: webhook) else {
      throw AdmissionConversation.waiting
    }
    guard let answer = try taken(reply, webhook, in: &unit) else { return true }
    guard let patch = answer.patch, let object = subject.object, let shown = subject.shown(object, as: version) else { return true }
    do throws(StatusError) {
      subject.object = try subject.taking(try patch.apply(to: shown), as: version, over: object)
    } catch {
      throw .internalError(error.message)
    }
    return true
  }

  /// All are asked at once; the first in order that refuses is the one that the client hears of.
  func validate(_ subject: AdmissionSubject, in unit: inout UnitOfWork) throws(StatusError) {
    var replies: [(AdmissionWebhook, Result<WebhookAnswer, WebhookCaller.Failure>)] = []
    var isWaiting = false
    for webhook in conversation.configuration.validatingWebhooks {
      guard let version = try version(subject, webhook, in: unit) else { continue }
      if let reply = conversation.answer(to: webhook.question(subject, as: version), of: webhook) {
        replies.append((webhook, reply))
      } else {
        isWaiting = true
      }
    }
    if isWaiting { throw AdmissionConversation.waiting }
    var refusal: StatusError?
    for (webhook, reply) in replies {
      do throws(StatusError) {
        _ = try taken(reply, webhook, in: &unit)
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
  }

  /// The version that the webhook wants to see; nil when the request is none of its business.
  private func version(
    _ subject: AdmissionSubject, _ webhook: AdmissionWebhook, in unit: UnitOfWork
  ) throws(StatusError) -> ResourceDefinition? {
    guard let version = webhook.filter.match(subject, in: unit) else { return nil }
    if !webhook.matchConditions.isEmpty {
      switch webhook.matchConditions.evaluate(AdmissionExpressions.bindings(subject, as: version, authorizer, in: unit)) {
      case .matches: break
      case .doesNotMatch: return nil
      case .failed(let problem):
        guard webhook.failsClosed else { return nil }
        throw .forbidden(subject.request.groupResource, subject.name, problem)
      }
    }
    if subject.isDryRun, webhook.hasSideEffects {
      throw .badRequest("admission webhook \"\(webhook.name)\" does not support dry run")
    }
    return version
  }

  /// nil: it couldn't be called, and that is no reason to refuse.
  private func taken(
    _ reply: Result<WebhookAnswer, WebhookCaller.Failure>, _ webhook: AdmissionWebhook, in unit: inout UnitOfWork
  ) throws(StatusError) -> WebhookAnswer? {
    switch reply {
    case .failure(let failure):
      guard webhook.failsClosed else { return nil }
      throw webhook.failure("\(failure)")
    case .success(let answer):
      unit.warnings += answer.warnings
      for (key, value) in answer.annotations { unit.auditAnnotations["\(webhook.name)/\(key)"] = value }
      guard answer.isAllowed else { throw answer.denial(by: webhook) }
      return answer
    }
  }
}
