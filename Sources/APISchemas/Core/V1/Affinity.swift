extension SchemaText {
  static let coreV1Affinity = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Affinity -- Rules on where a pod runs.
      nodeAffinity NodeAffinity #1 -- By the labels of nodes.
      podAffinity PodAffinity #2 -- Near other pods.
      podAntiAffinity PodAntiAffinity #3 -- Away from other pods.

    type NodeAffinity -- Rules by the labels of nodes.
      preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm] #2
          | Terms that a node should meet; the sum of the weights decides.
      requiredDuringSchedulingIgnoredDuringExecution NodeSelector #1 -- What a node must meet when the pod is placed.

    type NodeSelector atomic -- Terms of which a node must meet one.
      nodeSelectorTerms! [NodeSelectorTerm] #1 -- The terms.

    type NodeSelectorTerm atomic -- Requirements that a node must all meet.
      matchExpressions [NodeSelectorRequirement] #1 -- Requirements on labels.
      matchFields [NodeSelectorRequirement] #2 -- Requirements on fields.

    type NodeSelectorRequirement -- One requirement on a label or field of a node.
      key! string #1 -- The label's key.
      operator! string #2 enum=DoesNotExist|Exists|Gt|In|Lt|NotIn -- In, NotIn, Exists, DoesNotExist, Gt or Lt.
      values [string] #3 -- What is compared with; one integer for Gt and Lt, nothing for Exists and DoesNotExist.

    type PreferredSchedulingTerm -- A term with the weight that meeting it has.
      preference! NodeSelectorTerm #2 -- The term.
      weight! int32 #1 -- 1 to 100.

    type PodAffinity -- Rules to run near other pods.
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] #2 -- Terms that should be met.
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm] #1 -- Terms that must all be met when the pod is placed.

    type PodAntiAffinity -- Rules to run away from other pods.
      preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm] #2 -- Terms that should be met.
      requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm] #1 -- Terms that must all be met when the pod is placed.

    type PodAffinityTerm -- Which pods, and what counts as the same place.
      labelSelector meta.LabelSelector #1 -- The pods.
      matchLabelKeys [string] #5 -- Label keys whose values, taken from the pod, are added to the selector.
      mismatchLabelKeys [string] #6 -- Label keys whose values, taken from the pod, are excluded by the selector.
      namespaceSelector meta.LabelSelector #4 -- Namespaces to look in, by label.
      namespaces [string] #2 -- Namespaces to look in; the pod's own when neither this nor namespaceSelector is given.
      topologyKey! string #3 -- The node label whose values are the places.

    type WeightedPodAffinityTerm -- A term with the weight that meeting it has.
      podAffinityTerm! PodAffinityTerm #2 -- The term.
      weight! int32 #1 -- 1 to 100.
    """)
}
