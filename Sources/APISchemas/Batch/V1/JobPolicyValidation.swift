import APIMachinery

/// The rules of when a job counts as failed or succeeded before its time.
enum JobPolicyValidation {
  static let rulesMax = 20
  static let exitCodesMax = 255
  static let conditionsMax = 20
  static let indexTextBytesMax = 64 << 10

  static func failurePolicy(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let policy = spec["podFailurePolicy"] else { return }
    let restart = spec[path: "template", "spec", "restartPolicy"] ?? ""
    if restart != "Never" {
      list.invalid(
        path.child("template").child("spec").child("restartPolicy"), restart,
        "only \"Never\" is supported when podFailurePolicy is specified")
    }
    let place = path.child("podFailurePolicy").child("rules")
    let rules = policy.list("rules")
    list.tooMany(rules.count, rulesMax, place)
    let template = spec[path: "template", "spec"] ?? [:]
    let names = Set((template.list("containers") + template.list("initContainers")).map { $0.text("name") })
    for (position, rule) in rules.enumerated() { failureRule(rule, spec, names, place.index(position), &list) }
  }

  private static func failureRule(
    _ rule: Value, _ spec: Value, _ containers: Set<String>, _ path: FieldPath, _ list: inout FieldErrorList
  ) {
    list.oneOf(rule, "action", ["Count", "FailIndex", "FailJob", "Ignore"], at: path, isRequired: true)
    if rule["action"] == "FailIndex", spec["backoffLimitPerIndex"] == nil {
      list.invalid(path.child("action"), "FailIndex", "requires the backoffLimitPerIndex to be set")
    }
    let conditions = rule.list("onPodConditions")
    switch (rule["onExitCodes"], conditions.isEmpty) {
    case (let codes?, true): exitCodes(codes, containers, path.child("onExitCodes"), &list)
    case (.some, false): list.invalid(path, rule, "specifying both OnExitCodes and OnPodConditions is not supported")
    case (nil, true): list.invalid(path, rule, "specifying one of OnExitCodes and OnPodConditions is required")
    case (nil, false):
      list.tooMany(conditions.count, conditionsMax, path.child("onPodConditions"))
      for (position, condition) in conditions.enumerated() {
        let place = path.child("onPodConditions").index(position)
        list.check(NameFormat.qualifiedName(condition.text("type")), place.child("type"), condition.text("type"))
        list.oneOf(condition, "status", ["False", "True", "Unknown"], at: place, isRequired: true)
      }
    }
  }

  private static func exitCodes(_ codes: Value, _ containers: Set<String>, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.oneOf(codes, "operator", ["In", "NotIn"], at: path, isRequired: true)
    if let name = codes["containerName"]?.string, !containers.contains(name) {
      list.invalid(path.child("containerName"), .string(name), "must be one of the container or initContainer names in the pod template")
    }
    let place = path.child("values")
    let values = codes.list("values").compactMap(\.int)
    if values.isEmpty { list.invalid(place, .array([]), "at least one value is required") }
    list.tooMany(values.count, exitCodesMax, place)
    for (position, value) in values.enumerated() {
      if value == 0, codes["operator"] == "In" { list.invalid(place.index(position), 0, "must not be 0 for the In operator") }
      if values[..<position].contains(value) { list.duplicate(place.index(position), .int(value)) }
    }
    if zip(values, values.dropFirst()).contains(where: { $0 > $1 }) {
      list.invalid(place, .array(values.map { .int($0) }), "must be ordered")
    }
  }

  static func successPolicy(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let policy = spec["successPolicy"], spec["completionMode"] == "Indexed" else { return }
    let place = path.child("successPolicy").child("rules")
    let rules = policy.list("rules")
    if rules.isEmpty { list.required(place, "at least one rules must be specified when the successPolicy is specified") }
    list.tooMany(rules.count, rulesMax, place)
    for (position, rule) in rules.enumerated() { successRule(rule, spec, place.index(position), &list) }
  }

  private static func successRule(_ rule: Value, _ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    let completions = spec["completions"]?.int ?? 0
    if rule["succeededCount"] == nil, rule["succeededIndexes"] == nil {
      list.required(path, "at least one of succeededCount or succeededIndexes must be specified")
    }
    var chosen = completions
    if let text = rule["succeededIndexes"]?.string {
      let place = path.child("succeededIndexes")
      if text.utf8.count > indexTextBytesMax { list.tooLong(place, bytes: indexTextBytesMax) }
      switch IndexIntervals.count(text, below: completions) {
      case .success(let count): chosen = count
      case .failure(let problem): list.invalid(place, .string(text), "error parsing succeededIndexes: \(problem)")
      }
    }
    guard let count = rule["succeededCount"]?.int else { return }
    let place = path.child("succeededCount")
    list.nonNegative(rule, "succeededCount", at: path)
    if count > completions {
      list.invalid(place, .int(count), "must be less than or equal to \(completions) (the number of specified completions)")
    } else if rule["succeededIndexes"] != nil, count > chosen {
      list.invalid(
        place, .int(count), "must be less than or equal to \(chosen) (the number of indexes in the specified succeededIndexes field)")
    }
  }
}

/// Sets of indexes as text: `1,3-5,7`.
enum IndexIntervals {
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// How many indexes the text names; they must rise and stay below `limit`.
  static func count(_ text: String, below limit: Int64) -> Result<Int64, Problem> {
    func problem(_ text: String) -> Result<Int64, Problem> { .failure(Problem(description: text)) }
    var total: Int64 = 0
    var last: Int64?
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count) else {
        return problem("the fragment \"\(part)\" violates the requirement that an index interval can have at most two parts separated by '-'")
      }
      let numbers = ends.map { Int64($0) ?? -1 }
      if let at = numbers.firstIndex(where: { $0 < 0 }) {
        return problem("cannot convert string to integer for index: \"\(ends[at])\"")
      }
      if let high = numbers.last, high >= limit { return problem("too large index: \"\(ends.last ?? "")\"") }
      if let last, numbers[0] <= last { return problem("non-increasing order, previous: \(last), current: \(numbers[0])") }
      if numbers.count == 2, numbers[0] >= numbers[1] {
        return problem("non-increasing order, previous: \(numbers[0]), current: \(numbers[1])")
      }
      last = numbers[numbers.count - 1]
      total += numbers[numbers.count - 1] - numbers[0] + 1
    }
    return .success(total)
  }
}
