import BrineCore
import BrineModules

extension JobReturn {
    /// The return of a call that was made here.
    init(_ context: CallContext, _ function: FunctionName, _ arguments: CallArguments, _ result: FunctionResult) {
        self.init(
            jid: context.jid,
            calls: Calls(function, arguments),
            user: context.user,
            value: result.value,
            retcode: result.retcode,
            success: result.success
        )
    }
}
