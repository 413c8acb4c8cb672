using System.Security.Cryptography;
using System.Text;
using TokenBridge.Protocol.Text;
using TokenBridge.Rules.Matching;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading;
using TokenBridge.Rules.Reading.Faults;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Rules.Compiling;

/// <summary>Rules files -> <see cref="RuleSet"/>, or every fault of every file at once. The service and every tool that judges rules come through here.</summary>
internal static class RuleSetCompiler
{
    private const int MaxIdLength = 128;

    /// <summary>Rules from disk. What cannot be read is a fault like any other, told beside those of what could.</summary>
    /// <param name="path">A file, or a folder of <c>*.yaml</c> files.</param>
    /// <param name="context">What the rules are compiled against.</param>
    public static RuleSetCompilation Load(string path, RuleSetContext context)
    {
        var (sources, unreadable) = RuleSetFile.Read(path);
        return Compile(sources, unreadable, context);
    }

    /// <param name="sources">What could be read.</param>
    /// <param name="unreadable">Why the rest could not.</param>
    /// <param name="context">What the rules are compiled against.</param>
    public static RuleSetCompilation Compile(IReadOnlyList<RuleSetSource> sources, IReadOnlyList<RuleFault> unreadable, RuleSetContext context)
    {
        var compilation = Compile(sources, context);
        return unreadable.Count == 0
            ? compilation
            : new RuleSetCompilation.Refused([.. unreadable, .. compilation.Match(_ => [], refused => refused)]);
    }

    public static RuleSetCompilation Compile(IReadOnlyList<RuleSetSource> sources, RuleSetContext context)
    {
        var (faults, claims, memberships) = (new FaultList(), new ClaimTable(), new MembershipTree());
        var issuers = new IssuerScope(context, claims.Issuer, faults);
        var (rules, ids) = (new List<CompiledRule>(), new Dictionary<string, Written>(StringComparer.Ordinal));
        var documents = sources.Select(source => RuleSetDocumentReader.Read(source, faults)).OfType<RuleSetDocument>().ToList();
        var named = new HashSet<NamedClaim>();
        foreach (var document in documents)
        {
            var compiler = new RuleCompiler(document, context, claims, memberships, issuers, faults);
            var first = rules.Count;
            foreach (var rule in document.Rules)
            {
                CheckId(rule.Id, ids, faults);
                rules.Add(compiler.Compile(rule));
            }

            named.UnionWith(compiler.Claims.Select(claim => new NamedClaim(claim.Key, claim.Value)));
            compiler.CheckDefaults([.. rules.Skip(first).SelectMany(rule => rule.Captures).Distinct(StringComparer.Ordinal)]);
        }

        var isEveryRuleKnown = documents.Count == sources.Count && documents.TrueForAll(document => document.RulesAreWhole);
        var tests = new RuleTestCompiler(context, isEveryRuleKnown ? ids.Keys : null, faults).Compile(documents);
        if (rules.Count > RuleSetDocumentReader.MaxRules)
        {
            faults.Add(new SourcePosition(sources[0].File, 1, 1), FaultCode.TooLarge, $"a rule set has at most {RuleSetDocumentReader.MaxRules} rules; these are {rules.Count}");
        }

        return faults.IsEmpty
            ? new RuleSetCompilation.Compiled(new RuleSet(rules, memberships, claims, Hash(sources), tests) { Claims = [.. named.OrderBy(claim => claim.Name, StringComparer.Ordinal)] })
            : new RuleSetCompilation.Refused(faults.Sorted());
    }

    private static void CheckId(Written? id, Dictionary<string, Written> ids, FaultList faults)
    {
        if (id is null)
        {
            return;
        }

        if (ids.TryGetValue(id.Text, out var other))
        {
            faults.Add(id.At, FaultCode.RuleId, $"the id {SafeText.Quote(id.Text)} is taken by the rule at {other.At.File}:{other.At.Line}; choose another");
            return;
        }

        ids.Add(id.Text, id);
        if (id.Text.Length > MaxIdLength || !char.IsAsciiLetterOrDigit(id.Text.FirstOrDefault()) || !id.Text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-'))
        {
            faults.Add(id.At, FaultCode.RuleId, $"the id {SafeText.Quote(id.Text)} is not 1 to {MaxIdLength} of A-Z a-z 0-9 _ . -, beginning with a letter or digit");
        }
    }

    /// <summary>Of the texts, not of the paths: replicas that mount the same rules elsewhere have the same hash.</summary>
    private static string Hash(IReadOnlyList<RuleSetSource> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            var bytes = Encoding.UTF8.GetBytes(source.Text);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
