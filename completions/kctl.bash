#!/bin/bash

__kctl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__kctl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__kctl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__kctl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_kctl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    daemon|join|verify|signers|init|create|run|expose|set|get|describe|explain|edit|delete|apply|diff|patch|replace|label|annotate|wait|rollout|scale|autoscale|log|blame|rollback|revert|plan|drift|serve|bisect|fsck|backup|restore|sync|logs|exec|attach|port-forward|proxy|cp|events|auth|status|image|cluster-info|api-resources|api-versions|certificate|certs|token|top|cordon|uncordon|drain|taint|config|plugin|options|completion|version|help)
        # Offer subcommand argument completions
        "_kctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'daemon join verify signers init create run expose set get describe explain edit delete apply diff patch replace label annotate wait rollout scale autoscale log blame rollback revert plan drift serve bisect fsck backup restore sync logs exec attach port-forward proxy cp events auth status image cluster-info api-resources api-versions certificate certs token top cordon uncordon drain taint config plugin options completion version help' -- "${cur}"))
        ;;
    esac
}

_kctl_daemon() {
    repeating_flags=()
    non_repeating_flags=(--stop-pods --memory --version -h --help)
    repeating_options=(--oidc-required-claim --service-account-key-file --service-account-issuer)
    non_repeating_options=(--repository --data-dir --bind-address --secure-port --write-kubeconfig --kubeconfig --advertise-address --kubelet-port --kubelet-certificate-authority --kubelet-client-certificate --kubelet-client-key --kubelet-preferred-address-types --bootstrap-kubeconfig --cluster-signing-duration --node-name --node-ip --components --pod-cidr --service-cidr --authentication-config --anonymous-auth --client-ca-file --authentication-token-webhook-config-file --authentication-token-webhook-cache-ttl --authentication-token-webhook-version --oidc-issuer-url --oidc-client-id --oidc-ca-file --oidc-username-claim --oidc-username-prefix --oidc-groups-claim --oidc-groups-prefix --oidc-signing-algs --requestheader-client-ca-file --requestheader-allowed-names --requestheader-username-headers --requestheader-uid-headers --requestheader-group-headers --requestheader-extra-headers-prefix --authorization-mode --authorization-config --authorization-policy-file --authorization-webhook-config-file --authorization-webhook-version --authorization-webhook-cache-authorized-ttl --authorization-webhook-cache-unauthorized-ttl --audit-policy-file --audit-log-path --audit-log-maxage --audit-log-maxbackup --audit-log-maxsize --audit-webhook-config-file --audit-webhook-batch-max-size --audit-webhook-batch-buffer-size --audit-webhook-batch-max-wait --service-account-signing-key-file --api-audiences --enable-admission-plugins --disable-admission-plugins --admission-control-config-file --token-auth-file --max-requests-inflight --max-mutating-requests-inflight --enable-priority-and-fairness --runtime --pod-max-pids --eviction-hard --pod-manifest-path --allowed-unsafe-sysctls -v)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--repository')
        __kctl_add_completions -d
        return
        ;;
    '--data-dir')
        __kctl_add_completions -d
        return
        ;;
    '--bind-address')
        return
        ;;
    '--secure-port')
        return
        ;;
    '--write-kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--advertise-address')
        return
        ;;
    '--kubelet-port')
        return
        ;;
    '--kubelet-certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-client-key')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-preferred-address-types')
        return
        ;;
    '--bootstrap-kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--cluster-signing-duration')
        return
        ;;
    '--node-name')
        return
        ;;
    '--node-ip')
        return
        ;;
    '--components')
        return
        ;;
    '--pod-cidr')
        return
        ;;
    '--service-cidr')
        return
        ;;
    '--authentication-config')
        __kctl_add_completions -f
        return
        ;;
    '--anonymous-auth')
        return
        ;;
    '--client-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--authentication-token-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--authentication-token-webhook-cache-ttl')
        return
        ;;
    '--authentication-token-webhook-version')
        return
        ;;
    '--oidc-issuer-url')
        return
        ;;
    '--oidc-client-id')
        return
        ;;
    '--oidc-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--oidc-username-claim')
        return
        ;;
    '--oidc-username-prefix')
        return
        ;;
    '--oidc-groups-claim')
        return
        ;;
    '--oidc-groups-prefix')
        return
        ;;
    '--oidc-required-claim')
        return
        ;;
    '--oidc-signing-algs')
        return
        ;;
    '--requestheader-client-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--requestheader-allowed-names')
        return
        ;;
    '--requestheader-username-headers')
        return
        ;;
    '--requestheader-uid-headers')
        return
        ;;
    '--requestheader-group-headers')
        return
        ;;
    '--requestheader-extra-headers-prefix')
        return
        ;;
    '--authorization-mode')
        return
        ;;
    '--authorization-config')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-policy-file')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-webhook-version')
        return
        ;;
    '--authorization-webhook-cache-authorized-ttl')
        return
        ;;
    '--authorization-webhook-cache-unauthorized-ttl')
        return
        ;;
    '--audit-policy-file')
        __kctl_add_completions -f
        return
        ;;
    '--audit-log-path')
        __kctl_add_completions -f
        return
        ;;
    '--audit-log-maxage')
        return
        ;;
    '--audit-log-maxbackup')
        return
        ;;
    '--audit-log-maxsize')
        return
        ;;
    '--audit-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--audit-webhook-batch-max-size')
        return
        ;;
    '--audit-webhook-batch-buffer-size')
        return
        ;;
    '--audit-webhook-batch-max-wait')
        return
        ;;
    '--service-account-key-file')
        __kctl_add_completions -f
        return
        ;;
    '--service-account-signing-key-file')
        __kctl_add_completions -f
        return
        ;;
    '--service-account-issuer')
        return
        ;;
    '--api-audiences')
        return
        ;;
    '--enable-admission-plugins')
        return
        ;;
    '--disable-admission-plugins')
        return
        ;;
    '--admission-control-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--token-auth-file')
        __kctl_add_completions -f
        return
        ;;
    '--max-requests-inflight')
        return
        ;;
    '--max-mutating-requests-inflight')
        return
        ;;
    '--enable-priority-and-fairness')
        return
        ;;
    '--runtime')
        return
        ;;
    '--pod-max-pids')
        return
        ;;
    '--eviction-hard')
        return
        ;;
    '--pod-manifest-path')
        __kctl_add_completions -d
        return
        ;;
    '--allowed-unsafe-sysctls')
        return
        ;;
    '-v')
        return
        ;;
    esac
}

