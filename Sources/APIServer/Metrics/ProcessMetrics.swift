import Basics
import Glibc

/// What the process itself uses, under the names that Prometheus' client libraries have.
enum ProcessMetrics {
  /// RUSAGE_SELF, which glibc's header has as an enumeration that the call itself doesn't take.
  private static let ownProcess: Int32 = 0

  static func describe(_ text: inout PrometheusText) {
    var usage = rusage()
    if getrusage(ownProcess, &usage) == 0 {
      let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
      text.describe("process_cpu_seconds_total", .counter, "Processor time that was used, in seconds.")
      text.sample("process_cpu_seconds_total", [], seconds)
    }
    if let start = startTime() {
      text.describe("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.")
      text.sample("process_start_time_seconds", [], start)
    }
    if let count = openFiles() {
      text.describe("process_open_fds", .gauge, "Open file descriptors.")
      text.sample("process_open_fds", [], Double(count))
    }
    var limit = rlimit()
    if getrlimit(openFilesLimit, &limit) == 0, limit.rlim_cur != rlim_t.max {
      text.describe("process_max_fds", .gauge, "How many file descriptors may be open.")
      text.sample("process_max_fds", [], Double(limit.rlim_cur))
    }
    if let pages = memoryPages() {
      let size = Double(sysconf(Int32(_SC_PAGESIZE)))
      text.describe("process_virtual_memory_bytes", .gauge, "Address space, in bytes.")
      text.sample("process_virtual_memory_bytes", [], Double(pages.virtual) * size)
      text.describe("process_resident_memory_bytes", .gauge, "Memory in use, in bytes.")
      text.sample("process_resident_memory_bytes", [], Double(pages.resident) * size)
    }
  }

  /// RLIMIT_NOFILE, likewise.
  private static let openFilesLimit = __rlimit_resource_t(7)

  /// The clock's ticks since boot at which the process began, out of /proc/self/stat behind the name, which may hold anything, and
  /// the time of the boot out of /proc/stat (proc(5)).
  private static func startTime() -> Double? {
    guard let line = lines(of: "/proc/self/stat").first, let afterName = line.lastIndex(of: ")"),
      let boot = lines(of: "/proc/stat").first(where: { $0.hasPrefix("btime ") }).flatMap({ Double($0.dropFirst("btime ".count)) })
    else { return nil }
    let fields = line[afterName...].split(separator: " ")
    guard fields.count > 20, let ticks = Double(fields[20]) else { return nil }
    return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Without the one that counting takes.
  private static func openFiles() -> Int? {
    DirectoryListing.names("/proc/self/fd").map { $0.count - 1 }
  }

  private static func lines(of path: String) -> [String] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var lines: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      lines.append(String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    return lines
  }

  /// The first two numbers of /proc/self/statm (proc(5)).
  private static func memoryPages() -> (virtual: Int, resident: Int)? {
    let numbers = (lines(of: "/proc/self/statm").first ?? "").split(separator: " ").compactMap { Int($0) }
    return numbers.count >= 2 ? (numbers[0], numbers[1]) : nil
  }
}
