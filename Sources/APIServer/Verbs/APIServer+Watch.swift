import APIMachinery
import Basics
import Store

extension APIServer {
  /// A watch that names no timeout ends after half an hour to an hour, so that clients spread over servers again.
  static let watchTimeoutMin = 1800

  func watch(_ request: ResourceRequest, _ query: ListQuery) throws(StatusError) -> Watcher {
    try query.validate(isWatch: true)
    var selection = try ObjectSelection(
      request.served, namespace: request.namespace, labels: query.labelSelector, fields: query.fieldSelector, scheme: scheme)
    if !request.name.isEmpty { selection.name = request.name }
    let snapshot = store.snapshot()
    let version = query.resourceVersion
    var start = snapshot.revision
    if !version.isEmpty, version != "0" {
      guard let revision = Revision(version) else { throw .invalidResourceVersion(version) }
      start = revision
    }
    let beginsAnywhere = version.isEmpty || version == "0"
    let sendsInitial = query.sendsInitialEvents ?? beginsAnywhere
    if query.sendsInitialEvents == true, start > snapshot.revision {
      throw .tooLargeResourceVersion(start, current: snapshot.revision)
    }
    let seconds = query.timeoutSeconds.map { max($0, 0) } ?? Self.watchTimeoutMin + random.below(Self.watchTimeoutMin)
    let plan = WatchPlan(
      initial: sendsInitial ? snapshot : nil, start: start, selection: selection, allowsBookmarks: query.allowsBookmarks,
      marksInitialEnd: query.sendsInitialEvents == true && query.allowsBookmarks,
      timeout: .seconds(seconds == 0 ? Self.watchTimeoutMin : min(seconds, 1 << 30)))
    guard scheme.isCustom(request.definition.gvk) else { return Watcher(request.groupResource, plan, hub) }
    let (kind, served) = (request.definition.gvk, servedAPIs)
    var custom = plan
    custom.isServed = { served.current().scheme.isCustom(kind) }
    if served.current().convertsByWebhook { custom.conversions = conversions }
    return Watcher(request.groupResource, custom, hub)
  }
}