_kctl_join() {
    repeating_flags=()
    non_repeating_flags=(--stop-pods --memory --version -h --help)
    repeating_options=(--ca-cert-hash --oidc-required-claim --service-account-key-file --service-account-issuer)
    non_repeating_options=(--token --repository --data-dir --bind-address --secure-port --write-kubeconfig --kubeconfig --advertise-address --kubelet-port --kubelet-certificate-authority --kubelet-client-certificate --kubelet-client-key --kubelet-preferred-address-types --bootstrap-kubeconfig --cluster-signing-duration --node-name --node-ip --components --pod-cidr --service-cidr --authentication-config --anonymous-auth --client-ca-file --authentication-token-webhook-config-file --authentication-token-webhook-cache-ttl --authentication-token-webhook-version --oidc-issuer-url --oidc-client-id --oidc-ca-file --oidc-username-claim --oidc-username-prefix --oidc-groups-claim --oidc-groups-prefix --oidc-signing-algs --requestheader-client-ca-file --requestheader-allowed-names --requestheader-username-headers --requestheader-uid-headers --requestheader-group-headers --requestheader-extra-headers-prefix --authorization-mode --authorization-config --authorization-policy-file --authorization-webhook-config-file --authorization-webhook-version --authorization-webhook-cache-authorized-ttl --authorization-webhook-cache-unauthorized-ttl --audit-policy-file --audit-log-path --audit-log-maxage --audit-log-maxbackup --audit-log-maxsize --audit-webhook-config-file --audit-webhook-batch-max-size --audit-webhook-batch-buffer-size --audit-webhook-batch-max-wait --service-account-signing-key-file --api-audiences --enable-admission-plugins --disable-admission-plugins --admission-control-config-file --token-auth-file --max-requests-inflight --max-mutating-requests-inflight --enable-priority-and-fairness --runtime --pod-max-pids --eviction-hard --pod-manifest-path --allowed-unsafe-sysctls -v)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--token')
        return
        ;;
    '--ca-cert-hash')
        return
        ;;
    '--repository')
        __kctl_add_completions -d
        return
        ;;
    '--data-dir')
        __kctl_add_completions -d
        return
        ;;
    '--bind-address')
        return
        ;;
    '--secure-port')
        return
        ;;
    '--write-kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--advertise-address')
        return
        ;;
    '--kubelet-port')
        return
        ;;
    '--kubelet-certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-client-key')
        __kctl_add_completions -f
        return
        ;;
    '--kubelet-preferred-address-types')
        return
        ;;
    '--bootstrap-kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--cluster-signing-duration')
        return
        ;;
    '--node-name')
        return
        ;;
    '--node-ip')
        return
        ;;
    '--components')
        return
        ;;
    '--pod-cidr')
        return
        ;;
    '--service-cidr')
        return
        ;;
    '--authentication-config')
        __kctl_add_completions -f
        return
        ;;
    '--anonymous-auth')
        return
        ;;
    '--client-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--authentication-token-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--authentication-token-webhook-cache-ttl')
        return
        ;;
    '--authentication-token-webhook-version')
        return
        ;;
    '--oidc-issuer-url')
        return
        ;;
    '--oidc-client-id')
        return
        ;;
    '--oidc-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--oidc-username-claim')
        return
        ;;
    '--oidc-username-prefix')
        return
        ;;
    '--oidc-groups-claim')
        return
        ;;
    '--oidc-groups-prefix')
        return
        ;;
    '--oidc-required-claim')
        return
        ;;
    '--oidc-signing-algs')
        return
        ;;
    '--requestheader-client-ca-file')
        __kctl_add_completions -f
        return
        ;;
    '--requestheader-allowed-names')
        return
        ;;
    '--requestheader-username-headers')
        return
        ;;
    '--requestheader-uid-headers')
        return
        ;;
    '--requestheader-group-headers')
        return
        ;;
    '--requestheader-extra-headers-prefix')
        return
        ;;
    '--authorization-mode')
        return
        ;;
    '--authorization-config')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-policy-file')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--authorization-webhook-version')
        return
        ;;
    '--authorization-webhook-cache-authorized-ttl')
        return
        ;;
    '--authorization-webhook-cache-unauthorized-ttl')
        return
        ;;
    '--audit-policy-file')
        __kctl_add_completions -f
        return
        ;;
    '--audit-log-path')
        __kctl_add_completions -f
        return
        ;;
    '--audit-log-maxage')
        return
        ;;
    '--audit-log-maxbackup')
        return
        ;;
    '--audit-log-maxsize')
        return
        ;;
    '--audit-webhook-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--audit-webhook-batch-max-size')
        return
        ;;
    '--audit-webhook-batch-buffer-size')
        return
        ;;
    '--audit-webhook-batch-max-wait')
        return
        ;;
    '--service-account-key-file')
        __kctl_add_completions -f
        return
        ;;
    '--service-account-signing-key-file')
        __kctl_add_completions -f
        return
        ;;
    '--service-account-issuer')
        return
        ;;
    '--api-audiences')
        return
        ;;
    '--enable-admission-plugins')
        return
        ;;
    '--disable-admission-plugins')
        return
        ;;
    '--admission-control-config-file')
        __kctl_add_completions -f
        return
        ;;
    '--token-auth-file')
        __kctl_add_completions -f
        return
        ;;
    '--max-requests-inflight')
        return
        ;;
    '--max-mutating-requests-inflight')
        return
        ;;
    '--enable-priority-and-fairness')
        return
        ;;
    '--runtime')
        return
        ;;
    '--pod-max-pids')
        return
        ;;
    '--eviction-hard')
        return
        ;;
    '--pod-manifest-path')
        __kctl_add_completions -d
        return
        ;;
    '--allowed-unsafe-sysctls')
        return
        ;;
    '-v')
        return
        ;;
    esac
}

