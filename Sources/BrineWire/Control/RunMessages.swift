package import BrineCore
package import MessagePack

/// Command to master: run this runner function there, and tell me its answer.
package struct RunRequest: WireMessage, Hashable {
    package static let kind = MessageKind.runRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64
    /// The runner function, as in `jobs.active`.
    package var function: FunctionName
    /// What to give it.
    package var arguments: CallArguments
    /// Who asks: the local user's name.
    package var user: String
    /// Whether the sender does not wait: it wants the jid at once, and the function's answer is kept under that.
    package var isAsync: Bool

    /// A request to run a runner function.
    package init(tag: UInt64, function: FunctionName, arguments: CallArguments, user: String, isAsync: Bool = false) {
        self.tag = tag
        self.function = function
        self.arguments = arguments
        self.user = user
        self.isAsync = isAsync
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        function = try fields.functionName("fun")
        arguments = try fields.arguments("arg")
        user = try fields.text("user")
        isAsync = try fields.flag("async", default: false)
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "tag": Value(tag),
            "fun": .string(function.description),
            "arg": .array(arguments.saltForm),
            "user": .string(user),
        ]
        if isAsync { fields["async"] = true }
        return fields
    }
}

/// Master to command: a runner function's answer, or the jid of a call that goes on by itself.
package struct RunAnswer: WireMessage, Hashable {
    package static let kind = MessageKind.runAnswer

    /// The request's tag.
    package var tag: UInt64
    /// What the function answered, or a text that says why there is no answer.
    package var value: Value
    /// Whether it succeeded.
    package var success: Bool
    /// The job as which the call is kept; nil where it was not begun.
    package var jid: JobID?

    /// A runner function's answer.
    package init(tag: UInt64, value: Value, success: Bool, jid: JobID? = nil) {
        self.tag = tag
        self.value = value
        self.success = success
        self.jid = jid
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        value = fields.value("return")
        success = try fields.flag("success", default: false)
        jid = try fields.optional("jid", fields.jid)
    }

    package var fields: ValueMap {
        var fields: ValueMap = ["tag": Value(tag), "return": value, "success": .bool(success)]
        if let jid { fields["jid"] = .string(jid.description) }
        return fields
    }
}

/// Master to command: that cannot be done.
package struct Failure: WireMessage, Hashable {
    package static let kind = MessageKind.failure

    /// Why, for a program to act on.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// No accepted minion fits the target.
        case noMinions = "no_minions"
        /// The target is no expression of its kind, or names a nodegroup that is not there.
        case badTarget = "bad_target"
        /// No job with that jid is kept.
        case unknownJob = "unknown_job"
        /// The request itself is wrong.
        case badRequest = "bad_request"
        /// The master could not, for now: its disk or its memory failed it.
        case unavailable
    }

    /// The request's tag; 0 where it could not be read.
    package var tag: UInt64
    /// Why, for a program.
    package var code: Code
    /// Why, for a person.
    package var message: String

    /// A refusal.
    package init(tag: UInt64, code: Code, message: String) {
        self.tag = tag
        self.code = code
        self.message = message
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        code = Code(rawValue: try fields.text("code")) ?? .unavailable
        message = try fields.text("message")
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "code": .string(code.rawValue), "message": .string(message)]
    }
}
