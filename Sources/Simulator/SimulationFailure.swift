/// A simulation that could not go on: which run it was, and what happened last.
public struct SimulationFailure: Error, CustomStringConvertible {
  public var seed: UInt64
  public var problem: String
  public var tail: [String]

  public var description: String {
    "seed \(seed): \(problem); the last steps were:\n" + tail.joined(separator: "\n")
  }
}
