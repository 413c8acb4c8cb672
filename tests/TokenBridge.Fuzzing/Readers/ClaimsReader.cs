using System.Net;
using TokenBridge.Rules;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>A payload becomes a caller or a fault, and the shipped rules answer that caller.</summary>
internal static class ClaimsReader
{
    public const string Words = """
        "sub": "iss": "azp": "acr": "exp": "iat": "nbf": "auth_time": "groups": "realm_access": "resource_access": "roles": "preferred_username": "department": "projects": "organization": {"acme":{}} ["acme"]
        {"roles":["a"]} ["/ml/vision/scientists"] "/ml/ /contractors/x /ml/~1/x "research" "" null true 0 -1 1e3 9223372036854775808 9007199254740993 0.5 [] {} ,"sub":"1" \u0000 \u001f \ud83d\ude00 \ud800 é ␣
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<RuleSet> Shipped = new(Load);
    private static readonly Lazy<RuleSet> Tenants = new(() => Compiled(RuleSetCompiler.Compile(
        [new RuleSetSource("tenants.yaml", "version: 1\nrules: [{ id: t, when: { organization: \"{o}\" }, grant: { role: \"arn:aws:iam::111122223333:role/{o}\" } }]\n")], new RuleSetContext(["research"]))));

    public static void Read(byte[] input)
    {
        if (!UnverifiedCaller.Read(input, "research", Now).TryGet(out var caller, out var fault))
        {
            BrokenPropertyException.ThrowUnless(fault.Length > 0, "a refusal says why");
            return;
        }

        BrokenPropertyException.ThrowUnless(caller.Subject.Length is > 0 and <= 255 && !caller.Subject.Any(char.IsControl), "a subject has 1 to 255 characters, and none of control");
        BrokenPropertyException.ThrowUnless(
            caller.Organizations.Flaw is null || Tenants.Value.Evaluate(caller, new RequestContext(null, Now)).Eligible.Count == 0, "organizations that cannot be judged grant nothing");
        foreach (var context in new[] { new RequestContext(null, Now), new RequestContext(IPAddress.Loopback, Now) })
        {
            BrokenPropertyException.ThrowUnless(Grants(caller, context).SequenceEqual(Grants(caller, context)), "the same caller gets the same answer");
        }
    }

    private static IEnumerable<string> Grants(CallerIdentity caller, RequestContext context)
    {
        var evaluation = Shipped.Value.Evaluate(caller, context);
        return [$"{evaluation.Select(null).GetType()}", .. evaluation.Eligible.Select(grant => $"{grant.Name} {grant.Role} {string.Join(';', grant.Tags)}")];
    }

    private static RuleSet Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.yaml");
        return Compiled(RuleSetCompiler.Load(path, new RuleSetContext(["research"])));
    }

    private static RuleSet Compiled(RuleSetCompilation compilation) =>
        compilation is RuleSetCompilation.Compiled compiled ? compiled.RuleSet : throw new InvalidDataException("the rules have a fault");
}
