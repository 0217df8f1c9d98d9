import APIMachinery
import RuntimeInterface

extension PodSandboxConfig {
  /// What the runtime is asked for.
  init(_ pod: Pod, attempt: Int, _ configuration: KubeletConfiguration) {
    self.init(
      name: pod.name, namespace: pod.namespace, uid: pod.uid, logDirectory: LogLayout(configuration.logDirectory).directory(of: pod))
    self.attempt = attempt
    labels = pod.object.labels
    labels[RuntimeLabels.podName] = pod.name
    labels[RuntimeLabels.podNamespace] = pod.namespace
    labels[RuntimeLabels.podUID] = pod.uid
    annotations = pod.object.annotations
    cgroupParent = QualityOfService(pod).cgroupParent(uid: pod.uid)
    resources = LinuxResources(pod: pod)
    if configuration.podPidsLimit > 0 { resources.pidsLimit = configuration.podPidsLimit }
    hostNetwork = pod.isHostNetwork
    hostPID = pod.spec["hostPID"]?.bool ?? false
    hostIPC = pod.spec["hostIPC"]?.bool ?? false
    usesHostUsers = pod.spec["hostUsers"]?.bool ?? true
    shareProcessNamespace = pod.spec["shareProcessNamespace"]?.bool ?? false
    hostname = hostNetwork ? configuration.nodeName : pod.hostname(clusterDomain: configuration.clusterDomain).kernelName
    for sysctl in pod.spec["securityContext"]?["sysctls"]?.array ?? [] {
      if let name = sysctl["name"]?.string { sysctls[name.replacing(slashes: ".")] = sysctl["value"]?.string ?? "" }
    }
    let dns = PodDNS(pod, configuration).resolver
    (dnsServers, dnsSearches, dnsOptions) = (dns.servers, dns.searches, dns.options)
    portMappings = hostNetwork ? [] : pod.hostPorts
  }
}

extension Pod {
  struct Hostname: Equatable {
    var short: String
    /// With the subdomain's; empty without one.
    var domain: String
    /// What the kernel is told.
    var kernelName: String
  }

  /// spec.hostname or the pod's name, cut to what a hostname may have; `<hostname>.<subdomain>.<namespace>.svc.<domain>` in full.
  func hostname(clusterDomain: String) -> Hostname {
    var short = spec["hostname"]?.string ?? ""
    if short.isEmpty {
      short = String(name.prefix(63))
      while let last = short.last, last == "-" || last == "." { short.removeLast() }
    }
    let subdomain = spec["subdomain"]?.string ?? ""
    let domain = subdomain.isEmpty ? "" : "\(subdomain).\(namespace).svc.\(clusterDomain)"
    var kernelName = short
    if spec["setHostnameAsFQDN"]?.bool == true, !domain.isEmpty { kernelName = "\(short).\(domain)" }
    if let override = spec["hostnameOverride"]?.string, !override.isEmpty { kernelName = override }
    return Hostname(short: short, domain: domain, kernelName: kernelName)
  }
}

extension String {
  /// sysctls may be written with slashes.
  func replacing(slashes separator: String) -> String {
    split(separator: "/", omittingEmptySubsequences: false).joined(separator: separator)
  }
}
