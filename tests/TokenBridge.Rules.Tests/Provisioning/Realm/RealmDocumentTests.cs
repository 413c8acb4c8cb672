using TokenBridge.Rules.Provisioning.Realm.Review;

namespace TokenBridge.Rules.Tests.Provisioning.Realm;

/// <summary>The documentation's table of findings comes from the code. <c>TOKENBRIDGE_WRITE=1</c> writes it anew.</summary>
public sealed class RealmDocumentTests
{
    private const string Begin = "<!-- findings: written from service/Rules/Provisioning/Realm/Review/RealmFindingKinds.cs -->\n";

    private const string End = "<!-- end of findings -->";

    [Fact]
    public void The_documentation_has_every_finding_with_its_fix()
    {
        var path = Path.Combine(PlantedRealm.Root, "docs", "realm-review.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        begin.ShouldBeInRange(Begin.Length, end);
        if (Environment.GetEnvironmentVariable("TOKENBRIDGE_WRITE") == "1")
        {
            File.WriteAllText(path, $"{page[..begin]}{Table()}{page[end..]}");
            return;
        }

        page[begin..end].ShouldBe(Table(), "stale; run this test with TOKENBRIDGE_WRITE=1");
    }

    [Fact]
    public void Codes_are_words_and_no_two_are_alike()
    {
        var codes = RealmFindingKinds.All.Select(kind => kind.Code).ToList();

        codes.Distinct().Count().ShouldBe(codes.Count);
        codes.ShouldAllBe(code => code.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'));
    }

    private static string Table() => string.Concat(
        ["| code | | what it means | fix |\n|---|---|---|---|\n", .. RealmFindingKinds.All.Select(kind => $"| `{kind.Code}` | {(kind.Severity == RealmSeverity.Fault ? "fault" : "warning")} | {kind.Meaning} | {kind.Fix} |\n")]);
}