_kctl_verify() {
    repeating_flags=()
    non_repeating_flags=(--require-signed --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository --allowed-signers)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--allowed-signers')
        __kctl_add_completions -f
        return
        ;;
    esac
}

_kctl_signers() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|add|remove)
        # Offer subcommand argument completions
        "_kctl_signers_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list add remove' -- "${cur}"))
        ;;
    esac
}

_kctl_signers_list() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_signers_add() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository)
    __kctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_signers_remove() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_init() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_create() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    namespace|configmap|secret|deployment|job|serviceaccount|service|cronjob|ingress|role|clusterrole|rolebinding|clusterrolebinding|quota|poddisruptionbudget|priorityclass|token)
        # Offer subcommand argument completions
        "_kctl_create_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'namespace configmap secret deployment job serviceaccount service cronjob ingress role clusterrole rolebinding clusterrolebinding quota poddisruptionbudget priorityclass token' -- "${cur}"))
        ;;
    esac
}

_kctl_create_namespace() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_configmap() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--from-literal --from-file --from-env-file --as-group)
    non_repeating_options=(--dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from-literal')
        return
        ;;
    '--from-file')
        __kctl_add_completions -f
        return
        ;;
    '--from-env-file')
        __kctl_add_completions -f
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_secret() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    generic|tls|docker-registry)
        # Offer subcommand argument completions
        "_kctl_create_secret_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'generic tls docker-registry' -- "${cur}"))
        ;;
    esac
}

