import APIMachinery
import APISchemas
import Basics
import Client
import Store

extension APIServer {
  /// What `/metrics` tells: the names are upstream's where the meaning is.
  func metricsText() -> String {
    var text = PrometheusText()
    describeRequests(&text)
    let inFlight = metrics.inFlight
    text.describe("apiserver_current_inflight_requests", .gauge, "Requests that are being answered.")
    text.sample("apiserver_current_inflight_requests", [("request_kind", "mutating")], Double(inFlight.mutating))
    text.sample("apiserver_current_inflight_requests", [("request_kind", "readOnly")], Double(inFlight.reading))
    text.describe("apiserver_longrunning_requests", .gauge, "Watches that are open.")
    for (key, count) in metrics.longRunning.sorted(by: { $0.key.labels.map(\.1).lexicographicallyPrecedes($1.key.labels.map(\.1)) }) {
      text.sample("apiserver_longrunning_requests", key.labels.filter { $0.0 != "dry_run" }, Double(count))
    }
    let snapshot = store.snapshot()
    text.describe("apiserver_storage_objects", .gauge, "Objects that are stored, by resource.")
    for resource in snapshot.resources {
      text.sample(
        "apiserver_storage_objects", [("resource", resource.description)], Double(snapshot.count(resource, namespace: nil, after: nil)))
    }
    describeFlows(&text)
    describeDeprecated(&text)
    text.describe("kubernetes_build_info", .gauge, "What this server was built from; always 1.")
    let facts = version
    text.sample(
      "kubernetes_build_info",
      [
        ("build_date", "buildDate"), ("compiler", "compiler"), ("git_commit", "gitCommit"), ("git_tree_state", "gitTreeState"),
        ("git_version", "gitVersion"), ("go_version", "goVersion"), ("major", "major"), ("minor", "minor"), ("platform", "platform"),
      ].map { label, field in (label, facts[field]?.string ?? "") }, 1)
    ProcessMetrics.describe(&text)
    return text.text
  }

  /// The deprecated versions that clients still ask for, and the release without them.
  private func describeDeprecated(_ text: inout PrometheusText) {
    let name = "apiserver_requested_deprecated_apis"
    text.describe(name, .gauge, "Deprecated APIs that were asked for; always 1.")
    let asked = Set(metrics.totals.keys.map { [$0.group, $0.version, $0.resource, $0.subresource] })
    for key in asked.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let resource = GroupVersionResource(group: key[0], version: key[1], resource: key[2])
      guard let warning = scheme.resource(resource)?.deprecationWarning else { continue }
      let release = warning.release(after: "unavailable in v")
      text.sample(
        name, [("group", key[0]), ("removed_release", release), ("resource", key[2]), ("subresource", key[3]), ("version", key[1])], 1)
    }
  }

  private func describeRequests(_ text: inout PrometheusText) {
    let totals = metrics.totals.sorted { $0.key.labels.map(\.1).lexicographicallyPrecedes($1.key.labels.map(\.1)) }
    text.describe("apiserver_request_total", .counter, "Requests that were answered, by verb, resource and status.")
    for (key, tally) in totals {
      text.sample("apiserver_request_total", key.labels + [("code", String(key.code))], Double(tally.count))
    }
    var durations: [RequestMetrics.Key: RequestMetrics.Tally] = [:]
    for (key, tally) in totals where key.verb != "WATCH" {
      var key = key
      key.code = 0
      durations[key, default: RequestMetrics.Tally()].add(tally)
    }
    let name = "apiserver_request_duration_seconds"
    text.describe(name, .histogram, "How long requests took, in seconds.")
    for (key, tally) in durations.sorted(by: { $0.key.labels.map(\.1).lexicographicallyPrecedes($1.key.labels.map(\.1)) }) {
      text.histogram(name, key.labels, bounds: RequestMetrics.bounds, buckets: tally.buckets, count: tally.count, sum: tally.seconds)
    }
  }

  /// Counts an answered request.
  func count(_ info: RequestInfo?, _ request: HTTPRequest, _ status: Int, since start: Timestamp, _ api: ServedAPI) {
    guard let info else { return }
    var key = RequestMetrics.Key()
    key.verb = info.isResourceRequest ? Self.metricVerb(info) : Self.metricMethod(request.method)
    (key.group, key.version, key.resource, key.subresource) = (info.group, info.version, info.resource, info.subresource)
    // Names that nobody serves are the client's invention and would grow the table without bound.
    if info.isResourceRequest {
      let known = api.scheme.resource(GroupVersionResource(group: info.group, version: info.version, resource: info.resource))
      guard known != nil, info.subresource.isEmpty || known?.subresource(info.subresource) != nil else { return }
      key.scope = info.name.isEmpty ? (info.namespace.isEmpty ? "cluster" : "namespace") : "resource"
    } else {
      guard api.discovery.paths.contains(info.path) || ["/metrics", "/"].contains(info.path) else { return }
      key.subresource = info.path
    }
    key.code = status
    key.isDryRun = request.query.contains("dryRun=All")
    metrics.count(key, clock.now - start)
  }

  /// Methods that a client made up would grow the table without bound.
  private static func metricMethod(_ method: String) -> String {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"].contains(method) ? method : "OTHER"
  }

  private static func metricVerb(_ info: RequestInfo) -> String {
    switch info.verb {
    case "create": "POST"
    case "update": "PUT"
    case "get", "list", "watch", "patch", "delete", "deletecollection", "proxy": info.verb.uppercased()
    default: "OTHER"
    }
  }
}

extension RequestMetrics.Key {
  var labels: [(String, String)] {
    [
      ("component", "apiserver"), ("dry_run", isDryRun ? "All" : ""), ("group", group), ("resource", resource), ("scope", scope),
      ("subresource", subresource), ("verb", verb), ("version", version),
    ]
  }
}

extension String {
  /// The number of a release that follows some words; empty where they aren't there.
  fileprivate func release(after words: String) -> String {
    guard let range = firstRange(of: words) else { return "" }
    return String(self[range.upperBound...].prefix { $0.isASCII && ($0.isNumber || $0 == ".") })
  }
}
