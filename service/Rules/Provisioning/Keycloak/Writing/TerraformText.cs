using System.Text;
using TokenBridge.Rules.Provisioning.Keycloak.Mappers;

namespace TokenBridge.Rules.Provisioning.Keycloak.Writing;

/// <summary>For Terraform with the provider <c>keycloak/keycloak</c>.</summary>
internal static class TerraformText
{
    public static string Of(RealmProvision provision)
    {
        var text = Begin(RealmProvision.ScopeName);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        TerraformClients.Write(text, provision);
        WriteProfile(text, provision);
        WriteScope(text, RealmProvision.ScopeName, RealmProvision.ScopeDescription, provision.Mappers, taken);
        return text.ToString();
    }

    public static string OfScope(string name, string description, IReadOnlyList<KeycloakMapper> mappers)
    {
        var text = Begin(name);
        WriteScope(text, name, description, mappers, new HashSet<string>(StringComparer.Ordinal));
        return text.ToString();
    }

    private static StringBuilder Begin(string scope) => new($$"""
        # Written by tokenbridge provision keycloak --scope {{scope}} --format terraform.
        terraform {
          required_providers {
            keycloak = {
              source = "keycloak/keycloak"
            }
          }
        }

        variable "realm_id" {
          type        = string
          description = "The realm, by its name."
        }

        """);

    private static void WriteScope(StringBuilder text, string name, string description, IReadOnlyList<KeycloakMapper> mappers, HashSet<string> taken)
    {
        var scope = HclText.Name(name, taken);
        text.Append($$"""

            resource "keycloak_openid_client_scope" "{{scope}}" {
              realm_id               = var.realm_id
              name                   = {{HclText.Quote(name)}}
              description            = {{HclText.Quote(description)}}
              include_in_token_scope = false
            }

            """);
        foreach (var mapper in mappers)
        {
            text.Append($$"""

                {{HclText.Comment(mapper.Rules)}}
                resource "keycloak_generic_protocol_mapper" "{{HclText.Name($"{name} {mapper.Name}", taken)}}" {
                  realm_id        = var.realm_id
                  client_scope_id = keycloak_openid_client_scope.{{scope}}.id
                  name            = {{HclText.Quote(mapper.Name)}}
                  protocol        = "openid-connect"
                  protocol_mapper = {{HclText.Quote(mapper.Kind)}}
                  config = {

                """);
            foreach (var (key, value) in mapper.Config)
            {
                text.Append($"    {HclText.Quote(key)} = {HclText.Quote(value)}\n");
            }

            text.Append("  }\n}\n");
        }
    }

    private static void WriteProfile(StringBuilder text, RealmProvision provision)
    {
        text.Append("\n# The user profile is one resource: add the attributes that your realm has besides, and the checks that you want.\n");
        text.Append("resource \"keycloak_realm_user_profile\" \"profile\" {\n  realm_id = var.realm_id\n");
        foreach (var (name, isRequired, _) in ProfileJson.BuiltIn)
        {
            WriteAttribute(text, name, false, provision.BuiltInAttributes.Contains(name), isRequired ? "    required_for_roles = [\"user\"]\n" : "");
        }

        foreach (var attribute in provision.Attributes)
        {
            text.Append($"\n  {HclText.Comment(attribute.Rules)}");
            WriteAttribute(text, attribute.Name, attribute.IsList, true, "");
        }

        text.Append("}\n");
    }

    private static void WriteAttribute(StringBuilder text, string name, bool isList, bool isForAdministrators, string more) => text.Append($$"""

          attribute {
            name         = {{HclText.Quote(name)}}
            multi_valued = {{(isList ? "true" : "false")}}
        {{more}}    permissions {
              view = ["admin", "user"]
              edit = {{(isForAdministrators ? "[\"admin\"]" : "[\"admin\", \"user\"]")}}
            }
          }

        """);
}
