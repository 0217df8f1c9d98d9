import APIMachinery

/// The /etc/hosts that every container of a pod sees.
enum HostsFile {
  static func text(_ pod: Pod, podIPs: [String], hostname: Pod.Hostname, hostFile: String) -> String {
    var text: String
    if pod.isHostNetwork {
      text = "# Kubernetes-managed hosts file (host network).\n" + hostFile
    } else {
      text = """
        # Kubernetes-managed hosts file.
        127.0.0.1\tlocalhost
        ::1\tlocalhost ip6-localhost ip6-loopback
        fe00::0\tip6-localnet
        fe00::0\tip6-mcastprefix
        fe00::1\tip6-allnodes
        fe00::2\tip6-allrouters

        """
      for address in podIPs {
        text += hostname.domain.isEmpty
          ? "\(address)\t\(hostname.short)\n" : "\(address)\t\(hostname.short).\(hostname.domain)\t\(hostname.short)\n"
      }
    }
    let aliases = pod.spec["hostAliases"]?.array ?? []
    if !aliases.isEmpty {
      text += "\n# Entries added by HostAliases.\n"
      for alias in aliases {
        let names = alias["hostnames"]?.array?.compactMap(\.string) ?? []
        text += "\(alias["ip"]?.string ?? "")\t\(names.joined(separator: "\t"))\n"
      }
    }
    return text
  }
}
