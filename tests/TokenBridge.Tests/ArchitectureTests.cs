namespace TokenBridge.Tests;

/// <summary>Holds the arrows between the rooms: a room may use the rooms named here, and no others.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Tokens"] = [],
        ["Mapping"] = ["Tokens"],
        ["Sts"] = ["Mapping"],
        ["Audit"] = ["Mapping"],
        ["Operations"] = ["Tokens", "Mapping", "Audit"],
        ["Credentials"] = ["Tokens", "Mapping", "Sts", "Audit", "Operations"],
        ["Configuration"] = ["Tokens", "Mapping", "Sts", "Audit", "Operations"],
        ["Development"] = ["Mapping", "Sts"],
        ["(root)"] = ["Tokens", "Mapping", "Sts", "Audit", "Operations", "Credentials", "Configuration", "Commands"],
        ["Commands"] = ["(root)", "Development", "Configuration", "Mapping", "Sts", "Credentials", "Tokens", "Operations", "Audit"],
    };

    private static readonly IReadOnlySet<(string From, string To)> Uses = Architecture.Uses();

    [Fact]
    public void Every_room_uses_only_the_rooms_that_it_may()
    {
        var strays = Uses
            .Where(use => Architecture.Room(use.From) != Architecture.Room(use.To))
            .Where(use => !Allowed[Architecture.Room(use.From)!].Contains(Architecture.Room(use.To), StringComparer.Ordinal));

        strays.ShouldBeEmpty();
    }

    [Fact]
    public void Mapping_takes_only_the_caller_from_Tokens() =>
        Crossings("Mapping", "Tokens").ShouldBe(["TokenBridge.Tokens.CallerIdentity"]);

    [Fact]
    public void Sts_takes_only_the_grant_and_what_it_holds_from_Mapping() =>
        Crossings("Sts", "Mapping").ShouldBeSubsetOf([
            "TokenBridge.Mapping.Grant", "TokenBridge.Mapping.RoleArn", "TokenBridge.Mapping.SessionTag", "TokenBridge.Mapping.PolicyArn", "TokenBridge.Mapping.GrantStrategy",
        ]);

    [Fact]
    public void Only_commands_know_the_embedded_realm_and_sts() =>
        Uses.Where(use => Architecture.Room(use.To) == "Development")
            .Select(use => Architecture.Room(use.From))
            .ToHashSet()
            .ShouldBeSubsetOf(["Development", "Commands"]);

    [Fact]
    public void Every_room_is_one_that_this_test_knows() =>
        Uses.SelectMany(use => new[] { use.From, use.To })
            .Select(type => Architecture.Room(type)!)
            .Distinct(StringComparer.Ordinal)
            .ShouldBeSubsetOf(Allowed.Keys);

    /// <summary>A positive control: without it, a walk that sees nothing would pass everything above.</summary>
    [Fact]
    public void The_walk_sees_an_arrow_that_exists() =>
        Crossings("Credentials", "Sts").ShouldContain("TokenBridge.Sts.CredentialBroker");

    [Fact]
    public void Everything_is_internal_and_classes_are_sealed()
    {
        var open = typeof(TokenBridgeApplication).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("TokenBridge", StringComparison.Ordinal) == true)
            .Where(type => type.IsPublic || (type is { IsClass: true, IsSealed: false, IsAbstract: false }));

        open.ShouldBeEmpty();
    }

    private static IEnumerable<string> Crossings(string from, string to) =>
        Uses.Where(use => Architecture.Room(use.From) == from && Architecture.Room(use.To) == to)
            .Select(use => use.To)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
