namespace TokenBridge.Development.Realm;

/// <summary>A person in the embedded realm. Nothing here protects anything: the passwords are printed.</summary>
internal sealed record DemoUser(string Name, string Subject, string GivenName, string FamilyName)
{
    /// <summary>Full paths of direct memberships; the claim is absent where there are none, as Keycloak does it.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public string? Department { get; init; }

    public string? CostCenter { get; init; }

    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Without the realm's default roles there are no role claims and <c>aud</c> is one string.</summary>
    public bool HasDefaultRoles { get; init; } = true;

    public string Password => $"{Name}-test-password";

    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new("alice", SubjectOf(1), "Alice", "Adams")
        {
            Groups = ["/ml/vision/scientists"], Department = "research", CostCenter = "4711", Projects = ["atlas", "lidar-2"],
        },
        new("bob", SubjectOf(2), "Bob", "Brown")
        {
            Groups = ["/contractors/acme", "/ml/vision/leads"], Department = "external", CostCenter = "9000", Projects = ["atlas"],
        },
        new("carol", SubjectOf(3), "Carol", "Clark") { Groups = ["/platform/admins"], Department = "ml-platform", CostCenter = "1200" },
        new("dave", SubjectOf(4), "Dave", "Davis") { HasDefaultRoles = false },
        new("erin", SubjectOf(6), "Erin", "Evans")
        {
            Groups = ["/ml/vision/scientists", "/ml/speech/scientists"], Department = "research", CostCenter = "4711", Projects = ["atlas"],
        },
    ];

    /// <exception cref="InvalidOperationException">No user has this name.</exception>
    public static DemoUser Named(string name) => All.Single(user => user.Name == name);

    private static string SubjectOf(int number) => $"00000000-0000-4000-8000-{number:D12}";
}
