namespace TokenBridge.Rules.Reading.Faults;

/// <summary>The stable codes of warnings; never give one a new meaning.</summary>
internal static class LintCode
{
    /// <summary>Conditions that no token meets.</summary>
    public const string Unreachable = "TB201";

    /// <summary>A deny whose globs match no role that any rule gives.</summary>
    public const string IdleDeny = "TB202";

    /// <summary>A grant for everyone.</summary>
    public const string Everyone = "TB203";

    /// <summary>Access that rests on a claim that people choose themselves.</summary>
    public const string UserChosen = "TB204";

    /// <summary>An ARN that a claim fills, where a group would have been granted by somebody.</summary>
    public const string ClaimInArn = "TB205";

    /// <summary>Longer than AWS allows where roles are chained.</summary>
    public const string LongChain = "TB206";

    /// <summary>Under 30 minutes.</summary>
    public const string ShortSession = "TB207";

    /// <summary>Tags and policies that may be more than a session can hold.</summary>
    public const string PackedSize = "TB208";

    /// <summary>A capture of a claim's name.</summary>
    public const string Shadowed = "TB209";

    /// <summary>A claim that nothing reads.</summary>
    public const string UnusedClaim = "TB210";

    /// <summary>An allowance that silences nothing; not to be allowed itself.</summary>
    public const string IdleAllowance = "TB211";

    /// <summary>A grant that a deny always takes away.</summary>
    public const string AlwaysDenied = "TB212";

    /// <summary>A value of a list that another of the list covers.</summary>
    public const string Covered = "TB213";

    /// <summary>A rule set or a file that says nothing.</summary>
    public const string NoRules = "TB214";

    /// <summary>Grants of one name, or of another rule's id.</summary>
    public const string SameName = "TB215";

    /// <summary>A policy whose actions come from a value.</summary>
    public const string ActionTemplate = "TB216";

    /// <summary>A client role with a slash that may have been meant for the client's id.</summary>
    public const string ClientSlash = "TB217";

    /// <summary>The warnings that a long list leaves out; not to be allowed itself.</summary>
    public const string NotListed = "TB218";

    /// <summary>A map that makes one value of two, or a test of a value that it replaces.</summary>
    public const string Mapped = "TB219";

    /// <summary>A role and a region of two AWS partitions.</summary>
    public const string Partition = "TB220";

    /// <summary>A region that AWS is not known to have.</summary>
    public const string UnknownRegion = "TB221";

    /// <summary>A grant whose sessions do not tell whose they are.</summary>
    public const string NoHandle = "TB222";

    /// <summary>What <c>lint</c> can allow.</summary>
    public static readonly IReadOnlyList<string> All =
        [Unreachable, IdleDeny, Everyone, UserChosen, ClaimInArn, LongChain, ShortSession, PackedSize, Shadowed, UnusedClaim, AlwaysDenied, Covered, NoRules, SameName, ActionTemplate, ClientSlash, Mapped, Partition, UnknownRegion, NoHandle];
}
