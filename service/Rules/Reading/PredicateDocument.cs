using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Reading;

/// <summary>One test of a <c>when</c>, as written. A list in it means any of.</summary>
internal abstract record PredicateDocument
{
    private PredicateDocument(SourcePosition at) => At = at;

    /// <summary>Where it begins.</summary>
    public SourcePosition At { get; }

    internal sealed record Everyone(SourcePosition At) : PredicateDocument(At);

    internal sealed record Membership(SourcePosition At, MembershipKind Kind, IReadOnlyList<PatternDocument> Patterns) : PredicateDocument(At);

    internal sealed record Claim(Written Name, ClaimTestDocument Test) : PredicateDocument(Name.At);

    internal sealed record Issuer(SourcePosition At, IReadOnlyList<Written> Ids) : PredicateDocument(At);

    internal sealed record Client(SourcePosition At, IReadOnlyList<Written> Ids) : PredicateDocument(At);

    internal sealed record SourceAddress(SourcePosition At, IReadOnlyList<Written> Networks) : PredicateDocument(At);

    /// <param name="At">Where it begins.</param>
    /// <param name="Branches">Each a set of tests that must all hold.</param>
    internal sealed record All(SourcePosition At, IReadOnlyList<IReadOnlyList<PredicateDocument>> Branches) : PredicateDocument(At);

    /// <param name="At">Where it begins.</param>
    /// <param name="Branches">Each a set of tests that must all hold.</param>
    internal sealed record Any(SourcePosition At, IReadOnlyList<IReadOnlyList<PredicateDocument>> Branches) : PredicateDocument(At);

    internal sealed record Not(SourcePosition At, IReadOnlyList<PredicateDocument> Tests) : PredicateDocument(At);

    public TResult Match<TResult>(
        Func<Everyone, TResult> everyone,
        Func<Membership, TResult> membership,
        Func<Claim, TResult> claim,
        Func<Issuer, TResult> issuer,
        Func<Client, TResult> client,
        Func<SourceAddress, TResult> source,
        Func<All, TResult> all,
        Func<Any, TResult> any,
        Func<Not, TResult> not) => this switch
        {
            Everyone test => everyone(test),
            Membership test => membership(test),
            Claim test => claim(test),
            Issuer test => issuer(test),
            Client test => client(test),
            SourceAddress test => source(test),
            All test => all(test),
            Any test => any(test),
            Not test => not(test),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>One pattern over groups, roles or organizations, as written.</summary>
/// <param name="Text">The pattern; where the client is written apart, of its role.</param>
/// <param name="Client">The id of the client, written out; null where it is part of the text or there is none.</param>
internal sealed record PatternDocument(Written Text, Written? Client = null)
{
    public override string ToString() => Client is null ? Text.Text : $"{{ client: {Client.Text}, role: {Text.Text} }}";
}

/// <summary>What a rule asks of one claim, as written.</summary>
internal abstract record ClaimTestDocument
{
    private ClaimTestDocument()
    {
    }

    internal sealed record Equal(IReadOnlyList<Written> Values) : ClaimTestDocument;

    internal sealed record Like(IReadOnlyList<Written> Globs) : ClaimTestDocument;

    internal sealed record Exists(Written Value) : ClaimTestDocument;

    /// <summary>One of the bounds may be missing.</summary>
    internal sealed record Range(Written? AtLeast, Written? AtMost) : ClaimTestDocument;

    internal sealed record Not(ClaimTestDocument Test) : ClaimTestDocument;

    public TResult Match<TResult>(
        Func<Equal, TResult> equal, Func<Like, TResult> like, Func<Exists, TResult> exists, Func<Range, TResult> range, Func<Not, TResult> not) => this switch
        {
            Equal test => equal(test),
            Like test => like(test),
            Exists test => exists(test),
            Range test => range(test),
            Not test => not(test),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
