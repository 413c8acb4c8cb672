using System.CommandLine;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Cli.Rules;

/// <summary>The options that the commands over rules files share.</summary>
internal static class RulesOptionSet
{
    /// <summary>The issuer ids as the configuration has them.</summary>
    public static Option<string[]> Issuer() => new("--issuer")
    {
        Description = "An issuer id as configured; repeat for several. Without any, ids in the rules are not compared with a configuration.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The root command takes unknown words, and without this an option with a slip in it would be a path.</summary>
    public static void RefuseOptions(Argument path) => path.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            result.AddError($"'{token.Value}' is no option of this command; write ./{token.Value} for a file of that name.");
        }
    });

    public static RuleSetContext Context(string[] issuers) => new(issuers);
}
