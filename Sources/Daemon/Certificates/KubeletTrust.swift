import Basics
import HTTPTransport
import NIOPosix
import PKI

/// How this API server meets kubelets on other hosts, from the options.
enum KubeletTrust {
  /// Files are read at each use, so that who renews them needs not tell the daemon. Throws when they can't be read now.
  static func transport(_ options: CertificateOptions, own: CertificateRenewal) throws -> NetworkProxy {
    _ = try read(options, own.current)
    let fallback = own
    return NetworkProxy(group: .singleton) {
      let certificates = fallback.current
      let own = NetworkProxy.Trust(authority: certificates.authority.identity.certificate, identity: certificates.kubeletClient)
      return (try? read(options, certificates)) ?? own
    }
  }

  private static func read(_ options: CertificateOptions, _ own: ServingCertificates) throws -> NetworkProxy.Trust {
    let authority = try options.kubeletCertificateAuthority.map { try TextFile.read($0) } ?? own.authority.identity.certificate
    guard let certificate = options.kubeletClientCertificate, let key = options.kubeletClientKey else {
      return .init(authority: authority, identity: own.kubeletClient)
    }
    return .init(authority: authority, identity: Identity(certificate: try TextFile.read(certificate), privateKey: try TextFile.read(key)))
  }
}
