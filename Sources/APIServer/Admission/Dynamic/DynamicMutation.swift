import APIMachinery
import AccessControl

/// The changes that policies and then webhooks make to one object. Those that ask for it have another look when something has
/// changed the object since they saw it (kubernetes.io, "Dynamic Admission Control": reinvocation policy).
struct DynamicMutation {
  let conversation: AdmissionConversation
  let authorizer: AuthorizerChain

  /// `rules`: the server's own, which get their say again when anything has changed.
  func run(
    _ subject: inout AdmissionSubject, in unit: inout UnitOfWork,
    rules: (inout Value, inout UnitOfWork) throws(StatusError) -> Void
  ) throws(StatusError) {
    guard !subject.isExempt else { return }
    let configuration = conversation.configuration
    let webhooks = WebhookAdmission(conversation: conversation, authorizer: authorizer)
    let policies = PolicyMutation(policies: configuration.mutatingPolicies, authorizer: authorizer)
    let before = subject.object
    var left = Left()
    try policies.mutate(&subject, &left, in: &unit)
    try webhooks.mutate(&subject, &left, in: &unit)
    guard var object = subject.object, object != before else { return }
    try rules(&object, &unit)
    subject.object = object
    left.isSecondRound = true
    try policies.mutate(&subject, &left, in: &unit)
    try webhooks.mutate(&subject, &left, in: &unit)
  }

  /// What those that may be asked again left behind.
  struct Left {
    var isSecondRound = false
    private var objects: [String: Value?] = [:]

    /// Whether it is the one's turn: in the first round everybody's, in the second that of those whose work was changed.
    func isTurn(of name: String, _ object: Value?) -> Bool {
      guard isSecondRound else { return true }
      guard let seen = objects[name] else { return false }
      return seen != object
    }

    mutating func leave(_ object: Value?, by name: String) { objects[name] = .some(object) }
  }
}
