public import BrineCore
internal import MessagePack

extension FunctionResult {
    /// What a call comes to whose function threw.
    ///
    /// The error's own text, cut at 1,000 characters, is all that is told of it.
    public init(exception error: some Error) {
        let text = String(describing: error)
        let short = text.prefix(1_000)
        let told = short.endIndex == text.endIndex ? text : "\(short)…"
        self.init(.string("The minion function caused an exception: \(told)"), retcode: 1)
    }
}
