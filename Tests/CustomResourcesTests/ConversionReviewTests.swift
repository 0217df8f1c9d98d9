import APIMachinery
import Basics
import Testing

@testable import CustomResources

/// Reviews of conversion webhooks, which say what they like.
@Suite struct ConversionReviewTests {
  private static let webhook = ConversionWebhook([
    "conversion": ["strategy": "Webhook", "webhook": ["clientConfig": ["url": "https://a.example"], "conversionReviewVersions": ["v3", "v1"]]]
  ])

  private static func questions() throws -> [ConversionQuestion] {
    let webhook = try #require(Self.webhook)
    return ["a", "b"].map { name in
      ConversionQuestion(
        webhook: webhook, object: ["apiVersion": "e.example/v1", "kind": "E", "metadata": ["name": .string(name), "uid": "1"], "x": 1],
        apiVersion: "e.example/v2")
    }
  }

  private static func answer(_ questions: [ConversionQuestion]) -> Value {
    let objects = questions.map { question -> Value in
      var object = question.object
      object["apiVersion"] = "e.example/v2"
      return object
    }
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "ConversionReview",
      "response": ["uid": "7", "result": ["status": "Success"], "convertedObjects": .array(objects)],
    ]
  }

  @Test func `the first review version that both know is spoken`() throws {
    let questions = try Self.questions()
    let request = ConversionReview.request(questions, uid: "7")
    #expect(request["apiVersion"] == "apiextensions.k8s.io/v1")
    #expect(request[path: "request", "objects"]?.array?.count == 2)
    #expect(try ConversionReview.answer(Self.answer(questions), to: questions, uid: "7").map(\.apiVersion) == ["e.example/v2", "e.example/v2"])
    #expect(ConversionWebhook(["conversion": ["strategy": "None"]]) == nil)
  }

  @Test func `no answer brings it down, and none gives an object another identity`() throws {
    let random = SeededRandom(seed: 11)
    let questions = try Self.questions()
    let good = Self.answer(questions)
    for _ in 0..<2_000 {
      let answer = Self.damaged(good, random, depth: 0)
      guard let objects = try? ConversionReview.answer(answer, to: questions, uid: "7") else { continue }
      #expect(objects.map(\.name) == ["a", "b"] && objects.map(\.uid) == ["1", "1"])
      #expect(objects.allSatisfy { $0.apiVersion == "e.example/v2" && $0.kind == "E" })
    }
  }

  /// The value with one part of it replaced by something else.
  private static func damaged(_ value: Value, _ random: SeededRandom, depth: Int) -> Value {
    if random.below(4) == 0 || depth > 6 {
      let others: [Value] = [.null, 7, "text", [], [:], true, ["labels": ["a": 1]], ["labels": ["": "b"]], ["name": "z"]]
      return others[random.below(others.count)]
    }
    switch value {
    case .object(var object):
      guard !object.isEmpty else { return .null }
      let field = object[random.below(object.count)]
      object[field.key] = random.below(8) == 0 ? nil : damaged(field.value, random, depth: depth + 1)
      return .object(object)
    case .array(var elements):
      guard !elements.isEmpty else { return .null }
      let position = random.below(elements.count)
      elements[position] = damaged(elements[position], random, depth: depth + 1)
      return .array(elements)
    default: return .null
    }
  }
}
