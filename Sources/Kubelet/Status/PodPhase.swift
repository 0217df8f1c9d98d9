/// A pod's phase from the states of its containers (Pod lifecycle, "pod phase").
enum PodPhase: String, Sendable {
  case pending = "Pending"
  case running = "Running"
  case succeeded = "Succeeded"
  case failed = "Failed"

  var isTerminal: Bool { self == .succeeded || self == .failed }

  /// `initial` and `regular` in the order of the specification.
  init(initial: [ContainerStatusView], regular: [ContainerStatusView], restartPolicy: Pod.RestartPolicy, isTerminal: Bool) {
    let tally = Tally(initial, regular, restartPolicy)
    if isTerminal {
      self = tally.stopped == regular.count && tally.succeeded == regular.count && tally.failedInitial == 0 ? .succeeded : .failed
    } else if tally.hasLostInitial {
      self = .failed
    } else if tally.pendingInitial > 0 || tally.failedInitial > 0, tally.running == 0, tally.stopped == 0 {
      self = .pending
    } else if tally.waiting > 0 {
      self = .pending
    } else if tally.running > 0 {
      self = .running
    } else if tally.stopped > 0 {
      if tally.restarting > 0 { self = .running } else { self = tally.stopped == tally.succeeded ? .succeeded : .failed }
    } else {
      self = .pending
    }
  }

  /// What is shown of a pod that comes to this phase while something of it still runs.
  init(unended phase: PodPhase, regular: [ContainerStatusView]) {
    self = !phase.isTerminal ? phase : regular.contains { $0.state != .waiting } ? .running : .pending
  }

  private struct Tally {
    var pendingInitial = 0, failedInitial = 0, waiting = 0, running = 0, stopped = 0, succeeded = 0
    /// Of the stopped ones, those that are started again.
    var restarting = 0
    /// An init container has failed that isn't started again.
    var hasLostInitial = false

    init(_ initial: [ContainerStatusView], _ regular: [ContainerStatusView], _ policy: Pod.RestartPolicy) {
      for view in initial {
        switch (view.container.role, view.state) {
        case (.sidecar, .running): if !view.isStarted { pendingInitial += 1 }
        case (.sidecar, .waiting): if view.lastExitCode == nil { pendingInitial += 1 }
        case (.sidecar, .terminated): break
        case (_, .terminated(0)): break
        case (_, .terminated(let code)):
          failedInitial += 1
          if !view.container.restarts(afterExit: Int32(truncatingIfNeeded: code), in: policy) { hasLostInitial = true }
        case (_, .waiting) where (view.lastExitCode ?? 0) != 0: failedInitial += 1
        case (_, .waiting), (_, .running): pendingInitial += 1
        }
      }
      for view in regular {
        switch view.state {
        case .running: running += 1
        case .terminated(let code):
          stopped += 1
          if code == 0 { succeeded += 1 }
          if view.container.restarts(afterExit: Int32(truncatingIfNeeded: code), in: policy) { restarting += 1 }
        // Waiting for its restart: it has been there.
        case .waiting where view.lastExitCode != nil:
          stopped += 1
          restarting += 1
        case .waiting: waiting += 1
        }
      }
    }
  }
}
