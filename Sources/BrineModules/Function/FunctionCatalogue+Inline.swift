public import BrineCore

extension FunctionCatalogue {
    /// Answers calls from memory, in their order; nil, with nothing run, where one of them needs a worker.
    ///
    /// A call that is refused has its refusal as its answer. But what is not found here an executable may serve, where the
    /// context's places name folders of them: the worker finds out, since those may be on a disk that does not answer.
    public func answer(_ calls: Calls, in context: CallContext) -> FunctionResult? {
        var answers: [(CallContext) -> FunctionResult] = []
        for call in calls.all {
            do throws(RefusedCall) {
                guard let answer = try prepare(call.function, call.arguments).inlineAnswer else { return nil }
                answers.append(answer)
            } catch {
                if case .unavailable = error, !context.places.moduleFolders.isEmpty { return nil }
                answers.append { _ in error.result }
            }
        }
        var results = CallResults(calls)
        for answer in answers { results.append(answer(context)) }
        return results.result
    }
}
