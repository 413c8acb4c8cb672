using System.Text.Json;
using TokenBridge.Rules.Reading;

namespace TokenBridge.Rules.Tests;

public sealed class RuleSetSchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_one_that_the_readers_keys_give() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mapper-config", "rules.schema.json"))
            .ShouldBe(RuleSetSchema.Write(), "stale; write it anew with: tokenbridge rules schema > mapper-config/rules.schema.json");

    [Fact]
    public void Every_reference_has_its_definition_and_every_definition_is_used()
    {
        using var schema = JsonDocument.Parse(RuleSetSchema.Write());
        var references = References(schema.RootElement).Distinct().Order(StringComparer.Ordinal);
        var definitions = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(definition => $"#/$defs/{definition.Name}").Order(StringComparer.Ordinal);

        references.ShouldBe(definitions);
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
