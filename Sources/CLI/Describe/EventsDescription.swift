import APIMachinery
import APISchemas
import Basics

/// The events section of a description: oldest first, repetitions counted.
struct EventsDescription {
  let now: Timestamp

  func write(_ events: [Value], into text: inout DescribeText) {
    guard !events.isEmpty else { return text.field("Events", "<none>") }
    let never = Timestamp(secondsSinceEpoch: 0)
    let rows = events.sorted { Self.lastSeen($0) ?? never < Self.lastSeen($1) ?? never }.map(row)
    text.line("Events:")
    text.line("Type\tReason\tAge\tFrom\tMessage", level: 1)
    text.line("----\t------\t----\t----\t-------", level: 1)
    for row in rows { text.line(row.joined(separator: "\t"), level: 1) }
  }

  private func row(_ event: Value) -> [String] {
    let source = event["source"]?["component"]?.string ?? event["reportingComponent"]?.string ?? event["reportingController"]?.string ?? ""
    return [
      event["type"]?.string ?? "", event["reason"]?.string ?? "", age(event), source,
      (event["message"]?.string ?? event["note"]?.string ?? "").trimmed,
    ]
  }

  func age(_ event: Value) -> String {
    let last = Self.lastSeen(event).map { HumanDuration.text(now - $0) } ?? "<unknown>"
    let series = event["series"]?["count"]?.int ?? event["count"]?.int ?? 1
    guard series > 1, let first = event["firstTimestamp"]?.timestamp ?? event["eventTime"]?.timestamp else { return last }
    return "\(last) (x\(series) over \(HumanDuration.text(now - first)))"
  }

  static func lastSeen(_ event: Value) -> Timestamp? {
    event["series"]?["lastObservedTime"]?.timestamp ?? event["lastTimestamp"]?.timestamp ?? event["firstTimestamp"]?.timestamp
      ?? event["eventTime"]?.timestamp ?? event.creationTimestamp
  }
}
