internal import BrineCore
internal import MessagePack

extension CmdModule {
    /// What is to be said of all functions that run a command and wait for it.
    static let details =
        "The result code is the command's exit code, or the number of the signal that ended it, negative. Of an output "
        + "that is too long for a return the start is answered, and a last line says in which file all of it is."

    /// What the functions that run a command take, in Salt's order.
    static let parameters: [Parameter] = [
        .required("cmd", .any, "what to run: a text, or a list of words for a program without a shell"),
        .optional("cwd", .text, "the directory to start in, as an absolute path; the user's home without it"),
        .optional("stdin", .text, "what the command reads from standard input; nothing without it"),
        .optional("runas", .text, "the user to run it as, for which the minion must be root"),
        .optional("group", .text, "the group to run it as; the user's own without it"),
        .optional("shell", .text, default: "/bin/sh", "the shell, which is called with -c and the command"),
        .optional("python_shell", .boolean, "False splits the command into words and runs them without a shell"),
        .optional("env", .any, "variables to set, as in {LANG: C}; null removes one"),
        .optional("clean_env", .boolean, default: false, "whether no variables are set but those of env"),
        .optional("rstrip", .boolean, default: true, "whether white space at the end of the output is cut off"),
        .optional("umask", .any, "what new files may not be used for, in octal digits, as in 022"),
        .optional("hide_output", .boolean, default: false, "whether the output is left out of the answer"),
        .optional("timeout", .number, "after how many seconds to end the command and what it started"),
        .optional("ignore_retcode", .boolean, default: false, "whether the call succeeds whatever the exit code is"),
        .optional("success_retcodes", .any, "exit codes that count as 0: a list, or a text as in 1,2"),
        .optional("success_stdout", .any, "texts in standard output that make it count as 0: a list, or a text"),
        .optional("success_stderr", .any, "texts in standard error that make it count as 0: a list, or a text"),
    ]
}

extension [Parameter] {
    /// The parameters without those of these names.
    func without(_ names: String...) -> [Parameter] {
        filter { !names.contains($0.name) }
    }
}
