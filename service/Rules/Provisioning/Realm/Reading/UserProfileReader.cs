using System.Text;
using TokenBridge.Protocol.Jose;
using TokenBridge.Rules.Provisioning.Realm.Representation;

namespace TokenBridge.Rules.Provisioning.Realm.Reading;

/// <summary>The user profile: a JSON document in a text in a list in a component.</summary>
internal static class UserProfileReader
{
    private const string Place = "the user profile (kc.user.profile.config)";

    public static UserProfile Read(RealmNode root, List<string> faults)
    {
        var written = root.Object("components").Objects("org.keycloak.userprofile.UserProfileProvider")
            .SelectMany(component => component.Object("config").Texts("kc.user.profile.config"))
            .FirstOrDefault(text => text.Length > 0);
        if (written is null)
        {
            return UserProfile.Default;
        }

        if (!StrictJson.Parse(Encoding.UTF8.GetBytes(written)).TryGet(out var document, out var fault))
        {
            faults.Add($"{Place}: {fault}");
            return UserProfile.Default;
        }

        var profile = new RealmNode(document, "user profile", faults);
        var attributes = new Dictionary<string, ProfileAttribute>(StringComparer.Ordinal);
        foreach (var node in profile.Objects("attributes"))
        {
            var name = node.RequiredText("name");
            attributes[name] = new ProfileAttribute(name, MayUsersEdit(node, name), node.Flag("multivalued") ?? false);
        }

        return new UserProfile(attributes, Policy(profile, faults));
    }

    /// <summary>Keycloak lets administrators alone edit what says nothing, but for the name and the address of a person.</summary>
    private static bool MayUsersEdit(RealmNode attribute, string name) => attribute.Has("permissions")
        ? attribute.Object("permissions").Texts("edit").Contains("user", StringComparer.Ordinal)
        : name is "username" or "email" or "firstName" or "lastName";

    private static UnmanagedAttributes Policy(RealmNode profile, List<string> faults)
    {
        switch (profile.Text("unmanagedAttributePolicy"))
        {
            case null or "" or "DISABLED":
                return UnmanagedAttributes.Disabled;
            case "ENABLED":
                return UnmanagedAttributes.Enabled;
            case "ADMIN_EDIT":
                return UnmanagedAttributes.AdminEdit;
            case "ADMIN_VIEW":
                return UnmanagedAttributes.AdminView;
            default:
                faults.Add($"{Place}: the unmanagedAttributePolicy is none of DISABLED, ENABLED, ADMIN_EDIT, ADMIN_VIEW");
                return UnmanagedAttributes.Enabled;
        }
    }
}
