import APIMachinery
import Basics
import CustomResources

/// What webhooks were asked for one request and answered, over all the times that it is decided.
///
/// Decisions are synchronous, webhooks aren't. A decision that needs an answer which isn't there notes the question and gives
/// up; the question is put while no decision is being made; then everything is decided again, with the answer at hand. An
/// answer belongs to its question, which holds the object's whole content: when somebody else changes what the decision
/// rests on, the question is another one and is put anew. What the server makes up (names, uids, the time) stays the same, so
/// that deciding again asks the same.
///
/// Belongs to one task, which decides and asks in turn.
final class AdmissionConversation {
  /// How often webhooks are asked for one request at most: more rounds than that are a loop.
  static let roundsMax = 1_000

  /// One object on its way through one decision, known by what it was before admission.
  struct Place: Hashable {
    var key: ObjectKey
    var subresource: String
    var input: Value
    var old: Value?
  }

  let configuration: AdmissionConfiguration
  let time: Timestamp
  let isDryRun: Bool
  private var answers: [AdmissionWebhook.Question: Result<WebhookAnswer, WebhookCaller.Failure>] = [:]
  private var begun: [Place: Value] = [:]
  private var identities: [Place: Object] = [:]
  private var pending: [AdmissionWebhook.Question: AdmissionWebhook] = [:]
  /// What webhooks that convert custom objects were asked and answered.
  private let conversions = ConversionAnswers()

  init(_ configuration: AdmissionConfiguration, time: Timestamp, isDryRun: Bool) {
    (self.configuration, self.time, self.isDryRun) = (configuration, time, isDryRun)
  }

  var isWaiting: Bool { conversions.isWaiting || !pending.isEmpty }

  /// Decides once, with the answers that are there.
  func attempt<Result>(_ body: () throws(StatusError) -> Result) -> Swift.Result<Result, StatusError> {
    pending = [:]
    return ConversionCaller.attempt(conversions, body)
  }

  /// Stands in for the decision that can't be made yet; it never reaches a client.
  static let waiting = StatusError(500, .internalError, "admission webhooks have yet to answer")

  /// nil: it will be asked.
  func answer(to question: AdmissionWebhook.Question, of webhook: AdmissionWebhook) -> Result<WebhookAnswer, WebhookCaller.Failure>? {
    if let answer = answers[question] { return answer }
    pending[question] = webhook
    return nil
  }

  /// Somebody else has changed what was decided about: what the server's rules make of objects may be something else now.
  func restart() { begun = [:] }

  /// What the server's own rules made of the object the first time.
  func begin(_ place: Place, _ object: Value) -> Value {
    if let first = begun[place] { return first }
    begun[place] = object
    return object
  }

  /// Gives the object the name and uid that it got the first time.
  func keepIdentity(of object: inout Value, at place: Place) {
    if let identity = identities[place] {
      for field in identity { object[path: "metadata", field.key] = field.value }
    } else {
      identities[place] = Object(["name", "uid"].compactMap { key in object["metadata"]?[key].map { (key, $0) } })
    }
  }

  /// Puts all open questions, at the same time. Those about admission come after all conversions: till then they are about objects
  /// that stand in for others.
  func ask(_ conversionCaller: ConversionCaller, _ random: any RandomSource) async {
    guard !conversions.isWaiting else { return await conversionCaller.ask(conversions) }
    let caller = conversionCaller.webhooks
    let questions = pending
    pending = [:]
    let found = await withTaskGroup(of: (AdmissionWebhook.Question, Result<WebhookAnswer, WebhookCaller.Failure>).self) { group in
      for (question, webhook) in questions {
        let uid = random.uuid()
        group.addTask { (question, await Self.put(question, to: webhook, uid: uid, caller)) }
      }
      var found: [(AdmissionWebhook.Question, Result<WebhookAnswer, WebhookCaller.Failure>)] = []
      for await one in group { found.append(one) }
      return found
    }
    for (question, answer) in found { answers[question] = answer }
  }

  private static func put(
    _ question: AdmissionWebhook.Question, to webhook: AdmissionWebhook, uid: String, _ caller: WebhookCaller
  ) async -> Result<WebhookAnswer, WebhookCaller.Failure> {
    let review = WebhookAnswer.review(question, version: webhook.reviewVersion, uid: uid)
    let reply: Value
    do throws(WebhookCaller.Failure) {
      reply = try await caller.call(webhook.endpoint, review, timeout: webhook.timeout, for: webhook.plugin.rawValue)
    } catch {
      return .failure(WebhookCaller.Failure("failed to call webhook: \(error)"))
    }
    do throws(WebhookAnswer.Malformed) {
      return .success(try WebhookAnswer(reply, version: webhook.reviewVersion, uid: uid))
    } catch {
      return .failure(WebhookCaller.Failure("received invalid webhook response: \(error.message)"))
    }
  }
}
