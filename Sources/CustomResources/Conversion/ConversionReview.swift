import APIMachinery

/// The conversation with a conversion webhook (API reference: apiextensions.k8s.io ConversionReview).
public enum ConversionReview {
  private static let group = "apiextensions.k8s.io"

  /// `questions`: of one webhook, to one version; not empty.
  public static func request(_ questions: [ConversionQuestion], uid: String) -> Value {
    [
      "kind": "ConversionReview", "apiVersion": .string("\(group)/\(questions[0].webhook.reviewVersion)"),
      "request": [
        "uid": .string(uid), "desiredAPIVersion": .string(questions[0].apiVersion), "objects": .array(questions.map(\.object)),
      ],
    ]
  }

  /// The converted objects in the order of the questions. What only the server sets is as it was, whatever the webhook says.
  public static func answer(
    _ review: Value, to questions: [ConversionQuestion], uid: String
  ) throws(ConversionFailure) -> [Value] {
    let kind = described(questions[0].object)
    let objects: [Value]
    do throws(Problem) {
      objects = try convertedObjects(review, version: questions[0].webhook.reviewVersion, uid: uid)
    } catch {
      throw failed(questions, error.message)
    }
    guard objects.count == questions.count else {
      throw ConversionFailure(message: "conversion webhook for \(kind) returned \(objects.count) objects, expected \(questions.count)")
    }
    var result: [Value] = []
    for (index, (question, object)) in zip(questions, objects).enumerated() {
      do throws(Problem) {
        result.append(try taken(object, for: question))
      } catch {
        throw ConversionFailure(
          message: "conversion webhook for \(kind) returned invalid \(error.isAboutMetadata ? "metadata in object" : "converted object") "
            + "at index \(index): \(error.message)")
      }
    }
    return result
  }

  /// A webhook that couldn't be asked.
  public static func failed(_ questions: [ConversionQuestion], _ problem: String) -> ConversionFailure {
    ConversionFailure(message: "conversion webhook for \(described(questions[0].object)) failed: \(problem)")
  }

  private struct Problem: Error {
    var message: String
    var isAboutMetadata = false
  }

  private static func described(_ object: Value) -> String { "\(object.apiVersion), Kind=\(object.kind)" }

  private static func convertedObjects(_ review: Value, version: String, uid: String) throws(Problem) -> [Value] {
    // The first version asked less of webhooks.
    let isStrict = version != "v1beta1"
    if isStrict, review.apiVersion != "\(group)/\(version)" || review.kind != "ConversionReview" {
      throw Problem(message: "expected webhook response of \(group)/\(version), Kind=ConversionReview, got \(described(review))")
    }
    guard let response = review["response"], response.object != nil else { throw Problem(message: "no response provided") }
    let answered = response["uid"]?.string ?? ""
    if isStrict, answered != uid { throw Problem(message: "expected response.uid=\"\(uid)\", got \"\(answered)\"") }
    let status = response["result"]?["status"]?.string ?? ""
    guard status == "Success" else {
      let message = response["result"]?["message"]?.string ?? ""
      throw Problem(message: message.isEmpty ? "response.result.status was '\(status)', not 'Success'" : message)
    }
    return response["convertedObjects"]?.array ?? []
  }

  private static func taken(_ converted: Value, for question: ConversionQuestion) throws(Problem) -> Value {
    let original = question.object
    guard converted.apiVersion == question.apiVersion else {
      throw Problem(message: "invalid groupVersion (expected \(question.apiVersion), received \(converted.apiVersion))")
    }
    for (field, expected, received) in [
      ("kind", original.kind, converted.kind), ("name", original.name, converted.name),
      ("namespace", original.namespace, converted.namespace), ("UID", original.uid, converted.uid),
    ] where expected != received {
      throw Problem(
        message: field == "kind"
          ? "invalid kind (expected \(expected), received \(received))" : "must have the same \(field): \(expected) != \(received)")
    }
    guard let answered = converted["metadata"] else { throw Problem(message: "missing metadata in converted object", isAboutMetadata: true) }
    guard answered.object != nil else { throw Problem(message: "invalid metadata in converted object", isAboutMetadata: true) }
    var metadata = original["metadata"] ?? [:]
    metadata["labels"] = try texts(answered["labels"], "labels") { NameFormat.qualifiedName($0) + NameFormat.labelValue($1) }
    metadata["annotations"] = try texts(answered["annotations"], "annotations") { key, _ in NameFormat.qualifiedName(key.lowercased()) }
    var result = converted
    result["metadata"] = metadata
    return result
  }

  private static func texts(
    _ value: Value?, _ field: String, _ check: (String, String) -> [String]
  ) throws(Problem) -> Value? {
    guard let value, !value.isNull else { return nil }
    guard value.object != nil else { throw Problem(message: "invalid metadata.\(field) in converted object", isAboutMetadata: true) }
    guard let map = value.stringMap, map.count == value.object?.count else {
      throw Problem(message: "metadata.\(field) must be strings in converted object", isAboutMetadata: true)
    }
    for (key, text) in map.sorted(by: { $0.key < $1.key }) {
      guard let problem = check(key, text).first else { continue }
      throw Problem(message: "\(FieldError.invalid("metadata.\(field)", .string(key), problem))", isAboutMetadata: true)
    }
    return value
  }
}
