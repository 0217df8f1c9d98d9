import APIMachinery
import Basics

/// What a webhook said (API reference: AdmissionResponse).
struct WebhookAnswer: Sendable {
  let isAllowed: Bool
  let result: Value?
  let patch: JSONPatch?
  let warnings: [String]
  let annotations: [(key: String, value: String)]

  /// Why an answer can't be used.
  struct Malformed: Error { var message: String }

  static func review(_ question: AdmissionWebhook.Question, version: String, uid: String) -> Value {
    var request: Value = ["uid": .string(uid)]
    for field in question.request.object ?? Object() { request[field.key] = field.value }
    return ["kind": "AdmissionReview", "apiVersion": .string("admission.k8s.io/" + version), "request": request]
  }

  init(_ review: Value, version: String, uid: String) throws(Malformed) {
    // The first version asked less of webhooks.
    let isStrict = version != "v1beta1"
    guard !isStrict || review.kind == "AdmissionReview" && review.apiVersion == "admission.k8s.io/" + version else {
      throw Malformed(
        message: "expected webhook response of admission.k8s.io/\(version), Kind=AdmissionReview, got "
          + "\(review.groupVersionKind.map { "\($0.groupVersion), Kind=\($0.kind)" } ?? "/, Kind=")")
    }
    guard let response = review["response"], response.object != nil else { throw Malformed(message: "webhook response was absent") }
    let answered = response["uid"]?.string ?? ""
    guard !isStrict || answered == uid else { throw Malformed(message: "expected response.uid=\"\(uid)\", got \"\(answered)\"") }
    isAllowed = response["allowed"]?.bool ?? false
    result = response["status"]
    warnings = response["warnings"]?.array?.compactMap(\.string) ?? []
    annotations = (response["auditAnnotations"]?.object ?? Object()).compactMap { field in field.value.string.map { (field.key, $0) } }
    patch = try Self.patch(response, isStrict: isStrict)
  }

  private static func patch(_ response: Value, isStrict: Bool) throws(Malformed) -> JSONPatch? {
    guard let text = response["patch"]?.string, !text.isEmpty else {
      guard !isStrict || response["patchType"]?.string ?? "" == "" else {
        throw Malformed(message: "webhook returned response.patchType but not response.patch")
      }
      return nil
    }
    let type = isStrict ? response["patchType"]?.string ?? "" : "JSONPatch"
    guard !type.isEmpty else { throw Malformed(message: "webhook returned response.patch but not response.patchType") }
    guard type == "JSONPatch" else {
      throw Malformed(message: "invalid webhook response.patchType \"\(type)\", expected \"JSONPatch\"")
    }
    guard let bytes = Base64.decode(text), let value = try? JSON.decode(bytes), let patch = try? JSONPatch(value) else {
      throw Malformed(message: "webhook returned a response.patch that is not a JSON patch")
    }
    return patch
  }

  /// The refusal in upstream's words, with the webhook's own code and reason.
  func denial(by webhook: AdmissionWebhook) -> StatusError {
    let by = "admission webhook \"\(webhook.name)\" denied the request"
    // Webhooks leave out what kind of object a Status is.
    var status = result ?? [:]
    (status["kind"], status["status"]) = ("Status", "Failure")
    var error = StatusError(status) ?? StatusError(400, .unknown, "")
    error.code = max(400, result?["code"]?.int.map { Int($0) } ?? 400)
    let text = result?["message"]?.string ?? ""
    let reason = result?["reason"]?.string ?? ""
    error.reason = StatusError.Reason(rawValue: reason)
    error.message = text.isEmpty ? (reason.isEmpty ? "\(by) without explanation" : "\(by): \(reason)") : "\(by): \(text)"
    return error
  }
}
