using TokenBridge.Protocol.Terminal;
using TokenBridge.Testing;
using static TokenBridge.Host.Tests.Commands.Doctor.DoctorRun;

namespace TokenBridge.Host.Tests.Commands.Doctor;

public sealed class DoctorRealmTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Bridge _bridge = null!;
    private FakeKeycloak _keycloak = null!;

    public async Task InitializeAsync()
    {
        _bridge = await Bridge.StartAsync();
        _keycloak = await FakeKeycloak.StartedAsync();
        FakeAdminApi.Serve(_keycloak);
    }

    public async Task DisposeAsync()
    {
        await _keycloak.DisposeAsync();
        await _bridge.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_realm_that_is_asked_over_the_admin_api_is_looked_over_to_its_last_page()
    {
        var (exit, output, _) = await AskAsync();

        exit.ShouldBe(ExitCode.Failed);
        var rows = Realm(output);
        rows[0].Seen.ShouldBe("121 clients, 1 client scopes, 2 groups were looked over");
        rows.Select(row => row.Seen.Split(". ")[0]).ShouldContain("password-grant: client notebook: Direct access grants is on");
        rows.Select(row => $"{row.State} {row.Seen.Split(':')[0]}").Skip(1).ShouldBe(
        [
            "FAULT groups-without-path", "FAULT group-name-slash", "FAULT claim-missing", "FAULT attribute-editable", "warning password-grant", "warning impersonation-unmarked", "FAULT key-short", "warning plain-http",
        ]);
        rows.Skip(1).ShouldAllBe(row => row.Remedy!.Length > 20);
        output.ShouldNotContain(FakeAdminApi.Secret);
        output.ShouldNotContain("admin-test-token");
    }

    [Fact]
    public async Task A_wrong_secret_is_named_with_what_to_compare()
    {
        var (exit, output, _) = await AskAsync(secret: "another");

        exit.ShouldBe(ExitCode.Failed);
        var row = Realm(output).ShouldHaveSingleItem();
        row.Seen.ShouldBe("Keycloak does not let the client tokenbridge-doctor log in (unauthorized_client)");
        row.Remedy.ShouldEndWith("Clients, tokenbridge-doctor, Credentials");
        output.ShouldNotContain("another");
    }

    [Theory]
    [InlineData("", "view-realm")]
    [InlineData("/clients", "view-clients")]
    [InlineData("/groups", "view-users")]
    public async Task A_missing_role_is_named(string path, string role)
    {
        FakeAdminApi.Forbid(_keycloak, path);

        var (_, output, _) = await AskAsync();

        var row = Realm(output).ShouldHaveSingleItem();
        row.Seen.ShouldBe($"GET /admin/realms/ml{path} answered 403: the client tokenbridge-doctor may not read it");
        row.Remedy.ShouldBe($"give its service account the role {role} of realm-management (Clients, tokenbridge-doctor, Service accounts roles)");
    }

    [Fact]
    public async Task Groups_that_are_hidden_from_the_client_are_not_taken_for_none()
    {
        _keycloak.Answer("/admin/realms/ml/groups", "[]");
        _keycloak.Answer("/admin/realms/ml/groups/count", """{"count": 13}""");

        var (_, output, _) = await AskAsync();

        var row = Realm(output).ShouldHaveSingleItem();
        row.Seen.ShouldBe("GET /groups shows none of 13 groups: the client tokenbridge-doctor may not read them");
        row.Remedy.ShouldStartWith("give its service account the role view-users of realm-management");
    }

    [Fact]
    public async Task A_list_without_end_and_groups_without_a_bottom_are_not_looked_over_in_part()
    {
        _keycloak.Answer("/admin/realms/ml/groups/g1/children", """[{"id": "g1", "name": "again", "subGroupCount": 1}]""");
        Realm((await AskAsync()).Output).ShouldHaveSingleItem().Seen.ShouldBe("GET /groups is more than 24 levels deep");

        _keycloak.Answer("/admin/realms/ml/roles", $"[{string.Join(',', Enumerable.Repeat("""{"name": "r"}""", 100))}]");
        var row = Realm((await AskAsync()).Output).ShouldHaveSingleItem();
        (row.Seen, row.Remedy).ShouldBe(("GET /roles has more than 10000 items", "use --export with a realm export"));
    }

    [Fact]
    public async Task A_server_that_is_away_and_one_that_talks_nonsense_are_told_apart()
    {
        _keycloak.Answer("/admin/realms/ml/clients", "<html>");
        Realm((await AskAsync()).Output).ShouldHaveSingleItem().Seen.ShouldBe("GET /admin/realms/ml/clients: no JSON came back");

        await _keycloak.StopAsync();
        Realm((await AskAsync()).Output).ShouldHaveSingleItem().Seen.ShouldStartWith($"{_keycloak.Address}realms/ml/protocol/openid-connect/token: ");
    }

    [Fact]
    public async Task An_empty_or_absent_secret_file_is_no_secret()
    {
        Realm((await AskAsync(secret: " \n")).Output).ShouldHaveSingleItem().Seen.ShouldEndWith("doctor.secret holds no secret");
        File.Delete(Path.Combine(_folder.Path, "doctor.secret"));
        Realm((await AskAsync(secret: null)).Output).ShouldHaveSingleItem().Seen.ShouldEndWith("doctor.secret cannot serve as the secret: there is no such file");
    }

    [Fact]
    public async Task An_export_is_looked_over_without_any_server()
    {
        var file = Path.Combine(_folder.Path, "realm.json");
        await File.WriteAllTextAsync(file, """{"realm": "ml", "keycloakVersion": "26.7.0", "clients": []}""");

        var (exit, output, _) = await RunAsync(_bridge, "--export", file, "--format", "json");

        exit.ShouldBe(ExitCode.Failed);
        Realm(output).ShouldContain(row => row.State == "FAULT" && row.Seen.StartsWith("audience-missing: realm ml: no client's tokens have tokenbridge in aud"));
    }

    [Fact]
    public async Task A_file_that_is_no_export_says_how_to_make_one()
    {
        var file = Path.Combine(_folder.Path, "realm.json");
        await File.WriteAllTextAsync(file, "[]");

        var row = Realm((await RunAsync(_bridge, "--export", file, "--format", "json")).Output).ShouldHaveSingleItem();

        row.Seen.ShouldBe($"{file}: no JSON object; one realm's export is one JSON object");
        row.Remedy.ShouldStartWith("export one realm: bin/kc.sh export --realm NAME");
    }

    [Theory]
    [InlineData("doctor: --realm takes --realm-client CLIENT and --realm-secret-file FILE, or --realm-session FILE, or --export FILE", "--realm")]
    [InlineData("doctor: --realm-client, --realm-secret-file, --realm-session and --save go with --realm", "--realm-client", "x")]
    [InlineData("doctor: --realm-client, --realm-secret-file, --realm-session and --save go with --realm", "--save", "x")]
    [InlineData("doctor: --realm-session takes the place of --realm-client and --realm-secret-file", "--realm", "--realm-session", "x", "--realm-client", "x")]
    [InlineData("doctor: --export reads a file; --realm-client, --realm-secret-file, --realm-session and --save are for the server", "--export", "realm.json", "--realm-client", "x")]
    public async Task Words_that_do_not_go_together_are_a_wrong_command_line(string message, params string[] words)
    {
        var (exit, _, error) = await RunAsync(_bridge, words);

        exit.ShouldBe(ExitCode.Usage);
        error.ShouldContain(message);
    }

    [Fact]
    public async Task An_issuer_that_is_not_configured_is_told_those_that_are()
    {
        var row = Realm((await RunAsync(_bridge, "--realm", "staff", "--export", "realm.json", "--format", "json")).Output).ShouldHaveSingleItem();

        (row.Seen, row.Remedy).ShouldBe(("there is no issuer 'staff'", "name one: --realm research"));
    }

    [Fact]
    public async Task What_keycloak_answered_is_kept_without_secrets_and_once_alone()
    {
        FakeAdminApi.Answer(_keycloak, "", """
            {"realm": "ml", "sslRequired": "none", "smtpServer": {"host": "mail", "password": "hidden-1"}, "identityProviders": [{"alias": "corp", "config": {"clientSecret": "hidden-2"}}]}
            """);
        FakeAdminApi.Answer(_keycloak, "/components", """[{"providerId": "rsa", "config": {"priority": ["100"], "keySize": ["1024"], "privateKey": ["hidden-3"]}}]""");
        var file = Path.Combine(_folder.Path, "saved.json");

        var asked = Realm((await AskAsync(words: ["--save", file])).Output);
        asked[1].Seen.ShouldBe($"what Keycloak answered is in {file}");
        var saved = await File.ReadAllTextAsync(file);
        saved.ShouldNotContain("hidden");
        saved.ShouldNotContain("never");
        Mode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Realm((await RunAsync(_bridge, "--export", file, "--format", "json")).Output).Skip(1).Select(row => row.Seen).ShouldBe(asked.Skip(2).Select(row => row.Seen));

        var row = Realm((await AskAsync(words: ["--save", file])).Output).ShouldHaveSingleItem();
        row.Seen.ShouldBe($"--save '{file}' is there already and stays as it is");
        (await File.ReadAllTextAsync(file)).ShouldBe(saved);
    }

    [Fact]
    public async Task An_administrator_with_a_session_of_kcadm_reads_the_realm_with_it()
    {
        var rows = Realm((await AskBySessionAsync(Server, FakeAdminApi.RefreshToken)).Output);

        rows[0].Seen.ShouldBe("121 clients, 1 client scopes, 2 groups were looked over");
    }

    [Fact]
    public async Task A_session_that_is_over_asks_for_another_login()
    {
        var (_, output, _) = await AskBySessionAsync(Server, "stale-refresh");

        var row = Realm(output).ShouldHaveSingleItem();
        row.Seen.ShouldBe($"Keycloak does not take the session in {SessionFile} (invalid_grant)");
        row.Remedy.ShouldStartWith("log in again: kcadm.sh config credentials");
        output.ShouldNotContain("stale-refresh");
    }

    [Fact]
    public async Task A_session_at_another_server_is_sent_to_nobody()
    {
        var (_, output, _) = await AskBySessionAsync("https://keycloak.example", FakeAdminApi.RefreshToken);

        Realm(output).ShouldHaveSingleItem().Seen.ShouldStartWith($"{SessionFile} is a session at 'https://keycloak.example'; the issuer is administered at http://127.0.0.1:");
        output.ShouldNotContain(FakeAdminApi.RefreshToken);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"endpoints": 1}""")]
    [InlineData("""{"endpoints": {}, "endpoints": {}}""")]
    public async Task A_file_that_is_no_session_says_so(string text)
    {
        await File.WriteAllTextAsync(SessionFile, text);

        Realm((await AskWithAsync("--realm-session", SessionFile)).Output).ShouldHaveSingleItem().Seen.ShouldBe($"{SessionFile} is no session of kcadm");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("""{"master": "x"}""")]
    public async Task A_session_without_an_entry_for_its_realm_asks_for_another_login(string entries)
    {
        var (_, output, _) = await AskByEntriesAsync(Server, entries);

        Realm(output).ShouldHaveSingleItem().Seen.ShouldBe($"{SessionFile} holds no refresh token for the realm 'master'");
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private string SessionFile => Path.Combine(_folder.Path, "kcadm.config");

    private string Server => _keycloak.Address.GetLeftPart(UriPartial.Authority);

    private Task<(int Exit, string Output, string Error)> AskBySessionAsync(string server, string refreshToken) =>
        AskByEntriesAsync(server, $$"""{"master": {"clientId": "admin-cli", "token": "old", "refreshToken": "{{refreshToken}}"} }""");

    private async Task<(int Exit, string Output, string Error)> AskByEntriesAsync(string server, string entries)
    {
        await File.WriteAllTextAsync(SessionFile, $$$"""{"serverUrl": "{{{server}}}", "realm": "master", "endpoints": {"{{{server}}}": {{{entries}}}} }""");
        return await AskWithAsync("--realm-session", SessionFile);
    }

    private async Task<(int Exit, string Output, string Error)> AskAsync(string? secret = FakeAdminApi.Secret, params string[] words)
    {
        var file = Path.Combine(_folder.Path, "doctor.secret");
        if (secret is not null)
        {
            await File.WriteAllTextAsync(file, secret);
        }

        return await AskWithAsync(["--realm-client", "tokenbridge-doctor", "--realm-secret-file", file, .. words]);
    }

    private Task<(int Exit, string Output, string Error)> AskWithAsync(params string[] words) => RunAsync(
        _bridge,
        ["--TokenBridge:Issuers:research:MetadataAddress", $"{_keycloak.Address}realms/ml/.well-known/openid-configuration", "--realm", "research", "--format", "json", .. words]);

    private static List<(string Check, string State, string Seen, string? Remedy)> Realm(string output) =>
        [.. Rows(output).Where(row => row.Check.StartsWith("realm", StringComparison.Ordinal))];
}
