using System.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>A script around Keycloak's own command line. It makes what is not there, changes nothing that is, but for the user profile, and ends at the first refusal: a second run changes nothing.</summary>
internal static class KcadmScript
{
    public static string Of(RealmProvision provision)
    {
        var script = Begin(RealmProvision.ScopeName);
        WriteProfile(script, provision);
        foreach (var owner in provision.RoleOwners)
        {
            WriteClient(script, owner.Key, json => ClientJson.WriteBearer(json, owner.Key, "Has roles that rules look at. Nobody logs in here."), owner.SelectMany(role => role.Rules));
        }

        var clients = new ClientJson(provision, carriesMappers: false);
        WriteClient(script, provision.Audience, json => ClientJson.WriteBearer(json, provision.Audience, "The audience of every token that TokenBridge accepts. Nobody logs in here."), []);
        WriteClient(script, provision.Client, clients.WriteLogin, []);
        foreach (var machine in provision.Machines)
        {
            WriteClient(script, machine.Text, json => clients.WriteMachine(json, machine.Text, machine.Rules), machine.Rules);
        }

        WriteScope(script, RealmProvision.ScopeName, RealmProvision.ScopeDescription, provision.Mappers);
        WriteRoles(script, provision);
        foreach (var client in Logins(provision))
        {
            script.Append($"\n# {Line(client)} gets the scope with every login.\nkc update \"clients/$(client {ShellText.Quote(client)})/default-client-scopes/$scope\" -r \"$realm\" -n -b '{{}}'\n");
        }

        return script.ToString();
    }

    public static string OfScope(string name, string description, IReadOnlyList<KeycloakMapper> mappers)
    {
        var script = Begin(name);
        WriteScope(script, name, description, mappers);
        script.Append("\necho \"Give the client scope $scope to the clients whose tokens go to AWS as they are.\"\n");
        return script.ToString();
    }

    private static StringBuilder Begin(string scope) => new($$"""
        #!/bin/bash
        # Written by tokenbridge provision keycloak --scope {{scope}} --format kcadm. Usage: bash THIS_FILE REALM, after kcadm.sh config credentials.
        # KCADM names the command line where it is not kcadm.sh on the PATH.
        set -euo pipefail
        realm=${1:?usage: bash $0 REALM}
        kc() { "${KCADM:-kcadm.sh}" "$@"; }
        client() { kc get clients -r "$realm" -q "clientId=$1" --fields id --format csv --noquotes; }

        """);

    /// <summary>The profile is written whole, so one that says more than this one knows is left alone, and a person is asked.</summary>
    private static void WriteProfile(StringBuilder script, RealmProvision provision)
    {
        var known = ProfileJson.BuiltIn.Select(attribute => attribute.Name).Concat(provision.Attributes.Select(attribute => attribute.Name));
        script.Append("\n# The user profile: attributes that rules read are edited by administrators only.\n");
        foreach (var attribute in provision.Attributes)
        {
            script.Append($"#   {attribute.Name}: {Line(KeycloakMapper.WantedBy(attribute.Rules))}\n");
        }

        script.Append($"known={ShellText.Quote(string.Join(' ', known))}\n");
        script.Append("""
            for name in $(kc get users/profile -r "$realm" --fields 'attributes(name)' | sed -n 's/.*"name" *: *"\([^"]*\)".*/\1/p'); do
              case " $known " in
                *" $name "*) ;;
                *) echo "the user profile declares the attribute $name, which this script does not know and would drop; declare the attributes above by hand" >&2; exit 1 ;;
              esac
            done

            """);
        script.Append($"kc update users/profile -r \"$realm\" -f - {ShellText.Here(ProfileJson.Write(provision))}");
    }

    private static void WriteClient(StringBuilder script, string id, Action<System.Text.Json.Utf8JsonWriter> write, IEnumerable<string> rules)
    {
        script.Append($"\n# Client {Line(id)}: {Line(KeycloakMapper.WantedBy([.. rules.Distinct(StringComparer.Ordinal)]))}\n");
        script.Append($"[ -n \"$(client {ShellText.Quote(id)})\" ] || kc create clients -r \"$realm\" -f - {ShellText.Here(KeycloakJson.Write(write))}");
    }

    private static void WriteScope(StringBuilder script, string name, string description, IReadOnlyList<KeycloakMapper> mappers)
    {
        script.Append($"\n# The client scope; one of this name that is there already stays as it is.\n");
        foreach (var mapper in mappers)
        {
            script.Append($"#   {Line(mapper.Name)}: {Line(KeycloakMapper.WantedBy(mapper.Rules))}\n");
        }

        script.Append($$"""
            scope=$(kc get client-scopes -r "$realm" --fields id,name --format csv --noquotes | sed -n 's/,{{name}}$//p')
            if [ -n "$scope" ]; then
              echo "the client scope {{name}} is there already and stays as it is; where the rules have changed, delete it and run this again" >&2
            else
            scope=$(kc create client-scopes -r "$realm" -i -f - {{ShellText.Here(ScopeJson.Write(name, description, mappers))}})
            fi

            """);
    }

    private static void WriteRoles(StringBuilder script, RealmProvision provision)
    {
        foreach (var role in provision.RealmRoles)
        {
            WriteRole(script, provision, role, "roles", "realm", "");
        }

        foreach (var role in provision.ClientRoles)
        {
            WriteRole(script, provision, role, "clients/$owner/roles", "clients/$owner", $"owner=$(client {ShellText.Quote(role.Client!)})\n");
        }
    }

    private static void WriteRole(StringBuilder script, RealmProvision provision, RoleNeed role, string where, string mapping, string before)
    {
        var path = $"\"{where}/\"{ShellText.Quote(Uri.EscapeDataString(role.Role!))}";
        script.Append($"\n# Role {Line(role.Pattern)}, and into tokens with it: {Line(KeycloakMapper.WantedBy(role.Rules))}\n{before}");
        script.Append($"kc get {path} -r \"$realm\" > /dev/null 2>&1 || kc create \"{where}\" -r \"$realm\" -s {ShellText.Quote($"name={role.Role}")}\n");
        foreach (var client in Logins(provision))
        {
            // On the client: a client scope that has roles is passed over for every user who has none of them.
            script.Append($"kc get {path} -r \"$realm\" | sed '1s/^/[/; $s/$/]/' | kc create \"clients/$(client {ShellText.Quote(client)})/scope-mappings/{mapping}\" -r \"$realm\" -f -\n");
        }
    }

    /// <summary>Clients that get tokens for TokenBridge.</summary>
    private static IEnumerable<string> Logins(RealmProvision provision) => provision.Machines.Select(machine => machine.Text).Prepend(provision.Client);

    /// <summary>A comment has one line.</summary>
    private static string Line(string text) => Protocol.Text.SafeText.WithoutControls(text).ReplaceLineEndings(" ");
}
