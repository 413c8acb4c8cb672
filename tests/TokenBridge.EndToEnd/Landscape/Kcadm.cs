namespace TokenBridge.EndToEnd.Landscape;

/// <summary>Keycloak's own command line, with a session of its own.</summary>
internal sealed class Kcadm(Keycloak keycloak)
{
    private static readonly string Home = Path.Combine(Installation.RunFolder, "kcadm");

    /// <summary>Where it keeps the session.</summary>
    public static string SessionFile => Path.Combine(Home, ".keycloak", "kcadm.config");

    public async Task LogInAsync()
    {
        Directory.CreateDirectory(Home);
        var server = keycloak.Server.GetLeftPart(UriPartial.Authority);
        (await RunAsync(keycloak.Kcadm, "config", "credentials", "--server", server, "--realm", "master", "--user", "admin", "--password", "admin")).OrThrow("kcadm config credentials");
    }

    /// <param name="script">That <c>provision keycloak --format kcadm</c> wrote.</param>
    /// <param name="realm">To which it is applied.</param>
    public Task<CommandResult> RunScriptAsync(string script, string realm) => RunAsync("/bin/bash", script, realm);

    private Task<CommandResult> RunAsync(string program, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["KCADM"] = keycloak.Kcadm,
            // Java asks the system for the home folder, not HOME. Each call is a JVM of its own: the first compiler tier halves its time.
            ["KC_OPTS"] = $"-Duser.home={Home} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        };
        if (Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } java)
        {
            environment["JAVA_HOME"] = java;
        }

        return Command.RunAsync(program, arguments, environment);
    }
}
