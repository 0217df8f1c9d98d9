import Basics
import ClusterDNS
import Kubelet

#if canImport(Glibc)
  import Glibc
#endif

/// What the daemon finds out about its host at start.
struct HostFacts: Sendable {
  var hostname: String
  var capacity: NodeResources
  var system: NodeSystemInfo
  var resolvers: ResolverFile

  /// Reads /proc, /etc, statvfs of `directory` and the file that says whom to ask for names. Blocks for some file reads; call it at start.
  static func read(storageDirectory directory: String, resolverFile: String, kubeletVersion: String) -> HostFacts {
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
      system: system, resolvers: resolvers(resolverFile))
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

  /// What systemd-resolved would ask itself, where the usual file names nobody but it: pods can't reach that.
  private static func resolvers(_ path: String) -> ResolverFile {
    let file = ResolverFile((try? TextFile.read(path)) ?? "")
    guard path == "/etc/resolv.conf", file.isForHostAlone, let text = try? TextFile.read("/run/systemd/resolve/resolv.conf") else { return file }
    let beyond = ResolverFile(text)
    return beyond.servers.isEmpty || beyond.isForHostAlone ? file : beyond
  }
}

extension DNSConfiguration {
  init(_ file: ResolverFile) { self.init(servers: file.servers, searches: file.searches, options: file.options) }
}
