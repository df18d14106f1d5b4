import BrineCore
import MessagePack
import Testing

@Suite struct `Call documentation` {
    private let name = FunctionName(module: "cmd", function: "run")
    private let parameters: [Parameter] = [
        .required("cmd", .text, "the command"),
        .optional("cwd", .text, "where to run it"),
        .optional("shell", .text, default: "/bin/sh", "what runs it"),
        .optional("greeting", .text, default: "good day", "two words"),
        .optional("quiet", .boolean, default: false, "no output"),
        .rest("args", "more words"),
        .restKeyword("kwargs", "passed on"),
    ]

    @Test func `the usage line names each parameter with its default as a user writes it`() {
        #expect(
            CallDocumentation.usage(name: name, parameters: parameters)
                == "cmd.run cmd cwd=None shell=/bin/sh greeting='good day' quiet=False *args **kwargs"
        )
        #expect(CallDocumentation.usage(name: name, parameters: []) == "cmd.run")
    }

    @Test func `the text has the summary, the usage and a line for each parameter, in columns`() {
        let text = CallDocumentation.text(
            name: name,
            summary: "Runs a command.",
            details: "In a shell.",
            parameters: Array(parameters[..<2])
        )
        #expect(
            text == """
                Runs a command.

                In a shell.

                Usage: cmd.run cmd cwd=None
                    cmd       the command
                    cwd=None  where to run it
                """
        )
    }

    @Test func `a function without details and parameters has neither`() {
        #expect(
            CallDocumentation.text(name: name, summary: "Runs.", parameters: []) == "Runs.\n\nUsage: cmd.run"
        )
    }
}
