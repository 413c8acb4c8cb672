using System.Text;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Compiling;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Reading.Yaml;

namespace TokenBridge.Fuzzing.Readers;

/// <summary>A rules file becomes a rule set that answers callers, or a list of faults each with its place.</summary>
internal static class RulesFileReader
{
    public const string Words = """
        version: version:␣1 claims: defaults: rules: tests: lint: issuer: id: when: grant: deny: require: name: role: tags: transitive_tags: session_name: source_identity: duration: policy: policy_arns: priority: strategy: region:
        group: realm_role: client_role: organization: all: any: not: source_ip: exists: in: equals: starts_with: ends_with: greater: acr: max_age: reason: roles: join: from: default: expect: {team} {sub} {user} {* * ** & *a &a <<: ! !!str | > - ? : # --- ... "" '' [] {} , arn:aws:iam::111122223333:role/r /ml/{team}/scientists 10.0.0.0/8 ␣␣ ~ null 0x1 1_0 .inf
        """;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RuleSetContext Context = new(["research"]);
    private static readonly string Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"fuzzed-rules-{Environment.ProcessId}.yaml");

    private static readonly CallerIdentity[] Callers =
    [
        Caller("""{"sub":"1"}"""),
        Caller("""{"sub":"1","preferred_username":"alice","groups":["/ml/vision/scientists","/a/b"],"department":"research","projects":["a","b"],"acr":"1","realm_access":{"roles":["r"]},"resource_access":{"c":{"roles":["r"]}}}"""),
    ];

    public static void Read(byte[] input)
    {
        File.WriteAllBytes(Path, input);
        switch (RuleSetCompiler.Load(Path, Context))
        {
            case RuleSetCompilation.Compiled { RuleSet: var rules }:
                foreach (var caller in Callers)
                {
                    _ = rules.Evaluate(caller, new RequestContext(null, Now)).Select(null);
                }

                break;

            case RuleSetCompilation.Refused { Faults: var faults }:
                BrokenPropertyException.ThrowUnless(faults.Count > 0, "a refused file has a fault");
                foreach (var fault in faults)
                {
                    var text = fault.ToString();
                    BrokenPropertyException.ThrowUnless(fault.Line > 0 && fault.Column > 0, "a fault has a place");
                    BrokenPropertyException.ThrowUnless(text.Length > 0 && !text.Any(char.IsControl), "a fault is one line that a terminal can show");
                }

                break;
        }
    }

    private static CallerIdentity Caller(string payload) =>
        UnverifiedCaller.Read(Encoding.UTF8.GetBytes(payload), "research", Now).TryGet(out var caller, out var fault) ? caller : throw new InvalidDataException(fault);
}
