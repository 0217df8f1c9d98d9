import APIMachinery
import Basics

/// ValidatingWebhookConfiguration and MutatingWebhookConfiguration.
struct WebhookConfigurationRules: KindRules {
  let isMutating: Bool

  private static let timeoutSeconds: ClosedRange<Int64> = 1...30

  var tracksGeneration: Bool { true }
  func changesDesiredState(_ new: Value, old: Value) -> Bool { new["webhooks"] != old["webhooks"] }

  func applyDefaults(to object: inout Value) {
    object.editEach("webhooks") { webhook in
      webhook.setDefault("failurePolicy", "Fail")
      webhook.setDefault("matchPolicy", "Equivalent")
      if webhook["namespaceSelector"] == nil { webhook["namespaceSelector"] = [:] }
      if webhook["objectSelector"] == nil { webhook["objectSelector"] = [:] }
      if webhook["timeoutSeconds"] == nil { webhook["timeoutSeconds"] = 10 }
      if isMutating { webhook.setDefault("reinvocationPolicy", "Never") }
      webhook.editEach("rules") { $0.setDefault("scope", "*") }
      webhook.edit("clientConfig") { config in config.edit("service") { if $0["port"] == nil { $0["port"] = 443 } } }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    var names = Set<String>()
    for (position, webhook) in object.list("webhooks").enumerated() {
      let path = FieldPath("webhooks").index(position)
      validate(webhook: webhook, path, &list)
      let name = webhook.text("name")
      if !name.isEmpty, !names.insert(name).inserted { list.duplicate(path.child("name"), .string(name)) }
    }
    return list.errors
  }

  private func validate(webhook: Value, _ path: FieldPath, _ list: inout FieldErrorList) {
    if let name = list.requiredText(webhook, "name", path) {
      let messages = NameFormat.dns1123Subdomain(name)
      if !messages.isEmpty {
        list.invalid(path.child("name"), .string(name), messages.joined(separator: ","))
      } else if name.split(separator: ".", omittingEmptySubsequences: false).count < 3 {
        list.invalid(path.child("name"), .string(name), "should be a domain with at least three segments separated by dots")
      }
    }
    reviewVersions(webhook.list("admissionReviewVersions"), path.child("admissionReviewVersions"), &list)
    for (index, rule) in webhook.list("rules").enumerated() {
      RequestRuleValidation.validate(rule, path.child("rules").index(index), &list)
    }
    list.oneOf(webhook, "failurePolicy", ["Fail", "Ignore"], at: path)
    list.oneOf(webhook, "matchPolicy", ["Equivalent", "Exact"], at: path)
    if webhook.isUnset("sideEffects") {
      list.required(path.child("sideEffects"), "must specify one of None, NoneOnDryRun")
    } else {
      list.oneOf(webhook, "sideEffects", ["None", "NoneOnDryRun"], at: path)
    }
    if isMutating { list.oneOf(webhook, "reinvocationPolicy", ["IfNeeded", "Never"], at: path) }
    if let seconds = webhook["timeoutSeconds"]?.int, !Self.timeoutSeconds.contains(seconds) {
      list.invalid(path.child("timeoutSeconds"), .int(seconds), "the timeout value must be between 1 and 30 seconds")
    }
    LabelSelectorValidation.validate(webhook["namespaceSelector"], path.child("namespaceSelector"), &list)
    LabelSelectorValidation.validate(webhook["objectSelector"], path.child("objectSelector"), &list)
    WebhookClientValidation.validate(webhook["clientConfig"] ?? [:], path.child("clientConfig"), &list)
    MatchConditionValidation.validate(webhook.list("matchConditions"), path.child("matchConditions"), &list)
  }

  private func reviewVersions(_ versions: [Value], _ path: FieldPath, _ list: inout FieldErrorList) {
    if versions.isEmpty { return list.required(path, "must specify one of v1, v1beta1") }
    var seen = Set<String>()
    for (position, version) in versions.enumerated() {
      let text = version.string ?? ""
      for message in NameFormat.dns1035Label(text) { list.invalid(path.index(position), version, message) }
      if !seen.insert(text).inserted { list.invalid(path.index(position), version, "duplicate version") }
    }
    if seen.isDisjoint(with: ["v1", "v1beta1"]) {
      list.invalid(path, .array(versions), "must include at least one of v1, v1beta1")
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    [.string(object.name), .int(Int64(object.list("webhooks").count)), Cell.age(object, now)]
  }
}
