using System.Text.Json;
using TokenBridge.Rules.Reading.Schema;
using TokenBridge.Testing;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetSchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_one_that_the_readers_keys_give() =>
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.schema.json"))
            .ShouldBe(RuleSetSchema.Write(), "stale; write it anew with: tokenbridge rules schema > mapper-config/rules.schema.json");

    [Fact]
    public void Every_reference_has_its_definition_and_every_definition_is_used()
    {
        using var schema = JsonDocument.Parse(RuleSetSchema.Write());
        var references = References(schema.RootElement).Distinct().Order(StringComparer.Ordinal);
        var definitions = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(definition => $"#/$defs/{definition.Name}").Order(StringComparer.Ordinal);

        references.ShouldBe(definitions);
    }

    /// <summary>Lines that the schema is held against elsewhere: <c>+</c> fits, <c>-</c> does not.</summary>
    public static TheoryData<string> Values =>
        new(System.IO.File.ReadLines(Path.Combine(AppContext.BaseDirectory, "schema", "values.txt")).Where(line => line.Length > 0 && line[0] != '#'));

    [Theory]
    [MemberData(nameof(Values))]
    public void What_the_schema_says_of_a_value_the_compiler_says_too(string line)
    {
        var parts = line.Split(' ', 3);
        var claims = parts[1] == "claims" ? "" : "claims: { x: /x }\n";

        (TestRules.Faults($"version: 1\n{claims}{File(parts[1], parts[2])}\n").Count == 0).ShouldBe(parts[0] == "+", line);

        static string File(string kind, string rest) => kind switch
        {
            "grant" => Rule("{ group: /a }", $"grant: {{ {(rest.StartsWith("role:", StringComparison.Ordinal) ? "" : $"{Role}, ")}{rest} }}"),
            "deny" => Rule("everyone", $"deny: {(rest.StartsWith('{') ? rest : $"{{ {rest} }}")}"),
            "when" => Rule($"{{ {rest} }}", $"grant: {{ {Role} }}"),
            "require" => Rule("everyone", $"require: {{ {rest} }}, grant: {{ {Role} }}"),
            "claims" => $"claims: {{ {rest} }}",
            "rule" => $"rules: [{{ {rest} }}]",
            "test" => $"tests: [{{ name: n, token: {{ sub: u }}, {rest} }}]",
            _ => rest,
        };

        static string Rule(string when, string effect) => $"rules: [{{ id: r, when: {when}, {effect} }}]";
    }

    private const string Role = "role: \"arn:aws:iam::111122223333:role/r\"";

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
