import Glibc

/// What the process itself uses, under the names that Prometheus' client libraries have.
enum ProcessMetrics {
  /// RUSAGE_SELF, which glibc's header has as an enumeration that the call itself doesn't take.
  private static let ownProcess: Int32 = 0

  static func describe(_ text: inout MetricsText) {
    var usage = rusage()
    if getrusage(ownProcess, &usage) == 0 {
      let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
      text.describe("process_cpu_seconds_total", .counter, "Processor time that was used, in seconds.")
      text.sample("process_cpu_seconds_total", [], seconds)
    }
    if let pages = memoryPages() {
      let size = Double(sysconf(Int32(_SC_PAGESIZE)))
      text.describe("process_virtual_memory_bytes", .gauge, "Address space, in bytes.")
      text.sample("process_virtual_memory_bytes", [], Double(pages.virtual) * size)
      text.describe("process_resident_memory_bytes", .gauge, "Memory in use, in bytes.")
      text.sample("process_resident_memory_bytes", [], Double(pages.resident) * size)
    }
  }

  /// The first two numbers of /proc/self/statm (proc(5)).
  private static func memoryPages() -> (virtual: Int, resident: Int)? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, 128, file) != nil else { return nil }
    let numbers = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    return numbers.count >= 2 ? (numbers[0], numbers[1]) : nil
  }
}
