namespace TokenBridge.Development.Realm;

/// <summary>A person in the embedded realm. Nothing here protects anything: the passwords are printed.</summary>
internal sealed record DemoUser(string Name, string Subject, string GivenName, string FamilyName)
{
    /// <summary>Full paths of direct memberships; the claim is absent where there are none, as Keycloak does it.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public string? Department { get; init; }

    /// <summary><c>active</c>, <c>on-leave</c> or <c>leaving</c>; null where nobody has recorded it.</summary>
    public string? Employment { get; init; }

    public string? CostCenter { get; init; }

    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Of the client <c>warehouse</c>.</summary>
    public IReadOnlyList<string> WarehouseRoles { get; init; } = [];

    /// <summary>With it the login is stepped up; null where none is set up. A real one is another every 30 seconds.</summary>
    public string? OneTimeCode { get; init; }

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
        new("grace", SubjectOf(8), "Grace", "Green") { WarehouseRoles = ["analyst"], Department = "finance", Employment = "active", CostCenter = "2100" },
        new("heidi", SubjectOf(9), "Heidi", "Hill")
        {
            Groups = ["/ml/vision/leads", "/break-glass/production"], Department = "research", Employment = "active", CostCenter = "4711", OneTimeCode = "123456",
        },
        new("ivan", SubjectOf(10), "Ivan", "Ivers") { Groups = ["/ml/vision/scientists"], Department = "research", Employment = "on-leave", CostCenter = "4711" },
    ];

    /// <exception cref="InvalidOperationException">No user has this name.</exception>
    public static DemoUser Named(string name) => All.Single(user => user.Name == name);

    private static string SubjectOf(int number) => $"00000000-0000-4000-8000-{number:D12}";
}
