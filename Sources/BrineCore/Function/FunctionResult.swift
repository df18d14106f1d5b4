public import MessagePack

/// What a call of a function came to.
public struct FunctionResult: Sendable, Hashable {
    /// What the function answered, or a text that says why there is no answer.
    public var value: Value
    /// The function's result code; 0 is good.
    public var retcode: Int64
    /// Whether the call succeeded.
    public var success: Bool

    /// A result; where it is not said whether the call succeeded, it did if the result code is 0.
    public init(_ value: Value, retcode: Int64 = 0, success: Bool? = nil) {
        self.value = value
        self.retcode = retcode
        self.success = success ?? (retcode == 0)
    }
}
