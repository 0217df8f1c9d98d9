extension SchemaText {
  static let certificatesV1Beta1PodCertificateRequest = SchemaText(
    group: "certificates.k8s.io", version: "v1beta1", package: "io.k8s.api.certificates.v1beta1",
    """
    resource podcertificaterequests PodCertificateRequest singular=podcertificaterequest namespaced
      subresource status certificates.k8s.io/v1beta1:PodCertificateRequest get,patch,update
      column Name string name -- The name of the object, unique among its kind in a namespace.
      column PodName string -- The pod.
      column ServiceAccountName string -- The pod's service account.
      column NodeName string -- The pod's node.
      column SignerName string -- Who is to sign.
      column State string -- What has become of the request.
      label spec.nodeName
      label spec.podName
      label spec.signerName
    kind PodCertificateRequest -- A kubelet's request for a certificate for a pod, written for its projected volume.
      metadata meta.ObjectMeta #1 -- Standard object metadata.
      spec! PodCertificateRequestSpec #2 -- What is wanted.
      status PodCertificateRequestStatus #3 -- What was last observed; written by the system.

    type PodCertificateRequestSpec -- What certificate is asked for, for which pod; it can't be changed.
      maxExpirationSeconds int32? #8 default=86400 -- How long the certificate may be valid, from 3600 to 7862400 (91 days); the system's
        | signers give a day at most.
      nodeName! string #6 -- The pod's node.
      nodeUID! string #7 -- The node's uid.
      pkixPublicKey bytes #9 -- The public key; stands for stubPKCS10Request, which is preferred.
      podName! string #2 -- The pod.
      podUID! string #3 -- The pod's uid.
      proofOfPossession bytes #10 -- A signature of the pod's uid with the private key; goes with pkixPublicKey.
      serviceAccountName! string #4 -- The pod's service account.
      serviceAccountUID! string #5 -- The service account's uid.
      signerName! string #1 -- Who is to sign.
      stubPKCS10Request! bytes #12 -- A certificate request (PKCS#10, DER) whose subject is ignored; it holds the key and proves its
        | possession.
      unverifiedUserAnnotations {string} #11 -- What the pod's author tells the signer; not checked.

    type PodCertificateRequestStatus -- What has become of a request.
      beginRefreshAt time #5 -- When the kubelet should ask for another.
      certificateChain string #2 -- The certificate in PEM form, followed by intermediate ones; it can't be changed once set.
      conditions [meta.Condition] #1 map=type merge=type -- Issued, Denied or Failed; one of them, and it doesn't change.
      notAfter time #6 -- Until when the certificate is valid.
      notBefore time #4 -- From when the certificate is valid.
    """)
}