_kctl_create_secret_generic() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--from-literal --from-file --from-env-file --as-group)
    non_repeating_options=(--type --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from-literal')
        return
        ;;
    '--from-file')
        __kctl_add_completions -f
        return
        ;;
    '--from-env-file')
        __kctl_add_completions -f
        return
        ;;
    '--type')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_secret_tls() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--cert --key --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--cert')
        __kctl_add_completions -f
        return
        ;;
    '--key')
        __kctl_add_completions -f
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_secret_docker-registry() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--docker-server --docker-username --docker-password --docker-email --from-file --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--docker-server')
        return
        ;;
    '--docker-username')
        return
        ;;
    '--docker-password')
        return
        ;;
    '--docker-email')
        return
        ;;
    '--from-file')
        __kctl_add_completions -f
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_deployment() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--image --as-group)
    non_repeating_options=(-r --replicas --port --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--image')
        return
        ;;
    '-r'|'--replicas')
        return
        ;;
    '--port')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_job() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--image --from --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--image')
        return
        ;;
    '--from')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_serviceaccount() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_service() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    clusterip|nodeport|loadbalancer|externalname)
        # Offer subcommand argument completions
        "_kctl_create_service_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'clusterip nodeport loadbalancer externalname' -- "${cur}"))
        ;;
    esac
}

_kctl_create_service_clusterip() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--tcp --as-group)
    non_repeating_options=(--clusterip --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--tcp')
        return
        ;;
    '--clusterip')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_service_nodeport() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--tcp --as-group)
    non_repeating_options=(--node-port --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--tcp')
        return
        ;;
    '--node-port')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_service_loadbalancer() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--tcp --as-group)
    non_repeating_options=(--dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--tcp')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_service_externalname() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--tcp --as-group)
    non_repeating_options=(--external-name --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--external-name')
        return
        ;;
    '--tcp')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_cronjob() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--image --schedule --restart --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--image')
        return
        ;;
    '--schedule')
        return
        ;;
    '--restart')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_ingress() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--rule --annotation --as-group)
    non_repeating_options=(--class --default-backend --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--class')
        return
        ;;
    '--rule')
        return
        ;;
    '--default-backend')
        return
        ;;
    '--annotation')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_role() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--verb --resource --resource-name --as-group)
    non_repeating_options=(--dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--verb')
        return
        ;;
    '--resource')
        return
        ;;
    '--resource-name')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_clusterrole() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--verb --resource --resource-name --non-resource-url --as-group)
    non_repeating_options=(--aggregation-rule --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--verb')
        return
        ;;
    '--resource')
        return
        ;;
    '--resource-name')
        return
        ;;
    '--non-resource-url')
        return
        ;;
    '--aggregation-rule')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_rolebinding() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--user --group --serviceaccount --as-group)
    non_repeating_options=(--clusterrole --role --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--clusterrole')
        return
        ;;
    '--role')
        return
        ;;
    '--user')
        return
        ;;
    '--group')
        return
        ;;
    '--serviceaccount')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_clusterrolebinding() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--user --group --serviceaccount --as-group)
    non_repeating_options=(--clusterrole --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--clusterrole')
        return
        ;;
    '--user')
        return
        ;;
    '--group')
        return
        ;;
    '--serviceaccount')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_quota() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--hard --scopes --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--hard')
        return
        ;;
    '--scopes')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_poddisruptionbudget() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--selector --min-available --max-unavailable --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--selector')
        return
        ;;
    '--min-available')
        return
        ;;
    '--max-unavailable')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_priorityclass() {
    repeating_flags=()
    non_repeating_flags=(--global-default --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--value --description --preemption-policy --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--value')
        return
        ;;
    '--description')
        return
        ;;
    '--preemption-policy')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_create_token() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--audience --as-group)
    non_repeating_options=(--duration --bound-object-kind --bound-object-name --bound-object-uid -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--audience')
        return
        ;;
    '--duration')
        return
        ;;
    '--bound-object-kind')
        return
        ;;
    '--bound-object-name')
        return
        ;;
    '--bound-object-uid')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_run() {
    repeating_flags=()
    non_repeating_flags=(--command -i --stdin -t --tty --attach --rm -q --quiet --privileged --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--env --annotations --as-group)
    non_repeating_options=(--image -l --labels --port --restart --image-pull-policy --overrides --pod-running-timeout --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--image')
        return
        ;;
    '--env')
        return
        ;;
    '-l'|'--labels')
        return
        ;;
    '--annotations')
        return
        ;;
    '--port')
        return
        ;;
    '--restart')
        return
        ;;
    '--image-pull-policy')
        return
        ;;
    '--overrides')
        return
        ;;
    '--pod-running-timeout')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_expose() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--port --target-port --protocol --name --type --cluster-ip --external-ip --session-affinity --selector -l --labels --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--port')
        return
        ;;
    '--target-port')
        return
        ;;
    '--protocol')
        return
        ;;
    '--name')
        return
        ;;
    '--type')
        return
        ;;
    '--cluster-ip')
        return
        ;;
    '--external-ip')
        return
        ;;
    '--session-affinity')
        return
        ;;
    '--selector')
        return
        ;;
    '-l'|'--labels')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_set() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    image|env|resources|selector|serviceaccount|subject)
        # Offer subcommand argument completions
        "_kctl_set_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'image env resources selector serviceaccount subject' -- "${cur}"))
        ;;
    esac
}

