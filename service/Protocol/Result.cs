using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TokenBridge.Protocol;

/// <summary>
/// A value, or the fault that stands in its place: never both, never neither. The one dialect for what may go wrong by what a caller, a file or
/// another server says; exceptions are bugs and outages.
/// </summary>
/// <remarks>The default of the struct is a failure whose fault is null: whoever forgot to set it gets nothing.</remarks>
/// <typeparam name="T">What was asked for.</typeparam>
/// <typeparam name="TFault">Says what is wrong; another type than <typeparamref name="T"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Result<T, TFault>
    where T : notnull
    where TFault : notnull
{
    private Result(bool succeeded, T? value, TFault? fault) => (Succeeded, Value, Fault) = (succeeded, value, fault);

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded { get; }

    public T? Value { get; }

    public TFault? Fault { get; }

    public static Result<T, TFault> Success(T value) => new(true, value, default);

    public static Result<T, TFault> Failure(TFault fault) => new(false, default, fault);

    public static implicit operator Result<T, TFault>(T value) => Success(value);

    public static implicit operator Result<T, TFault>(TFault fault) => Failure(fault);

    /// <summary>For the usual way on: <c>if (!read.TryGet(out var value, out var fault)) return fault;</c></summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [MaybeNullWhen(true)] out TFault fault)
    {
        (value, fault) = (Value, Fault);
        return Succeeded;
    }

    public TResult Match<TResult>(Func<T, TResult> success, Func<TFault, TResult> failure) => Succeeded ? success(Value) : failure(Fault!);
}
