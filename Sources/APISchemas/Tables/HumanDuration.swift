/// Durations in the short form that kubectl's tables use: `45s`, `3m20s`, `5h`, `2d4h`, `1y15d`.
///
/// Precision falls with length: at most two units, the smaller one only while it tells something.
public enum HumanDuration {
  /// Negative durations (clocks that differ) of up to two seconds count as zero; longer ones are `<invalid>`.
  public static func text(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    let minutes = seconds / 60
    let hours = minutes / 60
    let days = hours / 24
    if seconds < 120 { return "\(seconds)s" }
    if minutes < 10 { return pair(minutes, "m", seconds % 60, "s") }
    if hours < 3 { return "\(minutes)m" }
    if hours < 8 { return pair(hours, "h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    if days < 8 { return pair(days, "d", hours % 24, "h") }
    if days < 365 * 2 { return "\(days)d" }
    if days < 365 * 8 { return pair(days / 365, "y", days % 365, "d") }
    return "\(days / 365)y"
  }

  private static func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
    small == 0 ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
  }
}
