import Basics
import Kubelet

#if canImport(Glibc)
  import Glibc
#endif

/// What the daemon finds out about its host at start.
struct HostFacts: Sendable {
  var hostname: String
  var capacity: NodeResources
  var system: NodeSystemInfo
  var resolver: DNSConfiguration

  /// Reads /proc, /etc and statvfs of `directory`. Blocks for some file reads; call it at start.
  static func read(storageDirectory directory: String, kubeletVersion: String) -> HostFacts {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let hostname = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
    var storage = statvfs()
    statvfs(directory, &storage)
    var system = NodeSystemInfo()
    system.machineID = line("/etc/machine-id")
    system.systemUUID = line("/sys/class/dmi/id/product_uuid")
    system.bootID = line("/proc/sys/kernel/random/boot_id")
    system.kernelVersion = line("/proc/sys/kernel/osrelease")
    system.osImage = osImage()
    system.kubeletVersion = kubeletVersion
    #if arch(arm64)
      system.architecture = "arm64"
    #endif
    return HostFacts(
      hostname: hostname.isEmpty ? "localhost" : hostname,
      capacity: NodeResources(
        cpuMillis: Int64(sysconf(Int32(_SC_NPROCESSORS_ONLN))) * 1_000,
        memoryBytes: Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))),
        ephemeralStorageBytes: Int64(storage.f_blocks) * Int64(storage.f_frsize)),
      system: system, resolver: resolver())
  }

  private static func line(_ path: String) -> String {
    (try? TextFile.read(path)).flatMap { $0.split(separator: "\n").first.map(String.init) } ?? ""
  }

  private static func osImage() -> String {
    for line in ((try? TextFile.read("/etc/os-release")) ?? "").split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
      return line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
    }
    return "Linux"
  }

  private static func resolver() -> DNSConfiguration {
    var configuration = DNSConfiguration()
    for line in ((try? TextFile.read("/etc/resolv.conf")) ?? "").split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "nameserver": configuration.servers += words.dropFirst().prefix(1)
      case "search": configuration.searches = Array(words.dropFirst())
      case "options": configuration.options += words.dropFirst()
      default: continue
      }
    }
    return configuration
  }
}
