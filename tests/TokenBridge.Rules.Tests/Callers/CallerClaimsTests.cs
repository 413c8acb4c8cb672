using System.Text.Json;
using TokenBridge.Rules.Callers;
using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Tests.Callers;

public sealed class CallerClaimsTests
{
    [Fact]
    public void A_payload_becomes_a_caller()
    {
        var caller = Read("""
            {"sub":"u-1","sid":"s","jti":"j","acr":"gold","auth_time":60,"groups":["/a","/b"],
             "realm_access":{"roles":["r"]},"resource_access":{"app":{"roles":["x","y"]},"none":null,"bare":{}}}
            """).Value.ShouldNotBeNull();

        caller.Subject.ShouldBe("u-1");
        caller.SessionId.ShouldBe("s");
        caller.TokenId.ShouldBe("j");
        caller.Acr.ShouldBe("gold");
        caller.AuthenticatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(60));
        caller.Groups.ShouldBe(["/a", "/b"]);
        caller.RealmRoles.ShouldBe(["r"]);
        caller.ClientRoles.Keys.ShouldBe(["app", "bare"], ignoreOrder: true);
        caller.ClientRoles["app"].ShouldBe(["x", "y"]);
        caller.ClientRoles["bare"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"sub":"u","acr":1}""")]
    [InlineData("""{"sub":"u","auth_time":"60"}""")]
    [InlineData("""{"sub":"u","groups":null,"realm_access":null,"resource_access":null,"sid":null}""")]
    public void What_may_be_absent_is_null_or_empty(string payload)
    {
        var caller = Read(payload).Value.ShouldNotBeNull();

        caller.Acr.ShouldBeNull();
        caller.AuthenticatedAt.ShouldBeNull();
        caller.SessionId.ShouldBeNull();
        caller.Groups.ShouldBeEmpty();
        caller.RealmRoles.ShouldBeEmpty();
        caller.ClientRoles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", true, "no sub")]
    [InlineData("""{"sub":null}""", true, "no sub")]
    [InlineData("""{"sub":7}""", false, "sub is no string")]
    [InlineData("""{"sub":""}""", false, "sub has 0 characters, 1 to 255 are accepted")]
    [InlineData("""{"sub":"a\u0000b"}""", false, "sub has control characters")]
    [InlineData("""{"sub":"u","sid":1}""", false, "sid is no string")]
    [InlineData("""{"sub":"u","jti":[]}""", false, "jti is no string")]
    [InlineData("""{"sub":"u","groups":"/a"}""", false, "groups is no array of strings")]
    [InlineData("""{"sub":"u","groups":["/a",["/b"]]}""", false, "groups is no array of strings")]
    [InlineData("""{"sub":"u","realm_access":[]}""", false, "realm_access.roles is no array of strings")]
    [InlineData("""{"sub":"u","realm_access":{"roles":"r"}}""", false, "realm_access.roles is no array of strings")]
    [InlineData("""{"sub":"u","resource_access":[]}""", false, "resource_access.*.roles is not everywhere an array of strings")]
    [InlineData("""{"sub":"u","resource_access":{"app":[]}}""", false, "resource_access.*.roles is not everywhere an array of strings")]
    [InlineData("""{"sub":"u","resource_access":{"app":{"roles":[1]}}}""", false, "resource_access.*.roles is not everywhere an array of strings")]
    public void A_claim_of_the_wrong_shape_is_no_caller(string payload, bool isMissing, string detail)
    {
        var fault = Read(payload).Fault.ShouldNotBeNull();

        fault.IsMissing.ShouldBe(isMissing);
        fault.Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_subject_has_at_most_255_characters(int length, bool reads) => Read($$"""{"sub":"{{new string('u', length)}}"}""").Succeeded.ShouldBe(reads);

    private static Protocol.Result<CallerIdentity, ClaimFault> Read(string payload) =>
        CallerClaims.Read(JsonDocument.Parse(payload).RootElement, "research", "https://keycloak.example/realms/ml", "notebook", default);
}
