using System.Text;
using TokenBridge.Rules.Provisioning.Realm.Reading;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Tests.Provisioning.Realm;

public sealed class RealmReaderTests
{
    [Theory]
    [InlineData("""[{"realm": "ml"}]""", "no JSON object; one realm's export is one JSON object")]
    [InlineData("""{"clients": []}""", "it has no member realm: that is no realm export")]
    [InlineData("""{"realm": "ml", "realm": "other"}""", "no strict JSON")]
    [InlineData("""{"realm": "ml", "clients": {}}""", "clients is not a list")]
    [InlineData("""{"realm": "ml", "clients": [7]}""", "clients[0] is not an object")]
    [InlineData("""{"realm": "ml", "clients": [{"clientId": "a", "redirectUris": [1]}]}""", "clients[0].redirectUris[0] is not a text")]
    [InlineData("""{"realm": "ml", "clients": [{}]}""", "clients[0].clientId is missing")]
    [InlineData("""{"realm": "ml", "clients": [{"clientId": "a", "fullScopeAllowed": "perhaps"}]}""", "clients[0].fullScopeAllowed is not true or false")]
    [InlineData("""{"realm": "ml", "clients": [{"clientId": "a", "protocolMappers": [{"name": "m", "protocolMapper": "x", "config": {"k": {}}}]}]}""", "clients[0].protocolMappers[0].config.k is not a text")]
    [InlineData("""{"realm": "ml", "accessTokenLifespan": "soon"}""", "accessTokenLifespan is not a whole number of seconds")]
    [InlineData("""{"realm": "ml", "accessTokenLifespan": 99999999999}""", "accessTokenLifespan is not a whole number of seconds")]
    [InlineData("""{"realm": "ml", "groups": [{"name": "a", "subGroups": [{"path": "/a/b"}]}]}""", "groups[0].subGroups[0].name is missing")]
    [InlineData("""{"realm": "ml", "attributes": {"acr.loa.map": "gold"}}""", "attributes.acr.loa.map: no strict JSON")]
    [InlineData("""{"realm": "ml", "components": {"org.keycloak.userprofile.UserProfileProvider": [{"config": {"kc.user.profile.config": ["{"]}}]}}""", "the user profile (kc.user.profile.config): no strict JSON")]
    public void What_is_wrong_is_said_by_place_and_never_by_value(string json, string fault)
    {
        RealmReader.Read(Encoding.UTF8.GetBytes(json)).TryGet(out _, out var seen).ShouldBeFalse();

        seen!.ShouldStartWith(fault);
        seen.ShouldNotContain("perhaps");
    }

    [Fact]
    public void Of_many_faults_ten_are_named()
    {
        var clients = string.Join(',', Enumerable.Repeat("{}", 50));

        RealmReader.Read(Encoding.UTF8.GetBytes($$"""{"realm": "ml", "clients": [{{clients}}]}""")).TryGet(out _, out var fault).ShouldBeFalse();

        fault!.ShouldContain("clients[9].clientId is missing");
        fault.ShouldEndWith("and 40 more");
    }

    [Fact]
    public void A_realm_deeper_than_any_is_refused()
    {
        var groups = string.Concat(Enumerable.Repeat("""{"name": "g", "subGroups": [""", 60)) + string.Concat(Enumerable.Repeat("]}", 60));

        RealmReader.Read(Encoding.UTF8.GetBytes($$"""{"realm": "ml", "groups": [{{groups}}]}""")).TryGet(out _, out var fault).ShouldBeFalse();

        fault!.ShouldStartWith("no strict JSON");
    }

    [Fact]
    public void A_bare_realm_is_one_with_Keycloaks_own_defaults()
    {
        var realm = Read("""{"realm": "ml", "clients": [{"clientId": "a"}]}""");

        realm.AccessTokenLifespan.ShouldBe(TimeSpan.FromMinutes(5));
        realm.Profile.Attributes["email"].MayUsersEdit.ShouldBeTrue();
        realm.Keys.ShouldBeNull();
        realm.Clients.Single().HasFullScope.ShouldBeTrue();
        realm.Clients.Single().DefaultScopes.ShouldContain("basic");
    }

    [Fact]
    public void Groups_have_the_paths_that_tokens_have() =>
        Read("""{"realm": "ml", "groups": [{"name": "odd", "subGroups": [{"name": "eu/west"}, {"name": "x", "subGroups": [{"name": "y"}]}]}]}""")
            .Groups.Select(group => group.Path).ShouldBe(["/odd", "/odd/eu/west", "/odd/x", "/odd/x/y"]);

    [Theory]
    [InlineData("a.b.c", "a|b|c")]
    [InlineData(@"https://aws\.amazon\.com/tags.principal_tags.department", "https://aws.amazon.com/tags|principal_tags|department")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void A_claim_name_nests_at_dots_that_no_backslash_takes_away(string name, string path) =>
        string.Join('|', new RealmMapper("m", RealmMapper.Attribute, new Dictionary<string, string> { ["claim.name"] = name }).Path).ShouldBe(path);

    private static KeycloakRealm Read(string json) => RealmReader.Read(Encoding.UTF8.GetBytes(json)).TryGet(out var realm, out var fault) ? realm : throw new InvalidOperationException(fault);
}