_kctl_set_image() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_set_env() {
    repeating_flags=()
    non_repeating_flags=(--list -R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-c --containers --from --prefix --keys -l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-c'|'--containers')
        return
        ;;
    '--from')
        return
        ;;
    '--prefix')
        return
        ;;
    '--keys')
        return
        ;;
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_set_resources() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-c --containers --limits --requests -l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-c'|'--containers')
        return
        ;;
    '--limits')
        return
        ;;
    '--requests')
        return
        ;;
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_set_selector() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_set_serviceaccount() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_set_subject() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--user --group --serviceaccount -f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--user')
        return
        ;;
    '--group')
        return
        ;;
    '--serviceaccount')
        return
        ;;
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_get() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --show-managed-fields -A --all-namespaces -w --watch --watch-only --show-labels --no-headers --show-kind --ignore-not-found --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename -L --label-columns --as-group)
    non_repeating_options=(-o --output --template -l --selector --field-selector --sort-by --chunk-size --subresource --raw --at -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--sort-by')
        return
        ;;
    '-L'|'--label-columns')
        return
        ;;
    '--chunk-size')
        return
        ;;
    '--subresource')
        return
        ;;
    '--raw')
        return
        ;;
    '--at')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_describe() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --show-events --no-show-events --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --at -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--at')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_explain() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--api-version -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--api-version')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_edit() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-o --output --subresource --field-manager -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '--subresource')
        return
        ;;
    '--field-manager')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_delete() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --force --now --wait --no-wait --ignore-not-found --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --grace-period --cascade --timeout -o --output --dry-run -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--grace-period')
        return
        ;;
    '--cascade')
        return
        ;;
    '--timeout')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_apply() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --server-side --force-conflicts --prune --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --prune-allowlist --as-group)
    non_repeating_options=(-l --selector --validate --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--prune-allowlist')
        return
        ;;
    '--validate')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    view-last-applied|set-last-applied|edit-last-applied)
        # Offer subcommand argument completions
        "_kctl_apply_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'view-last-applied set-last-applied edit-last-applied' -- "${cur}"))
        ;;
    esac
}

_kctl_apply_view-last-applied() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name -o --output)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    esac
}

