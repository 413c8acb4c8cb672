using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary>
/// A file's defaults by themselves: a default that no rule takes, because each has its own or there is none yet, has its faults all the same.
/// </summary>
internal static class DefaultsCheck
{
    /// <summary>Not a literal, so that no account is compared with it.</summary>
    private const string AnyRole = "arn:aws:iam::000000000000:role/{sub}";

    /// <param name="defaults">As written.</param>
    /// <param name="scope">With the captures of every rule of the file: which rule takes the default is open.</param>
    /// <param name="subject">The caller's <c>sub</c>.</param>
    /// <param name="context">Of the rules.</param>
    public static void Run(GrantDocument defaults, NameScope scope, ClaimSource subject, RuleSetContext context)
    {
        var rule = new Written(NameScope.AnyRule, defaults.At);
        var role = new Written(AnyRole, defaults.At);

        // Whether tags are there to be transitive, and whether the strategy takes an external id, only a whole grant can tell.
        Compile(defaults with { Role = role, TransitiveTags = null, Strategy = null }, context with { DefaultStrategy = SessionStrategy.AssumeRole });
        Compile(new GrantDocument(defaults.At) { Role = role, Strategy = defaults.Strategy }, context);
        if (defaults.Role is not null)
        {
            Compile(new GrantDocument(defaults.At) { Role = defaults.Role }, context);
        }

        void Compile(GrantDocument grant, RuleSetContext against) => new GrantCompiler(scope, rule, against).Compile(grant, subject, null);
    }
}
