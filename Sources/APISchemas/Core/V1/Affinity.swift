extension SchemaText {
  static let coreV1Affinity = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Affinity -- Rules on where a pod runs.
      nodeAffinity NodeAffinity -- By the labels of nodes.
      podAffinity PodAffinity -- Near other pods.
      podAntiAffinity PodAntiAffinity -- Away from other pods.

    type NodeAffinity -- Rules by the labels of nodes.
      preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm]
          | Terms that a node should meet; the sum of the weights decides.
      requiredDuringSchedulingIgnoredDuringExecution NodeSelector -- What a node must meet when the pod is placed.

    type NodeSelector atomic -- Terms of which a node must meet one.
      nodeSelectorTerms! [NodeSelectorTerm] -- The terms.

    type NodeSelectorTerm atomic -- Requirements that a node must all meet.
      matchExpressions [NodeSelectorRequirement] -- Requirements on labels.
      matchFields [NodeSelectorRequirement] -- Requirements on fields.

    type NodeSelectorRequirement -- One requirement on a label or field of a node.
      key! string -- The label's key.
      operator! string enum=DoesNotExist|Exists|Gt|In|Lt|NotIn -- In, NotIn, Exists, DoesNotExist, Gt or Lt.
      values [string] -- What is compared with; one integer for Gt and Lt, nothing for Exists and DoesNotExist.

    type PreferredSchedulingTerm -- A term with the weight that meeting it has.
      preference! NodeSelectorTerm -- The term.
      weight! int32 -- 1 to 100.

    type PodAffinity -- Rules to run near other pods.
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] -- Terms that should be met.
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm] -- Terms that must all be met when the pod is placed.

    type PodAntiAffinity -- Rules to run away from other pods.
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] -- Terms that should be met.
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm] -- Terms that must all be met when the pod is placed.

    type PodAffinityTerm -- Which pods, and what counts as the same place.
      labelSelector meta.LabelSelector -- The pods.
      matchLabelKeys [string] -- Label keys whose values, taken from the pod, are added to the selector.
      mismatchLabelKeys [string] -- Label keys whose values, taken from the pod, are excluded by the selector.
      namespaceSelector meta.LabelSelector -- Namespaces to look in, by label.
      namespaces [string] -- Namespaces to look in; the pod's own when neither this nor namespaceSelector is given.
      topologyKey! string -- The node label whose values are the places.

    type WeightedPodAffinityTerm -- A term with the weight that meeting it has.
      podAffinityTerm! PodAffinityTerm -- The term.
      weight! int32 -- 1 to 100.
    """)
}