_kctl_apply_set-last-applied() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --create-annotation --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--dry-run -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_apply_edit-last-applied() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_diff() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --server-side --force-conflicts --show-managed-fields -A --all-namespaces --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--field-manager --at -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--field-manager')
        return
        ;;
    '--at')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_patch() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-p --patch --patch-file --type --subresource --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-p'|'--patch')
        return
        ;;
    '--patch-file')
        __kctl_add_completions -f
        return
        ;;
    '--type')
        return
        ;;
    '--subresource')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_replace() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --force --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--grace-period --timeout --subresource --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--grace-period')
        return
        ;;
    '--timeout')
        return
        ;;
    '--subresource')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_label() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --overwrite --list --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --resource-version --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--resource-version')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_annotate() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --overwrite --list --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --resource-version --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--resource-version')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_wait() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --for --timeout -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--for')
        return
        ;;
    '--timeout')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_rollout() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    status|history|undo|restart|pause|resume)
        # Offer subcommand argument completions
        "_kctl_rollout_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'status history undo restart pause resume' -- "${cur}"))
        ;;
    esac
}

_kctl_rollout_status() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify -w --watch --no-watch --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --timeout)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--timeout')
        return
        ;;
    esac
}

_kctl_rollout_history() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --show-managed-fields --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --revision -o --output --template)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--revision')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    esac
}

_kctl_rollout_undo() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --show-managed-fields --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --to-revision --dry-run -o --output --template)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--to-revision')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    esac
}

_kctl_rollout_restart() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --show-managed-fields --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --dry-run -o --output --template)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    esac
}

_kctl_rollout_pause() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --show-managed-fields --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --dry-run -o --output --template)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    esac
}

_kctl_rollout_resume() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --show-managed-fields --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --dry-run -o --output --template)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    esac
}

_kctl_scale() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --replicas --current-replicas --timeout --dry-run -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--replicas')
        return
        ;;
    '--current-replicas')
        return
        ;;
    '--timeout')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_autoscale() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--min --max --cpu-percent --name --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name --validate)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--min')
        return
        ;;
    '--max')
        return
        ;;
    '--cpu-percent')
        return
        ;;
    '--name')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    '--validate')
        return
        ;;
    esac
}

_kctl_log() {
    repeating_flags=()
    non_repeating_flags=(-p --patch -f --follow -A --all-namespaces --people --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--since --until --author --field --limit -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--author')
        return
        ;;
    '--field')
        return
        ;;
    '--limit')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_blame() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--field --at -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--field')
        return
        ;;
    '--at')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_rollback() {
    repeating_flags=()
    non_repeating_flags=(--all --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--to --dry-run -m --message -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--to')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-m'|'--message')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_revert() {
    repeating_flags=()
    non_repeating_flags=(--force --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--dry-run -m --message -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-m'|'--message')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_plan() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--git --base -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--git')
        __kctl_add_completions -d
        return
        ;;
    '--base')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_drift() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_serve() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--at -p --port --address --write-kubeconfig -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--at')
        return
        ;;
    '-p'|'--port')
        return
        ;;
    '--address')
        return
        ;;
    '--write-kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_bisect() {
    repeating_flags=()
    non_repeating_flags=(--people --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--good --bad --run -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--good')
        return
        ;;
    '--bad')
        return
        ;;
    '--run')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_fsck() {
    repeating_flags=()
    non_repeating_flags=(--repair --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_backup() {
    repeating_flags=()
    non_repeating_flags=(--full --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--passphrase-file --data-dir -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--passphrase-file')
        __kctl_add_completions -f
        return
        ;;
    '--data-dir')
        __kctl_add_completions -d
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_restore() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repository --data-dir --passphrase-file --bundle)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--data-dir')
        __kctl_add_completions -d
        return
        ;;
    '--passphrase-file')
        __kctl_add_completions -f
        return
        ;;
    '--bundle')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __kctl_add_completions -d
        return
        ;;
    esac
}

