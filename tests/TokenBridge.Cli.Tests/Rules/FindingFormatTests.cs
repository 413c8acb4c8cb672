using System.Reflection;
using System.Text.Json;
using TokenBridge.Cli.Rules.Check;
using TokenBridge.Rules.Linting;
using TokenBridge.Rules.Reading.Faults;

namespace TokenBridge.Cli.Tests.Rules;

/// <summary>Findings as other programs read them.</summary>
public sealed class FindingFormatTests
{
    private static readonly Finding Fault = new("a b/é,x.yaml", 3, 5, true, FaultCode.UnknownKey, "50% of\r\n'a:b', gone");
    private static readonly Finding Warning = new("./c:d.yaml", 1, 1, false, LintCode.Everyone, "everyone");

    [Fact]
    public void A_workflow_command_is_one_line_that_the_runner_reads_back()
    {
        var output = new StringWriter();

        FindingWorkflow.Write(output, [Check(Fault, Warning)]);

        output.ToString().Split(output.NewLine).ShouldBe(
        [
            "::error file=a b/é%2Cx.yaml,line=3,col=5,title=TB105::50%25 of%0D%0A'a:b', gone",
            "::warning file=./c%3Ad.yaml,line=1,col=1,title=TB203::everyone",
            "",
        ]);
    }

    /// <summary>What the schema of SARIF 2.1.0 (OASIS, errata 01) requires of the objects that are written, and what code scanning wants besides.</summary>
    [Fact]
    public void Sarif_has_what_its_schema_requires()
    {
        using var sarif = Sarif(Fault, Warning, Fault);

        var log = Members(sarif.RootElement, ["version", "runs"], ["$schema"]);
        log["version"].GetString().ShouldBe("2.1.0");
        var run = Members(log["runs"].EnumerateArray().ShouldHaveSingleItem(), ["tool", "results"], ["columnKind"]);
        run["columnKind"].GetString().ShouldBe("utf16CodeUnits");
        var driver = Members(Members(run["tool"], ["driver"])["driver"], ["name", "informationUri", "rules"], ["version"]);
        Uri.TryCreate(driver["informationUri"].GetString(), UriKind.Absolute, out _).ShouldBeTrue();
        driver["name"].GetString().ShouldBe("tokenbridge");
        if (driver.TryGetValue("version", out var version))
        {
            version.ValueKind.ShouldBe(JsonValueKind.String);
        }

        var rules = driver["rules"].EnumerateArray().Select(rule => Members(rule, ["id", "shortDescription", "fullDescription", "help"])).ToList();
        rules.Select(rule => rule["id"].GetString()).ShouldBe(["TB105", "TB203"]);
        rules.ShouldAllBe(rule => Text(rule["shortDescription"]).Length > 10 && Text(rule["fullDescription"]).Length > 10 && Text(rule["help"]).Length > 10);
        var results = run["results"].EnumerateArray().Select(result => Members(result, ["ruleId", "ruleIndex", "level", "message", "locations"])).ToList();
        results.Count.ShouldBe(3);
        foreach (var result in results)
        {
            rules[result["ruleIndex"].GetInt32()]["id"].GetString().ShouldBe(result["ruleId"].GetString());
            result["level"].GetString().ShouldBeOneOf("none", "note", "warning", "error");
            Text(result["message"]).ShouldNotBeEmpty();
            var location = Members(result["locations"].EnumerateArray().ShouldHaveSingleItem(), ["physicalLocation"]);
            var place = Members(location["physicalLocation"], ["artifactLocation", "region"]);
            Uri.TryCreate(Members(place["artifactLocation"], ["uri"])["uri"].GetString(), UriKind.RelativeOrAbsolute, out _).ShouldBeTrue();
            var region = Members(place["region"], ["startLine", "startColumn"]);
            region["startLine"].GetInt32().ShouldBeGreaterThanOrEqualTo(1);
            region["startColumn"].GetInt32().ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Theory]
    [InlineData("rules/a b.yaml", "rules/a%20b.yaml")]
    [InlineData("c:d.yaml", "c%3Ad.yaml")] // not a scheme
    [InlineData("/srv/é#1.yaml", "file:///srv/%C3%A9%231.yaml")]
    public void A_path_is_a_uri_in_sarif(string file, string uri)
    {
        using var sarif = Sarif(Warning with { File = file });

        sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0]
            .GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe(uri);
    }

    [Fact]
    public void Sarif_without_findings_says_that_it_looked()
    {
        using var sarif = Sarif();

        sarif.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Every_code_has_one_number_and_a_sentence()
    {
        var codes = new[] { typeof(FaultCode), typeof(LintCode) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();

        codes.ShouldBeUnique();
        FindingCatalog.Descriptions.Keys.ShouldBe(codes, ignoreOrder: true);
        FindingCatalog.Descriptions.Values.ShouldAllBe(text => text.EndsWith('.'));
    }

    private static RulesCheck Check(params Finding[] findings) => new("rules", [], null, findings);

    private static JsonDocument Sarif(params Finding[] findings) =>
        JsonDocument.Parse(JsonSerializer.Serialize(SarifDocument.Of([Check(findings)]), FindingJson.Default.SarifDocument));

    private static string Text(JsonElement message) => Members(message, ["text"])["text"].GetString()!;

    /// <summary>All that are required, and none that the schema does not know there.</summary>
    private static Dictionary<string, JsonElement> Members(JsonElement element, string[] required, string[]? allowed = null)
    {
        var members = element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        required.Except(members.Keys).ShouldBeEmpty();
        members.Keys.Except(required).Except(allowed ?? []).ShouldBeEmpty();
        return members;
    }
}
