import APIMachinery
import Basics

/// For how long, and for whom, a token is asked for (API reference: TokenRequestSpec).
struct TokenRequestTerms {
  static let defaultSeconds: Int64 = 3600
  /// Asked for exactly this, by who mounts a token for the API server in a pod: clients that read their token once and never
  /// again get one that goes on working, and the time from which they should have read it anew.
  static let mountedSeconds: Int64 = 3607
  static let extendedSeconds: Int64 = 365 * 86_400

  var audiences: [String]
  var seconds: Int64
  var binding: Value?

  init(_ spec: Value?, defaultAudiences: [String]) {
    let wanted = spec?["audiences"]?.array?.compactMap(\.string) ?? []
    audiences = wanted.isEmpty ? defaultAudiences : wanted
    seconds = spec?["expirationSeconds"]?.int ?? Self.defaultSeconds
    binding = spec?["boundObjectRef"].flatMap { $0.isNull ? nil : $0 }
  }

  var errors: [FieldError] {
    if seconds < 600 {
      return [.invalid("spec.expirationSeconds", .int(seconds), "may not specify a duration less than 10 minutes")]
    }
    if seconds > 1 << 32 {
      return [.invalid("spec.expirationSeconds", .int(seconds), "may not specify a duration larger than 2^32 seconds")]
    }
    return []
  }

  /// The end that the token has, and the time from which its use is a warning.
  func validity(from now: Timestamp, isForPod: Bool, apiAudiences: [String]) -> (end: Timestamp, warnAfter: Timestamp?) {
    let end = now + .seconds(seconds)
    guard isForPod, seconds == Self.mountedSeconds, audiences == apiAudiences else { return (end, nil) }
    return (now + .seconds(Self.extendedSeconds), end)
  }
}
