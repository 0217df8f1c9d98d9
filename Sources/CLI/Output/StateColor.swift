/// What colour a cell of a table is on a terminal: by whether it tells of something that is well, on its way, or wrong.
enum StateColor {
  private static let states: Set<String> = ["STATUS", "PHASE", "STATE", "HEALTH", "CONDITION", "TYPE", "REASON"]
  private static let well: Set<String> = ["Running", "Ready", "Active", "Bound", "Available", "Complete", "Completed", "Succeeded", "Approved,Issued", "True"]
  private static let onTheWay: Set<String> = [
    "Pending", "ContainerCreating", "PodInitializing", "Terminating", "Released", "Suspended", "Unknown", "Progressing", "SchedulingGated", "Warning",
  ]
  private static let wrong: Set<String> = ["Failed", "Evicted", "OOMKilled", "NotReady", "Lost", "False", "Denied", "ContainerStatusUnknown", "DeadlineExceeded"]

  /// `header` in capitals; nil: no colour of its own.
  static func color(header: String, cell: String) -> Console.Color? {
    if header == "READY" {
      let parts = cell.split(separator: "/")
      return parts.count == 2 && parts[0] != parts[1] ? .yellow : nil
    }
    guard states.contains(header) else { return nil }
    let first = cell.split(separator: ",").first.map(String.init) ?? cell
    if header == "TYPE", !["Warning"].contains(cell) { return nil }
    if wrong.contains(cell) || wrong.contains(first) || cell.hasSuffix("BackOff") || cell.contains("Error") || cell.hasPrefix("Err") || cell.hasPrefix("Failed") { return .red }
    if onTheWay.contains(cell) || cell.hasPrefix("Init:") || cell.contains("SchedulingDisabled") { return .yellow }
    return well.contains(cell) || well.contains(first) ? .green : nil
  }
}
