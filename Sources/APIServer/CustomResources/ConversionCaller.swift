import APIMachinery
import Basics
import CustomResources

/// Does what needs conversions of custom objects, and asks the webhooks that they need.
struct ConversionCaller: Sendable {
  static let timeout = Duration.seconds(30)

  let webhooks: WebhookCaller
  let random: any RandomSource

  /// Runs `body` until no webhook has to be asked any more. A conversion that fails is the failure of it all.
  func converting<Result>(_ body: () throws(StatusError) -> Result) async throws(StatusError) -> Result {
    let answers = ConversionAnswers()
    while true {
      let result = Self.attempt(answers, body)
      guard answers.isWaiting else { return try result.get() }
      await ask(answers)
    }
  }

  /// One run, with the answers that are there; what comes of it while answers are missing is of no use.
  static func attempt<Result>(
    _ answers: ConversionAnswers, _ body: () throws(StatusError) -> Result
  ) -> Swift.Result<Result, StatusError> {
    answers.begin()
    let result: Swift.Result<Result, StatusError> = ConversionAnswers.$current.withValue(answers) {
      do throws(StatusError) { return .success(try body()) } catch { return .failure(error) }
    }
    return answers.failure.map { .failure(StatusError(500, .unknown, $0.message)) } ?? result
  }

  /// Puts all open questions, at the same time.
  func ask(_ answers: ConversionAnswers) async {
    let groups = answers.takePending()
    await withDiscardingTaskGroup { group in
      for questions in groups {
        let uid = random.uuid()
        group.addTask { answers.settle(questions, await put(questions, uid: uid)) }
      }
    }
  }

  private func put(_ questions: [ConversionQuestion], uid: String) async -> Result<[Value], ConversionFailure> {
    let endpoint = WebhookEndpoint(clientConfig: questions[0].webhook.clientConfig)
    let reply: Value
    do throws(WebhookCaller.Failure) {
      reply = try await webhooks.call(endpoint, ConversionReview.request(questions, uid: uid), timeout: Self.timeout)
    } catch {
      return .failure(ConversionReview.failed(questions, "\(error)"))
    }
    do throws(ConversionFailure) {
      return .success(try ConversionReview.answer(reply, to: questions, uid: uid))
    } catch {
      return .failure(error)
    }
  }
}

extension APIServer {
  var conversions: ConversionCaller { ConversionCaller(webhooks: webhooks, random: random) }

  /// Runs what may read objects in another version than they are kept in.
  func converting<Result>(_ body: () throws(StatusError) -> Result) async throws(StatusError) -> Result {
    guard served.convertsByWebhook else { return try body() }
    return try await conversions.converting(body)
  }

  /// The object that a request is about, in the version that objects are kept in now.
  func existing(_ request: ResourceRequest, in unit: UnitOfWork) -> Value? {
    unit.get(request.key).map { scheme.convert(refreshed($0, request.definition), to: request.definition.gvk) }
  }
}
