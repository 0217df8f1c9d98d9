import APIMachinery
import Basics
import Testing

@testable import APIServer

/// What webhooks say comes from outside.
@Suite struct WebhookAnswerTests {
  private static func review(_ response: Value, version: String = "v1") -> Value {
    ["kind": "AdmissionReview", "apiVersion": .string("admission.k8s.io/" + version), "response": response]
  }

  private static func problem(_ review: Value, version: String = "v1") -> String {
    do throws(WebhookAnswer.Malformed) {
      _ = try WebhookAnswer(review, version: version, uid: "7")
      return ""
    } catch {
      return error.message
    }
  }

  @Test func `answers that can't be used are told of in upstream's words`() {
    #expect(Self.problem([:]) == "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=")
    #expect(Self.problem(Self.review(.null)) == "webhook response was absent")
    #expect(Self.problem(Self.review(["uid": "8"])) == "expected response.uid=\"7\", got \"8\"")
    #expect(Self.problem(Self.review(["uid": "7", "patchType": "JSONPatch"])) == "webhook returned response.patchType but not response.patch")
    #expect(Self.problem(Self.review(["uid": "7", "patch": "W10="])) == "webhook returned response.patch but not response.patchType")
    #expect(
      Self.problem(Self.review(["uid": "7", "patch": "W10=", "patchType": "Merge"]))
        == "invalid webhook response.patchType \"Merge\", expected \"JSONPatch\"")
  }

  @Test func `the first version asked less of webhooks`() throws {
    let answer = try WebhookAnswer(Self.review(["allowed": true, "patch": "W10="], version: "v1beta1"), version: "v1beta1", uid: "7")
    #expect(answer.isAllowed && answer.patch != nil)
  }

  @Test func `no answer brings it down`() {
    let random = SeededRandom(seed: 5)
    let parts: [Value] = [
      .null, true, 7, "text", "W10=", "JSONPatch", [:], [], ["a": "b"], [["op": "add"]], "7", ["code": 99999, "message": 3, "reason": [:]],
    ]
    let keys = ["uid", "allowed", "status", "patch", "patchType", "warnings", "auditAnnotations"]
    let webhook = AdmissionWebhook(["name": "a.b.c"], of: [:])
    for _ in 0..<3_000 {
      var response: Value = ["uid": "7"]
      for _ in 0..<random.below(7) { response[keys[random.below(keys.count)]] = parts[random.below(parts.count)] }
      let version = random.below(2) == 0 ? "v1" : "v1beta1"
      guard let answer = try? WebhookAnswer(Self.review(response, version: version), version: version, uid: "7") else { continue }
      #expect(answer.isAllowed || answer.denial(by: webhook).code >= 400)
    }
  }
}
