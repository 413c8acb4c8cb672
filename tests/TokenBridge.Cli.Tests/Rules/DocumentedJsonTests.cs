using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Cli.Tests.Rules;

/// <summary>The shapes of JSON that the guide to the rules promises to programs.</summary>
public sealed class DocumentedJsonTests : IDisposable
{
    /// <summary>An address in it, so that no member is left out.</summary>
    private const string Rules = """
        version: 1
        rules:
          - { id: r, when: { group: [/a, /b], source_ip: 10.0.0.0/8 }, grant: { role: "arn:aws:iam::111122223333:role/r", duration: 30m } }
        tests:
          - { name: a, token: { sub: u, groups: [/a] }, request: { source_ip: 10.0.0.1 }, expect: { rule: r } }

        """;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_comparison_is_as_the_guide_shows_it() => ShouldBeAlike(
        await DocumentedAsync("old_hash"), await RunAsync("diff", Write("old.yaml", Rules), Write("new.yaml", Rules.Replace("30m", "45m", StringComparison.Ordinal))), "");

    [Fact]
    public async Task Tests_and_their_coverage_are_as_the_guide_shows_them() => ShouldBeAlike(await DocumentedAsync("coverage"), await RunAsync("test", Write("rules.yaml", Rules), "--coverage"), "");

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonElement> DocumentedAsync(string member)
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(RulesOutputOf.Root, "mapper-config", "README.md"));
        return guide.Split("```json\n").Skip(1).Select(block => JsonDocument.Parse(block[..block.IndexOf("```", StringComparison.Ordinal)]).RootElement).Single(block => block.TryGetProperty(member, out _));
    }

    private static async Task<JsonElement> RunAsync(string verb, params string[] arguments) =>
        JsonDocument.Parse((await RulesOutputOf.RunAsync(["rules", verb, .. arguments, "--format", "json"])).Output).RootElement;

    private string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>The same members of the same kinds, at every depth; of lists the first item stands for all.</summary>
    private static void ShouldBeAlike(JsonElement documented, JsonElement written, string place)
    {
        Kind(written).ShouldBe(Kind(documented), place);
        switch (written.ValueKind)
        {
            case JsonValueKind.Object:
                written.EnumerateObject().Select(member => member.Name).ShouldBe(documented.EnumerateObject().Select(member => member.Name), place);
                foreach (var member in written.EnumerateObject())
                {
                    ShouldBeAlike(documented.GetProperty(member.Name), member.Value, $"{place}/{member.Name}");
                }

                break;
            case JsonValueKind.Array when documented.GetArrayLength() > 0:
                written.GetArrayLength().ShouldBeGreaterThan(0, place);
                ShouldBeAlike(documented[0], written[0], $"{place}/0");
                break;
        }
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
