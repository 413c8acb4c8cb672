using System.Globalization;
using System.Runtime.CompilerServices;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Rendering;

/// <summary>Why a template has no value for a caller.</summary>
/// <param name="Reason"><see cref="DenialReason.MissingValue"/> or <see cref="DenialReason.InvalidValue"/>.</param>
/// <param name="Field">What was rendered: <c>role</c>, <c>tag 'team'</c>.</param>
/// <param name="Name">The placeholder; null where the whole is at fault.</param>
/// <param name="What">Goes on after "is" or "the value": what is wrong with it.</param>
/// <param name="Claim">Of the placeholder, where that is a claim.</param>
internal sealed record RenderFault(DenialReason Reason, string Field, string? Name, string What, ClaimSource? Claim = null);

/// <summary>A literal, a capture, or a claim.</summary>
/// <param name="Name">The placeholder's name; null for a literal.</param>
/// <param name="Slot">The capture, or -1.</param>
/// <param name="Source">The claim, or null.</param>
/// <param name="Mode">Of a placeholder.</param>
/// <param name="Absent">The literal, or what stands for an absent claim; null where nothing does.</param>
internal readonly record struct BoundPart(string? Name, int Slot, ClaimSource? Source, PlaceholderMode Mode, string? Absent);

/// <summary>A template whose names are known to be captures or claims.</summary>
/// <param name="Field">What it is for, in messages.</param>
/// <param name="Parts">In order, without empty literals.</param>
internal sealed record BoundTemplate(string Field, BoundPart[] Parts)
{
    /// <summary>
    /// UTF-16 units of one placeholder's value. Nothing that STS takes is longer, so longer values are refused before they are copied: a claim of
    /// 64 KiB that goes into a thousand grants would be 64 MiB.
    /// </summary>
    private const int LongestValue = 2048;

    /// <summary>UTF-16 units; longer texts take their room from a pool while they are put together.</summary>
    public const int TypicalLength = 256;

    private bool IsTag => Field.StartsWith("tag ", StringComparison.Ordinal);

    /// <summary>The whole value, where no placeholder is in it.</summary>
    public string? Literal { get; } = Parts switch
    {
        [] => "",
        [{ Name: null, Absent: var text }] => text,
        _ => null,
    };

    /// <summary>Characters of its literals.</summary>
    public int LeastLength => Parts.Sum(part => part.Name is null ? part.Absent!.Length : 0);

    /// <summary><c>{x?}</c> and nothing else: absent means that there is no value at all.</summary>
    public bool MayBeLeftOut { get; } = Parts is [{ Source: not null, Mode: PlaceholderMode.Optional }];

    /// <summary>As the author wrote it, or as good as.</summary>
    public string Written => string.Concat(Parts.Select(part => part switch
    {
        { Name: null } => part.Absent,
        { Mode: PlaceholderMode.Optional } => $"{{{part.Name}?}}",
        { Mode: PlaceholderMode.Default } => $"{{{part.Name}={part.Absent}}}",
        _ => $"{{{part.Name}}}",
    }));

    public Result<string, RenderFault> Render(CallerView caller, string?[] binding)
    {
        if (Literal is not null)
        {
            return Literal;
        }

        if (Parts.Length == 1)
        {
            return Value(Parts[0], caller, binding);
        }

        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[TypicalLength]);
        foreach (ref readonly var part in Parts.AsSpan())
        {
            if (!Value(part, caller, binding).TryGet(out var value, out var fault))
            {
                text.Clear();
                return fault;
            }

            text.AppendLiteral(value);
        }

        return text.ToStringAndClear();
    }

    /// <summary>One part's text.</summary>
    public Result<string, RenderFault> Value(in BoundPart part, CallerView caller, string?[] binding)
    {
        if (part.Slot >= 0)
        {
            return binding[part.Slot] is { } captured ? Bounded(part, captured) : Missing(part);
        }

        if (part.Source is null)
        {
            return part.Absent is { } literal ? literal : Missing(part);
        }

        var claim = caller.Read(part.Source);
        return claim.Kind switch
        {
            ClaimKind.Absent => part.Absent is { } absent ? Bounded(part, absent) : Missing(part),
            ClaimKind.Text => Bounded(part, claim.Text),
            ClaimKind.Fraction => Invalid(part, "is a number with a fraction; only whole numbers are rendered"),
            ClaimKind.Texts => Invalid(part, $"is a list where one value is needed: switch Multivalued off in Keycloak's mapper{(IsTag ? $", or join the list in the rule with {{ claim: {SafeText.Quote(part.Name!)}, join: ':' }}" : "")}"),
            ClaimKind.Opaque => Invalid(part, "is an object, or something else that is not one text"),
        };
    }

    private Result<string, RenderFault> Bounded(in BoundPart part, string value) =>
        value.Length > LongestValue ? Invalid(part, $"is longer than {LongestValue} characters") : value;

    private RenderFault Missing(in BoundPart part) => new(DenialReason.MissingValue, Field, part.Name, "is not in the token", part.Source);

    public bool IsLeftOut(CallerView caller) => MayBeLeftOut && Parts[0].Source is { } source && caller.Read(source).Kind == ClaimKind.Absent;

    public RenderFault Invalid(in BoundPart part, string what) => new(DenialReason.InvalidValue, Field, part.Name, what, part.Source);

    public RenderFault Invalid(string what) => Parts is [{ Name: not null } only] ? Invalid(only, what) : new(DenialReason.InvalidValue, Field, null, what);
}
