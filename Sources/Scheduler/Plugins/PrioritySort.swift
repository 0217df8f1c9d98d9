/// Higher priority first, then who has waited longer.
public struct PrioritySort: QueueSortPlugin {
  public let name = "PrioritySort"
  public init() {}

  public func precedes(_ a: QueuedPod, _ b: QueuedPod) -> Bool {
    if a.pod.priority != b.pod.priority { return a.pod.priority > b.pod.priority }
    if a.queued != b.queued { return a.queued < b.queued }
    return a.sequence < b.sequence
  }
}
