using System.Text.Json;
using TokenBridge.Testing;

namespace TokenBridge.Host.Tests.Endpoints;

public sealed class GrantParameterTests
{
    private const string Rules = """
        version: 1
        claims: { user: /preferred_username, projects: /projects }
        defaults: { session_name: "{user}", source_identity: "{sub}" }
        rules:
          - id: narrow
            when: { group: "/ml/{team}/scientists" }
            grant:
              role: arn:aws:iam::111122223333:role/ds-{team}
              name: narrow
              priority: 1
              external_id: acme-7
              region: eu-west-1
              policy_arns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
              policy: { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::data/{team}/*" }] }
              tags: { projects: { claim: projects, join: ":" } }
          - id: signed
            when: { group: "/ml/{team}/scientists" }
            grant: { name: signed, role: "arn:aws:iam::111122223333:role/ds-{team}", strategy: WebIdentity }
          - id: fresh
            when: { group: "/ml/{team}/scientists" }
            require: { acr: [gold, platinum], max_auth_age: 15m }
            grant: { name: fresh, role: "arn:aws:iam::111122223333:role/ds-{team}" }
          - id: office
            when: { group: "/ml/{team}/scientists", source_ip: [127.0.0.0/8] }
            grant: { name: office, role: "arn:aws:iam::111122223333:role/ds-{team}" }
          - id: elsewhere
            when: { group: "/ml/{team}/scientists", not: { source_ip: [127.0.0.0/8] } }
            grant: { name: elsewhere, role: "arn:aws:iam::111122223333:role/ds-{team}" }
        """;

    [Fact]
    public async Task Everything_that_narrows_a_session_reaches_sts()
    {
        await using var bridge = await Bridge.StartAsync(rules: Rules);

        await bridge.GetAsync("/v1/credentials/narrow", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var request = bridge.Sts.Requests.All.ShouldHaveSingleItem();
        request.Action.ShouldBe("AssumeRole");
        request.Parameters["ExternalId"].ShouldBe("acme-7");
        request.Parameters["PolicyArns.member.1.arn"].ShouldBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
        using var policy = JsonDocument.Parse(request.Parameters["Policy"]);
        policy.RootElement.GetProperty("Statement")[0].GetProperty("Resource").GetString().ShouldBe("arn:aws:s3:::data/vision/*");
        request.Authorization!.ShouldContain("/eu-west-1/sts/");
        request.Session!.Tags.ShouldContain(tag => tag.Key == "projects" && tag.Value == "atlas:lidar-2");
        var record = await bridge.Audit.RecordAsync(1);
        record.GetProperty("region").GetString().ShouldBe("eu-west-1");
        record.GetProperty("policy_arns")[0].GetString().ShouldBe("arn:aws:iam::aws:policy/ReadOnlyAccess");
    }

    [Fact]
    public async Task A_grant_with_another_strategy_than_the_configured_one_uses_it()
    {
        await using var bridge = await Bridge.StartAsync(rules: Rules);

        await bridge.GetAsync("/v1/credentials/signed", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();

        var request = bridge.Sts.Requests.All.ShouldHaveSingleItem();
        request.Action.ShouldBe("AssumeRoleWithWebIdentity");
        request.Authorization.ShouldBeNull();
        (await bridge.Audit.RecordAsync(1)).GetProperty("strategy").GetString().ShouldBe("WebIdentity");
    }

    [Fact]
    public async Task A_login_that_does_not_do_is_told_what_to_ask_keycloak_for()
    {
        await using var bridge = await Bridge.StartAsync(rules: Rules);

        using var response = await bridge.GetAsync("/v1/credentials/fresh", bridge.TokenOf("alice"));
        var json = await bridge.GetAsync("/v1/credentials/fresh", bridge.TokenOf("alice")).ShouldBeRefusalAsync(401, "StepUpRequired", "step_up_required");

        json.GetProperty("acr_values").GetString().ShouldBe("gold platinum");
        json.GetProperty("max_age").GetInt64().ShouldBe(900);
        var challenge = response.Headers.GetValues("WWW-Authenticate").ShouldHaveSingleItem();
        challenge.ShouldStartWith("Bearer realm=\"tokenbridge\", error=\"insufficient_user_authentication\", error_description=\"");
        challenge.ShouldEndWith(", acr_values=\"gold platinum\", max_age=\"900\"");
        bridge.Sts.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_on_addresses_see_the_callers_own()
    {
        await using var bridge = await Bridge.StartAsync(rules: Rules);

        await bridge.GetAsync("/v1/credentials/office", bridge.TokenOf("alice")).ShouldBeCredentialsAsync();
        await bridge.GetAsync("/v1/credentials/elsewhere", bridge.TokenOf("alice")).ShouldBeRefusalAsync(403, "AccessDenied", "role_not_granted");
    }
}
