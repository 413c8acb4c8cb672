using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Yaml;
using TokenBridge.Rules.Testing;

namespace TokenBridge.Host.Rules;

/// <summary>The one way of rules into service, at start and at every reload: read, compiled without a fault, and every test in the files passes.</summary>
/// <param name="options">Where the rules are.</param>
/// <param name="context">What they are compiled against.</param>
internal sealed class RuleSetAdmission(RulesOptions options, RuleSetContext context)
{
    public string Path => options.Path;

    public LoadedRules Load()
    {
        var (sources, unreadable) = RuleSetFile.Read(options.Path);
        return new LoadedRules(Test(RuleSetCompiler.Compile(sources, unreadable, context)), [.. sources.Select(RulesFile.Of)]);
    }

    private static RuleSetCompilation Test(RuleSetCompilation compilation)
    {
        if (compilation is not RuleSetCompilation.Compiled { RuleSet: var rules })
        {
            return compilation;
        }

        var failed = RuleSetTests.FindFaults(rules);
        return failed.Count == 0 ? compilation : new RuleSetCompilation.Refused(failed);
    }
}
