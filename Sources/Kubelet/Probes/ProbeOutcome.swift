/// What one attempt of a probe came to.
enum ProbeOutcome: Sendable, Equatable {
  case success
  case failure(String)
  /// The probe itself couldn't be made: says nothing about the container.
  case unknown(String)
}

/// Counts outcomes against a probe's thresholds.
struct ProbeCounter: Sendable, Equatable {
  private var last: Bool?
  private var run = 0

  /// The probe's result, when the outcome settles it; nil while a threshold isn't reached.
  mutating func record(_ outcome: ProbeOutcome, _ spec: ProbeSpec) -> Bool? {
    let isSuccess: Bool
    switch outcome {
    case .success: isSuccess = true
    case .failure: isSuccess = false
    case .unknown: return nil
    }
    run = last == isSuccess ? run + 1 : 1
    last = isSuccess
    return run >= (isSuccess ? spec.successThreshold : spec.failureThreshold) ? isSuccess : nil
  }
}
