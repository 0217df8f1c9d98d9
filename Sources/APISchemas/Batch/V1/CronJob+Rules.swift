import APIMachinery
import Basics
import CivilTime

struct CronJobRules: KindRules {
  /// The controller appends eleven characters to the name of a job, which must be a label.
  static let nameBytesMax = 52

  var tracksGeneration: Bool { true }

  func applyDefaults(to object: inout Value) {
    object.edit("spec") { spec in
      spec.setDefault("concurrencyPolicy", "Allow")
      if spec["suspend"] == nil { spec["suspend"] = false }
      if spec["successfulJobsHistoryLimit"] == nil { spec["successfulJobsHistoryLimit"] = 3 }
      if spec["failedJobsHistoryLimit"] == nil { spec["failedJobsHistoryLimit"] = 1 }
      spec.edit("jobTemplate") { template in
        template.edit("spec") { JobRules.applyToFailurePolicy(of: &$0) }
        PodSpecDefaults.applyToTemplate(of: &template)
      }
    }
  }

  func validate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    let path: FieldPath = "spec"
    list.nonNegative(spec, "startingDeadlineSeconds", at: path)
    list.oneOf(spec, "concurrencyPolicy", ["Allow", "Forbid", "Replace"], at: path, isRequired: true)
    let job = spec[path: "jobTemplate", "spec"] ?? [:]
    let place = path.child("jobTemplate").child("spec")
    JobSpecValidation.validate(job, place, &list)
    if let selector = job["selector"] { list.invalid(place.child("selector"), selector, "`selector` will be auto-generated") }
    if job["manualSelector"]?.bool == true { list.notSupported(place.child("manualSelector"), true, ["nil", "false"]) }
    list.nonNegative(spec, "successfulJobsHistoryLimit", "failedJobsHistoryLimit", at: path)
    return list.errors
  }

  func validateCreate(_ object: Value) -> [FieldError] {
    var list = FieldErrorList()
    schedule(object["spec"] ?? [:], allowsZone: false, &list)
    timeZone(object["spec"] ?? [:], &list)
    if object.name.utf8.count > Self.nameBytesMax {
      list.invalid("metadata.name", .string(object.name), "must be no more than \(Self.nameBytesMax) characters")
    }
    return list.errors
  }

  func validateUpdate(_ object: Value, old: Value, subresource: String?) -> [FieldError] {
    guard subresource == nil else { return [] }
    var list = FieldErrorList()
    let spec = object["spec"] ?? [:]
    schedule(spec, allowsZone: old["spec"]?.text("schedule").contains("TZ") ?? false, &list)
    if spec["timeZone"] != old["spec"]?["timeZone"] { timeZone(spec, &list) }
    return list.errors
  }

  private func schedule(_ spec: Value, allowsZone: Bool, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.schedule"
    let text = spec.text("schedule")
    guard !text.isEmpty else {
      list.required(path)
      return
    }
    do {
      _ = try CronSchedule(text)
    } catch {
      list.invalid(path, .string(text), error.description)
    }
    guard text.contains("TZ") else { return }
    if !allowsZone {
      list.invalid(path, .string(text), "cannot use TZ or CRON_TZ in schedule, use timeZone field instead")
    } else if spec["timeZone"] != nil {
      list.invalid(path, .string(text), "cannot use both timeZone field and TZ or CRON_TZ in schedule")
    }
  }

  private func timeZone(_ spec: Value, _ list: inout FieldErrorList) {
    let path: FieldPath = "spec.timeZone"
    guard let name = spec["timeZone"]?.string else { return }
    if name.isEmpty {
      list.invalid(path, "", "timeZone must be nil or non-empty string")
    } else if name.lowercased() == "local" {
      list.invalid(path, .string(name), "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")
    } else if TimeZoneDatabase.host.zone(name) == nil {
      list.invalid(path, .string(name), "unknown time zone \(name)")
    }
  }

  func cells(_ object: Value, now: Timestamp) -> [Value] {
    let spec = object["spec"] ?? [:]
    let status = object["status"] ?? [:]
    let last = status["lastScheduleTime"]?.timestamp
    let template = spec[path: "jobTemplate", "spec"]
    return [
      .string(object.name), .string(spec.text("schedule")), Cell.text(spec["timeZone"]), Cell.flag(spec["suspend"]),
      .int(Int64(status.list("active").count)), last == nil ? Cell.none : Cell.since(last, now), Cell.age(object, now),
    ] + Cell.containers(template?[path: "template", "spec"]) + [Cell.selector(template?["selector"])]
  }
}
