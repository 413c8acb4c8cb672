using TokenBridge.Rules.Model;

namespace TokenBridge.Host.Sts;

/// <summary>The stable texts of <see cref="SessionStrategy"/>, for the audit log.</summary>
internal static class SessionStrategyText
{
    public static string ToText(this SessionStrategy strategy) => strategy switch
    {
        SessionStrategy.AssumeRole => "AssumeRole",
        SessionStrategy.WebIdentity => "WebIdentity",
        SessionStrategy.PassThrough => "PassThrough",
    };
}
