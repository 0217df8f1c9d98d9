import APIMachinery
import Basics

/// The tables of `/debug/api_priority_and_fairness/` (kubernetes.io, "API Priority and Fairness": debug endpoints).
struct FlowDump {
  let state: FlowState

  /// nil for a table that there isn't.
  func table(_ name: String) -> String? {
    switch name {
    case "dump_priority_levels": Self.text(priorityLevels)
    case "dump_queues": Self.text(queues)
    case "dump_requests": Self.text(requests)
    default: nil
    }
  }

  private var names: [String] { state.levels.keys.sorted() }

  private func tally(_ level: String) -> FlowTally {
    state.tallies.filter { $0.key.level == level }.values.reduce(FlowTally(), +)
  }

  var priorityLevels: [[String]] {
    [[
      "PriorityLevelName", "ActiveQueues", "IsIdle", "IsQuiescing", "WaitingRequests", "ExecutingRequests", "DispatchedRequests", "RejectedRequests",
      "TimedoutRequests", "CancelledRequests",
    ]] + names.map { name in
      let (tally, queues) = (tally(name), state.queues[name])
      let waiting = queues?.count ?? 0
      let active = queues?.waiting.count { !$0.isEmpty } ?? 0
      return [name, "\(active)", "\(waiting + tally.executing == 0)", "false"]
        + [waiting, tally.executing, tally.dispatched, tally.overLimit + tally.queueFull, tally.timedOut, tally.cancelled].map(String.init)
    }
  }

  /// Of the queues in which somebody waits.
  var queues: [[String]] {
    [["PriorityLevelName", "Index", "PendingRequests", "SeatsWaitedFor", "VirtualStart"]]
      + names.flatMap { name -> [[String]] in
        guard let queues = state.queues[name] else { return [] }
        return zip(queues.waiting, queues.starts).enumerated().filter { !$0.element.0.isEmpty }.map { index, queue in
          [name, "\(index)", "\(queue.0.count)", "\(queue.0.reduce(0) { $0 + $1.width })", "\(queue.1)"]
        }
      }
  }

  var requests: [[String]] {
    [["PriorityLevelName", "FlowSchemaName", "QueueIndex", "RequestIndexInQueue", "FlowDistingsher", "ArriveTime", "InitialSeats"]]
      + names.flatMap { name -> [[String]] in
        (state.queues[name]?.waiting ?? []).enumerated().flatMap { index, queue -> [[String]] in
          queue.enumerated().compactMap { position, entry in
            guard let request = state.waitingRequests[entry.ticket] else { return nil }
            return [
              name, request.admission.schema, "\(index)", "\(position)", request.distinguisher, request.since.rfc3339Micro, "\(entry.width)",
            ]
          }
        }
      }
  }

  /// A comma after each cell but the last, columns aligned. What a client named itself can't make a line or a cell of its own.
  private static func text(_ rows: [[String]]) -> String {
    let cells = rows.map { row in row.map { cell in String(cell.map { $0.isNewline || $0 == "," ? "?" : $0 }) } }
    let widths = (0..<(cells.first?.count ?? 0)).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      row.enumerated().map { index, cell in
        index == row.count - 1 ? cell : (cell + ",").padded(to: widths[index] + 2)
      }.joined()
    }.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
