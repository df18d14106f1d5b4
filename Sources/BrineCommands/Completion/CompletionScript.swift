/// The script by which a shell asks a command for what a word can become.
///
/// It knows nothing of options or values, so it need not change when they do.
enum CompletionScript {
    /// The script of a command for a shell.
    static func text(for command: String, _ shell: ShellName) -> String {
        let name = command.replacing("-", with: "_")
        return switch shell {
        case .bash: bash(command, name)
        case .zsh: zsh(command)
        case .fish: fish(command, name)
        }
    }

    private static func bash(_ command: String, _ name: String) -> String {
        """
        # bash completion for \(command)
        _brine_\(name)() {
            local -a lines
            mapfile -t lines < <("$1" \(CompletionRequest.marker) bash "${COMP_LINE:0:COMP_POINT}" "$2" </dev/null 2>/dev/null)
            COMPREPLY=("${lines[@]:1}")
            case ${lines[0]-} in
            files) compopt -o default ;;
            directories) compopt -o dirnames ;;
            partial) compopt -o nospace ;;
            esac
        }
        complete -o nosort -F _brine_\(name) \(command)
        """
    }

    private static func zsh(_ command: String) -> String {
        """
        #compdef \(command)
        _\(command)() {
            local -a lines
            local kind kept
            lines=("${(@f)$("${words[1]}" \(CompletionRequest.marker) zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" </dev/null 2>/dev/null)}")
            [[ -n "${lines[1]}" ]] || return 1
            kind=${lines[1]% *} kept=${lines[1]#* }
            shift lines
            (( kept )) && compset -p "${kept}"
            case ${kind} in
            files) _files ;;
            directories) _files -/ ;;
            partial) _describe -V \(command) lines -S '' ;;
            *) _describe -V \(command) lines ;;
            esac
        }
        if [[ "${funcstack[1]}" = _\(command) ]]; then
            _\(command) "${@}"
        else
            compdef _\(command) \(command)
        fi
        """
    }

    private static func fish(_ command: String, _ name: String) -> String {
        """
        # fish completion for \(command)
        function __brine_\(name)
            set -l words (commandline -opc)
            set -l token (string trim -l -c "'\\"" -- (commandline -ct))
            set -l lines ($words[1] \(CompletionRequest.marker) fish $words[2..] "$token" </dev/null 2>/dev/null)
            test (count $lines) -gt 0; or return
            set -l head (string split ' ' -- $lines[1])
            set -l rest (string sub -s (math $head[2] + 1) -- "$token")
            set -l start (string sub -l $head[2] -- "$token")
            switch $head[1]
                case files
                    printf '%s\\n' "$start"(__fish_complete_path "$rest")
                case directories
                    printf '%s\\n' "$start"(__fish_complete_directories "$rest")
                case '*'
                    printf '%s\\n' $lines[2..]
            end
        end
        complete -c \(command) -f -k -a '(__brine_\(name))'
        """
    }
}