_kctl_sync() {
    repeating_flags=()
    non_repeating_flags=(--once --push-live --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--branch --interval -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--branch')
        return
        ;;
    '--interval')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_logs() {
    repeating_flags=()
    non_repeating_flags=(-f --follow -p --previous --timestamps --all-containers --prefix --ignore-errors --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--tail --since --since-time --limit-bytes -c --container -l --selector --max-log-requests -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--tail')
        return
        ;;
    '--since')
        return
        ;;
    '--since-time')
        return
        ;;
    '--limit-bytes')
        return
        ;;
    '-c'|'--container')
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--max-log-requests')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_exec() {
    repeating_flags=()
    non_repeating_flags=(-i --stdin -t --tty -q --quiet --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-c --container -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-c'|'--container')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_attach() {
    repeating_flags=()
    non_repeating_flags=(-i --stdin -t --tty -q --quiet --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-c --container -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-c'|'--container')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_port-forward() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--address -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--address')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_proxy() {
    repeating_flags=()
    non_repeating_flags=(--disable-filter --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-p --port --address --accept-hosts --reject-paths --reject-methods -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-p'|'--port')
        return
        ;;
    '--address')
        return
        ;;
    '--accept-hosts')
        return
        ;;
    '--reject-paths')
        return
        ;;
    '--reject-methods')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_cp() {
    repeating_flags=()
    non_repeating_flags=(--no-preserve --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-c --container -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-c'|'--container')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_events() {
    repeating_flags=()
    non_repeating_flags=(-w --watch -A --all-namespaces --no-headers --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--for --types -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--for')
        return
        ;;
    '--types')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_auth() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    can-i|whoami|reconcile)
        # Offer subcommand argument completions
        "_kctl_auth_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'can-i whoami reconcile' -- "${cur}"))
        ;;
    esac
}

_kctl_auth_can-i() {
    repeating_flags=()
    non_repeating_flags=(-A --all-namespaces --list -q --quiet --no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--subresource -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--subresource')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_auth_whoami() {
    repeating_flags=()
    non_repeating_flags=(--show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_auth_reconcile() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --remove-extra-permissions --remove-extra-subjects --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(--dry-run -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_status() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_image() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    load|ls|rm)
        # Offer subcommand argument completions
        "_kctl_image_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'load ls rm' -- "${cur}"))
        ;;
    esac
}

_kctl_image_load() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--name -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __kctl_add_completions -f
        return
        ;;
    esac
}

_kctl_image_ls() {
    repeating_flags=()
    non_repeating_flags=(--no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_image_rm() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_cluster-info() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    dump)
        # Offer subcommand argument completions
        "_kctl_cluster-info_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'dump' -- "${cur}"))
        ;;
    esac
}

_kctl_cluster-info_dump() {
    repeating_flags=()
    non_repeating_flags=(-A --all-namespaces --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--output-directory --namespaces -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--output-directory')
        __kctl_add_completions -d
        return
        ;;
    '--namespaces')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_api-resources() {
    repeating_flags=()
    non_repeating_flags=(--namespaced --no-namespaced --no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--api-group --verbs --categories --sort-by -o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--api-group')
        return
        ;;
    '--verbs')
        return
        ;;
    '--categories')
        return
        ;;
    '--sort-by')
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_api-versions() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_certificate() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    approve|deny)
        # Offer subcommand argument completions
        "_kctl_certificate_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'approve deny' -- "${cur}"))
        ;;
    esac
}

_kctl_certificate_approve() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --force --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_certificate_deny() {
    repeating_flags=()
    non_repeating_flags=(-R --recursive --force --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_certs() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|check|renew)
        # Offer subcommand argument completions
        "_kctl_certs_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list check renew' -- "${cur}"))
        ;;
    esac
}

_kctl_certs_list() {
    repeating_flags=()
    non_repeating_flags=(--no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_certs_check() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--within -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--within')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_certs_renew() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_token() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|list|delete|generate)
        # Offer subcommand argument completions
        "_kctl_token_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create list delete generate' -- "${cur}"))
        ;;
    esac
}

_kctl_token_create() {
    repeating_flags=()
    non_repeating_flags=(--print-join-command --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--ttl --description --groups --usages -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--ttl')
        return
        ;;
    '--description')
        return
        ;;
    '--groups')
        return
        ;;
    '--usages')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_token_list() {
    repeating_flags=()
    non_repeating_flags=(--no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_token_delete() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_token_generate() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0
}

_kctl_top() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    node|pod)
        # Offer subcommand argument completions
        "_kctl_top_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'node pod' -- "${cur}"))
        ;;
    esac
}

