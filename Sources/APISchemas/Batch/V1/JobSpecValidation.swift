import APIMachinery

/// The rules of what is wanted of a job, in jobs and in the templates of cron jobs; the selector apart.
enum JobSpecValidation {
  static let indexesMax: Int64 = 100_000
  /// How many pods at a time and how many failed indexes a job with more than `indexesMax` indexes may have.
  static let largeJobMax: Int64 = 10_000
  static let managedByBytesMax = 63

  static func validate(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.nonNegative(
      spec, "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
      "backoffLimitPerIndex", "maxFailedIndexes", at: path)
    if spec["maxFailedIndexes"] != nil, spec["backoffLimitPerIndex"] == nil {
      list.required(path.child("backoffLimitPerIndex"), "when maxFailedIndexes is specified")
    }
    if let manager = spec["managedBy"]?.string { managedBy(manager, path.child("managedBy"), &list) }
    completionMode(spec, path, &list)
    list.oneOf(spec, "podReplacementPolicy", ["Failed", "TerminatingOrFailed"], at: path)
    if spec["podFailurePolicy"] != nil, spec["podReplacementPolicy"] == "TerminatingOrFailed" {
      list.notSupported(path.child("podReplacementPolicy"), "TerminatingOrFailed", ["Failed"])
    }
    template(spec, path.child("template"), &list)
    JobPolicyValidation.failurePolicy(spec, path, &list)
    JobPolicyValidation.successPolicy(spec, path, &list)
  }

  private static func managedBy(_ manager: String, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.check(NameFormat.domainPrefixedPath(manager), path, manager)
    if manager.utf8.count > managedByBytesMax { list.tooLong(path, bytes: managedByBytesMax) }
  }

  private static func template(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    guard let template = spec["template"] else {
      list.required(path)
      return
    }
    PodSpecValidation.validateTemplate(template, path, &list)
    let policy = template["spec"]?.text("restartPolicy") ?? ""
    let place = path.child("spec").child("restartPolicy")
    if policy.isEmpty || policy == "Always" {
      list.required(place, "valid values: \"OnFailure\", \"Never\"")
    } else if !["OnFailure", "Never"].contains(policy) {
      list.notSupported(place, .string(policy), ["OnFailure", "Never"])
    }
  }

  private static func completionMode(_ spec: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    list.oneOf(spec, "completionMode", ["Indexed", "NonIndexed"], at: path)
    if spec["completionMode"] == "Indexed" {
      guard let completions = spec["completions"]?.int else {
        list.required(path.child("completions"), "when completion mode is Indexed")
        return
      }
      indexed(spec, completions, path, &list)
    } else {
      for key in ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] where spec[key] != nil {
        list.invalid(path.child(key), spec[key] ?? 0, "requires indexed completion mode")
      }
    }
  }

  private static func indexed(_ spec: Value, _ completions: Int64, _ path: FieldPath, _ list: inout FieldErrorList) {
    let parallelism = spec["parallelism"]?.int ?? 0
    let failed = spec["maxFailedIndexes"]?.int
    func tooMany(_ key: String, _ value: Int64, _ detail: String) { list.invalid(path.child(key), .int(value), detail) }
    if parallelism > indexesMax {
      tooMany("parallelism", parallelism, "must be less than or equal to \(indexesMax) when completion mode is Indexed")
    }
    if let failed {
      if failed > completions { tooMany("maxFailedIndexes", failed, "must be less than or equal to completions") }
      if failed > indexesMax { tooMany("maxFailedIndexes", failed, "must be less than or equal to \(indexesMax)") }
    }
    guard completions > indexesMax, spec["backoffLimitPerIndex"] != nil else { return }
    let detail =
      "must be less than or equal to \(largeJobMax) when completions are above \(indexesMax) and used with backoff limit per index"
    if let failed {
      if failed > largeJobMax { tooMany("maxFailedIndexes", failed, detail) }
    } else {
      list.required(path.child("maxFailedIndexes"), "must be specified when completions is above \(indexesMax)")
    }
    if parallelism > largeJobMax { tooMany("parallelism", parallelism, detail) }
  }
}
