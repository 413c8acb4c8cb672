using System.Text;
using TokenBridge.Rules.Provisioning.Needs;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>The clients of a realm and their roles, in Terraform's language. What a realm has already is taken in by <c>terraform import</c>.</summary>
internal static class TerraformClients
{
    public static void Write(StringBuilder text, RealmProvision provision)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var clients = new Dictionary<string, string>(StringComparer.Ordinal) { [provision.Audience] = HclText.Name(provision.Audience, taken) };
        WriteBearer(text, clients[provision.Audience], provision.Audience, "# The audience of every token that TokenBridge accepts.");
        clients[provision.Client] = HclText.Name(provision.Client, taken);
        WriteLogin(text, clients[provision.Client], provision);
        List<string> logins = [clients[provision.Client]];
        foreach (var machine in provision.Machines)
        {
            logins.Add(clients[machine.Text] = HclText.Name(machine.Text, taken));
            WriteMachine(text, logins[^1], machine);
        }

        foreach (var owner in provision.RoleOwners)
        {
            if (!clients.TryGetValue(owner.Key, out var name))
            {
                name = HclText.Name(owner.Key, taken);
                WriteBearer(text, name, owner.Key, HclText.Comment([.. owner.SelectMany(role => role.Rules).Distinct(StringComparer.Ordinal)]));
            }

            foreach (var role in owner)
            {
                WriteRole(text, HclText.Name($"{owner.Key} {role.Role}", taken), role, $"  client_id = keycloak_openid_client.{name}.id\n", logins);
            }
        }

        foreach (var role in provision.RealmRoles)
        {
            WriteRole(text, HclText.Name($"realm {role.Role}", taken), role, "", logins);
        }
    }

    private static void WriteMachine(StringBuilder text, string name, TextNeed machine)
    {
        text.Append($$"""

            {{HclText.Comment(machine.Rules)}}
            resource "keycloak_openid_client" "{{name}}" {
              realm_id                 = var.realm_id
              client_id                = {{HclText.Quote(machine.Text)}}
              access_type              = "CONFIDENTIAL"
              service_accounts_enabled = true
              full_scope_allowed       = false
            }

            """);
        WriteScopes(text, name);
    }

    private static void WriteBearer(StringBuilder text, string name, string id, string comment) => text.Append($$"""

        {{comment}}
        resource "keycloak_openid_client" "{{name}}" {
          realm_id           = var.realm_id
          client_id          = {{HclText.Quote(id)}}
          access_type        = "BEARER-ONLY"
          full_scope_allowed = false
        }

        """);

    private static void WriteRole(StringBuilder text, string name, RoleNeed role, string client, List<string> logins)
    {
        text.Append($$"""

            {{HclText.Comment(role.Rules)}}
            resource "keycloak_role" "{{name}}" {
              realm_id  = var.realm_id
            {{client}}  name      = {{HclText.Quote(role.Role!)}}
            }

            """);
        foreach (var login in logins)
        {
            // On the client: a client scope that has roles is passed over for every user who has none of them.
            text.Append($$"""

                resource "keycloak_generic_role_mapper" "{{login}}_{{name}}" {
                  realm_id  = var.realm_id
                  client_id = keycloak_openid_client.{{login}}.id
                  role_id   = keycloak_role.{{name}}.id
                }

                """);
        }
    }

    private static void WriteLogin(StringBuilder text, string name, RealmProvision provision)
    {
        var levels = LevelMap.Of(provision.Levels) is { } map ? $"  extra_config = {{\n    \"acr.loa.map\" = {HclText.Quote(map)}\n  }}\n" : "";
        text.Append($$"""

            # Where people log in.
            resource "keycloak_openid_client" "{{name}}" {
              realm_id                                  = var.realm_id
              client_id                                 = {{HclText.Quote(provision.Client)}}
              access_type                               = "PUBLIC"
              standard_flow_enabled                     = true
              direct_access_grants_enabled              = false
              oauth2_device_authorization_grant_enabled = true
              pkce_code_challenge_method                = "S256"
              valid_redirect_uris                       = ["http://127.0.0.1/*"]
              full_scope_allowed                        = false
            {{levels}}}

            """);
        WriteScopes(text, name);
    }

    private static void WriteScopes(StringBuilder text, string client) => text.Append($$"""

        resource "keycloak_openid_client_default_scopes" "{{client}}" {
          realm_id       = var.realm_id
          client_id      = keycloak_openid_client.{{client}}.id
          default_scopes = ["basic", "acr", keycloak_openid_client_scope.tokenbridge.name]
        }

        """);
}