_kctl_top_node() {
    repeating_flags=()
    non_repeating_flags=(--no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_top_pod() {
    repeating_flags=()
    non_repeating_flags=(-A --all-namespaces --containers --no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-l --selector -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-l'|'--selector')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_cordon() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-l --selector --dry-run -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-l'|'--selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_uncordon() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-l --selector --dry-run -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-l'|'--selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_drain() {
    repeating_flags=()
    non_repeating_flags=(--ignore-daemonsets --delete-emptydir-data --force --disable-eviction --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--grace-period --timeout --pod-selector -l --selector --dry-run -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--grace-period')
        return
        ;;
    '--timeout')
        return
        ;;
    '--pod-selector')
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_taint() {
    repeating_flags=()
    non_repeating_flags=(--overwrite -R --recursive -A --all-namespaces --all --show-managed-fields --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(-f --filename --as-group)
    non_repeating_options=(-l --selector --field-selector --dry-run --field-manager -o --output --template -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-f'|'--filename')
        __kctl_add_completions -f
        return
        ;;
    '-l'|'--selector')
        return
        ;;
    '--field-selector')
        return
        ;;
    '--dry-run')
        __kctl_add_completions -W 'none'$'\n''client'$'\n''server'
        return
        ;;
    '--field-manager')
        return
        ;;
    '-o'|'--output')
        __kctl_add_completions -W 'wide'$'\n''json'$'\n''yaml'$'\n''name'$'\n''jsonpath='$'\n''go-template='$'\n''custom-columns='
        return
        ;;
    '--template')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    view|current-context|get-contexts|use-context|set-context|set-cluster|set-credentials|rename-context|delete-context|delete-cluster|delete-user|get-clusters|get-users|set|unset)
        # Offer subcommand argument completions
        "_kctl_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'view current-context get-contexts use-context set-context set-cluster set-credentials rename-context delete-context delete-cluster delete-user get-clusters get-users set unset' -- "${cur}"))
        ;;
    esac
}

_kctl_config_view() {
    repeating_flags=()
    non_repeating_flags=(--raw --flatten --minify --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_current-context() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_get-contexts() {
    repeating_flags=()
    non_repeating_flags=(--no-headers --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_use-context() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_set-context() {
    repeating_flags=()
    non_repeating_flags=(--current --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--cluster --user -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--cluster')
        return
        ;;
    '--user')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_set-cluster() {
    repeating_flags=()
    non_repeating_flags=(--embed-certs --no-embed-certs --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_set-credentials() {
    repeating_flags=()
    non_repeating_flags=(--embed-certs --no-embed-certs --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(--username --password -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--username')
        return
        ;;
    '--password')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_rename-context() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_delete-context() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_delete-cluster() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_delete-user() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_get-clusters() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_get-users() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_set() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_config_unset() {
    repeating_flags=()
    non_repeating_flags=(--insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_plugin() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list)
        # Offer subcommand argument completions
        "_kctl_plugin_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list' -- "${cur}"))
        ;;
    esac
}

_kctl_plugin_list() {
    repeating_flags=()
    non_repeating_flags=(--name-only --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0
}

_kctl_options() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 0
}

_kctl_completion() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __kctl_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_kctl_version() {
    repeating_flags=()
    non_repeating_flags=(--client --insecure-skip-tls-verify --no-insecure-skip-tls-verify --version -h --help)
    repeating_options=(--as-group)
    non_repeating_options=(-o --output -C --repository --kubeconfig --context -s --server -n --namespace --request-timeout --as --as-uid --token --certificate-authority --client-certificate --client-key --tls-server-name)
    __kctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-o'|'--output')
        return
        ;;
    '-C'|'--repository')
        __kctl_add_completions -d
        return
        ;;
    '--kubeconfig')
        __kctl_add_completions -f
        return
        ;;
    '--context')
        return
        ;;
    '-s'|'--server')
        return
        ;;
    '-n'|'--namespace')
        return
        ;;
    '--request-timeout')
        return
        ;;
    '--as')
        return
        ;;
    '--as-group')
        return
        ;;
    '--as-uid')
        return
        ;;
    '--token')
        return
        ;;
    '--certificate-authority')
        __kctl_add_completions -f
        return
        ;;
    '--client-certificate')
        __kctl_add_completions -f
        return
        ;;
    '--client-key')
        __kctl_add_completions -f
        return
        ;;
    '--tls-server-name')
        return
        ;;
    esac
}

_kctl_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __kctl_offer_flags_options -1
}

complete -o filenames -F _kctl kctl
