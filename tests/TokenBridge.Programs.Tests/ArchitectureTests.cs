namespace TokenBridge.Programs.Tests;

/// <summary>Holds the arrows between projects and between the rooms in them: each may use what is named here, and nothing else.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The compiler holds these too; here they can be read.</summary>
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["Protocol"] = [],
        ["Loopback"] = ["Protocol"],
        ["Rules"] = ["Protocol"],
        ["Development"] = ["Protocol", "Loopback", "Rules"],
        ["Cli"] = ["Protocol", "Rules"],
        ["Host"] = ["Protocol", "Loopback", "Rules", "Development"],
    };

    private static readonly Dictionary<string, string[]> Rooms = new(StringComparer.Ordinal)
    {
        ["Host.Tokens"] = [],
        ["Host.Rules"] = [],
        ["Host.Sts"] = [],
        ["Host.Audit"] = [],
        ["Host.Operations"] = [],
        ["Host.Exchange"] = ["Host.Tokens", "Host.Rules", "Host.Sts", "Host.Audit", "Host.Operations"],
        ["Host.Endpoints"] = ["Host.Exchange", "Host.Tokens", "Host.Rules", "Host.Sts", "Host.Audit", "Host.Operations"],
        ["Host.Settings"] = ["Host.Tokens", "Host.Rules", "Host.Sts", "Host.Audit", "Host.Operations"],
        ["Host"] = ["Host.Tokens", "Host.Rules", "Host.Sts", "Host.Audit", "Host.Operations", "Host.Exchange", "Host.Endpoints", "Host.Settings"],
        // The words of a refusal are the same for whoever asks the service and for whoever asks doctor why.
        ["Host.Commands"] = ["Host", "Host.Settings", "Host.Exchange", "Host.Tokens", "Host.Rules", "Host.Sts", "Host.Audit", "Host.Operations"],
    };

    /// <summary>What people wrote, what it means, what it says of a caller; each stage knows only those before it.</summary>
    private static readonly Dictionary<string, string[]> RulesRooms = new(StringComparer.Ordinal)
    {
        ["Rules.Model"] = [],
        ["Rules.Callers"] = ["Rules.Model"],
        ["Rules.Reading"] = ["Rules.Model"],
        ["Rules.Matching"] = ["Rules.Model"],
        ["Rules.Rendering"] = ["Rules.Model", "Rules.Matching"],
        ["Rules"] = ["Rules.Model", "Rules.Matching", "Rules.Rendering"],
        ["Rules.Compiling"] = ["Rules.Model", "Rules.Reading", "Rules.Matching", "Rules.Rendering", "Rules"],
        ["Rules.Explaining"] = ["Rules.Model", "Rules.Matching", "Rules.Rendering", "Rules"],
        ["Rules.Linting"] = ["Rules.Model", "Rules.Reading", "Rules.Matching", "Rules.Rendering", "Rules", "Rules.Compiling", "Rules.Testing"],
        ["Rules.Diffing"] = ["Rules.Model", "Rules.Callers", "Rules.Reading", "Rules.Matching", "Rules.Rendering", "Rules"],
        ["Rules.Testing"] = ["Rules.Model", "Rules.Callers", "Rules.Reading", "Rules.Matching", "Rules.Rendering", "Rules.Explaining", "Rules"],
        // What the neighbours must be told for the rules to decide; nothing uses it.
        ["Rules.Provisioning"] = ["Rules.Model", "Rules.Matching", "Rules.Rendering", "Rules"],
    };

    private static readonly IReadOnlySet<(string From, string To)> Uses = Architecture.Uses();

    [Fact]
    public void Every_project_uses_only_the_projects_that_it_may() =>
        Uses.Where(use => Architecture.Project(use.From) != Architecture.Project(use.To))
            .Where(use => !Projects[Architecture.Project(use.From)!].Contains(Architecture.Project(use.To), StringComparer.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Every_room_of_the_service_uses_only_the_rooms_that_it_may() =>
        Uses.Where(use => Architecture.Project(use.From) == "Host" && Architecture.Project(use.To) == "Host")
            .Where(use => Architecture.Room(use.From) != Architecture.Room(use.To))
            .Where(use => !Rooms[Architecture.Room(use.From)!].Contains(Architecture.Room(use.To), StringComparer.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Every_room_of_the_rules_uses_only_the_rooms_that_it_may() =>
        Uses.Where(use => Architecture.Project(use.From) == "Rules" && Architecture.Project(use.To) == "Rules")
            .Where(use => Architecture.Room(use.From) != Architecture.Room(use.To))
            .Where(use => !RulesRooms[Architecture.Room(use.From)!].Contains(Architecture.Room(use.To), StringComparer.Ordinal))
            .ShouldBeEmpty();

    /// <summary>Down to the innermost folder, which the tables above do not name.</summary>
    [Theory]
    [InlineData("Protocol")]
    [InlineData("Rules")]
    public void No_folder_of_the_libraries_is_part_of_a_circle(string project)
    {
        var arrows = Uses.Where(use => Architecture.Project(use.From) == project && Architecture.Project(use.To) == project)
            .Select(use => (From: Architecture.Folder(use.From), To: Architecture.Folder(use.To)))
            .Where(arrow => arrow.From != arrow.To)
            .ToHashSet();

        Architecture.Circles(arrows).ShouldBeEmpty();
    }

    [Fact]
    public void A_circle_would_be_found() =>
        Architecture.Circles(new HashSet<(string, string)> { ("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("e", "a") }).ShouldBe(["a", "b", "c"]);

    [Fact]
    public void Of_the_rules_the_embedded_parts_take_only_the_model() =>
        Uses.Where(use => Architecture.Project(use.From) == "Development" && Architecture.Project(use.To) == "Rules")
            .Select(use => Architecture.Room(use.To))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["Rules.Model"]);

    [Fact]
    public void Of_the_rules_STS_takes_only_the_model() =>
        Uses.Where(use => Architecture.Room(use.From) == "Host.Sts" && Architecture.Project(use.To) == "Rules")
            .Select(use => Architecture.Room(use.To))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["Rules.Model"]);

    [Fact]
    public void Only_the_verb_dev_knows_the_embedded_realm_and_sts() =>
        Uses.Where(use => Architecture.Project(use.From) == "Host" && Architecture.Project(use.To) == "Development")
            .Select(use => use.From)
            .ShouldAllBe(type => type.StartsWith("TokenBridge.Host.Commands.Dev.", StringComparison.Ordinal));

    /// <summary>Libraries repeat the addresses that they were given, a proxy's password among them: one place takes it out.</summary>
    [Fact]
    public void The_text_of_an_exception_is_read_in_one_place() =>
        Architecture.ReadersOfExceptionTexts().ShouldBe(["TokenBridge.Protocol.Text.ForeignText"]);

    /// <summary>A positive control: without it, a walk that sees nothing would pass everything above.</summary>
    [Fact]
    public void The_walk_sees_an_arrow_that_exists() =>
        Uses.Where(use => Architecture.Room(use.From) == "Host.Exchange" && Architecture.Room(use.To) == "Host.Sts")
            .Select(use => use.To)
            .ShouldContain("TokenBridge.Host.Sts.CredentialBroker");

    [Fact]
    public void Everything_is_internal_and_classes_are_sealed()
    {
        var open = Architecture.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("TokenBridge", StringComparison.Ordinal) == true)
            .Where(type => type.IsPublic || (type is { IsClass: true, IsSealed: false, IsAbstract: false }));

        open.ShouldBeEmpty();
    }
}
