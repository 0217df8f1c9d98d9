extension SchemaText {
  static let certificatesV1CertificateSigningRequest = SchemaText(
    group: "certificates.k8s.io", version: "v1", package: "io.k8s.api.certificates.v1",
    """
    resource certificatesigningrequests CertificateSigningRequest singular=certificatesigningrequest short=csr
      subresource approval certificates.k8s.io/v1:CertificateSigningRequest get,patch,update
      subresource status certificates.k8s.io/v1:CertificateSigningRequest get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column Age string -- How long ago the object was created.
      column SignerName string -- Who is to sign.
      column Requestor string -- Who asks.
      column RequestedDuration string -- How long the certificate should be valid.
      column Condition string -- What has become of the request.
      label spec.signerName
    kind CertificateSigningRequest -- A request for a certificate: approved, then signed by the signer it names.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! CertificateSigningRequestSpec #2 -- What is wanted.
      status CertificateSigningRequestStatus #3 -- What was last observed; written by the system.

    type CertificateSigningRequestSpec -- What certificate is asked for, by whom; it can't be changed.
      expirationSeconds int32? #8 -- How long the certificate should be valid; a wish, at least 600.
      extra {[string]} #6 -- More about who asks; set by the system.
      groups [string] #4 -- The groups of who asks; set by the system.
      request! bytes #1 -- A certificate request (PKCS#10) in PEM form.
      signerName! string #7 -- Who is to sign, as domain and path; kubernetes.io has the system's own signers.
      uid string #3 -- The uid of who asks; set by the system.
      usages [string] #5 -- What the certificate is used for, such as digital signature, key encipherment, client auth.
      username string #2 -- Who asks; set by the system.

    type CertificateSigningRequestStatus -- What has become of a request.
      certificate bytes #2 -- The certificate in PEM form, followed by intermediate ones; it can't be changed once set.
      conditions [CertificateSigningRequestCondition] #1 map=type -- Approved, Denied, Failed; the first two exclude each other and none is
        | ever removed.

    type CertificateSigningRequestCondition -- A decision on a request.
      lastTransitionTime time #5 -- When the condition last changed from one status to another.
      lastUpdateTime time #4 -- When the condition was last updated.
      message string #3 -- Details for people.
      reason string #2 -- A short reason in camel case, for programs.
      status! string #6 -- True; False and Unknown only for other types than Approved, Denied and Failed.
      type! string #1 -- Approved, Denied, Failed or another.
    """)
}
