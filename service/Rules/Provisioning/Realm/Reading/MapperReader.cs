using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>The protocol mappers of a client or of a scope; those of SAML say nothing of access tokens.</summary>
internal static class MapperReader
{
    public static IReadOnlyList<RealmMapper> ReadAll(RealmNode owner) =>
    [
        .. owner.Objects("protocolMappers")
            .Where(mapper => mapper.Text("protocol") is null or "openid-connect")
            .Select(mapper => new RealmMapper(mapper.Text("name") ?? "", mapper.RequiredText("protocolMapper"), mapper.Settings("config"))),
    ];
}
