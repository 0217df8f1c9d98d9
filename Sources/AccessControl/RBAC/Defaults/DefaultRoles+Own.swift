extension DefaultRoles {
  /// What upstream leaves to kubeadm and to add-ons: how hosts join as nodes, how the API server reaches kubelets, and DNS.
  static let own = """
    controller kubelet-serving-certificate-approver
      read certificates.k8s.io certificatesigningrequests
      update certificates.k8s.io certificatesigningrequests/approval
      approve certificates.k8s.io signers kubernetes.io/kubelet-serving
      create,patch,update core,events.k8s.io events

    clusterrole system:coredns
      list,watch core namespaces,nodes,services
      list,watch discovery.k8s.io endpointslices
      bind . account:kube-system/coredns

    role kube-system/kctl:dns-publisher
      create core services
      create,delete,update discovery.k8s.io endpointslices
      bind . account:kube-system/coredns

    role kube-public/kctl:cluster-info
      get core configmaps cluster-info
      bind . user:system:anonymous

    role kube-public/kctl:sealing-key
      get core configmaps kctl-sealing-key
      bind . group:system:authenticated

    role kube-public/kctl:cluster-info-publisher
      create,update core configmaps
      bind . account:kube-system/cluster-info-publisher

    binding kctl:kubelet-api-admin system:kubelet-api-admin user:kube-apiserver-kubelet-client
    binding kctl:node-bootstrapper system:node-bootstrapper group:system:bootstrappers:kubeadm:default-node-token
    binding kctl:node-autoapprove-bootstrap system:certificates.k8s.io:certificatesigningrequests:nodeclient
      subject group:system:bootstrappers:kubeadm:default-node-token
    binding kctl:node-autoapprove-certificate-rotation system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
      subject group:system:nodes
    """
}
