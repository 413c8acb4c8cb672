using System.Text;
using System.Text.Json;
using TokenBridge.Protocol;
using TokenBridge.Protocol.Jose;

namespace TokenBridge.Rules.Provisioning.Drift;

/// <summary>Reads roles out of what other tools print: <c>aws iam get-role</c>, <c>aws iam list-roles</c>, Terraform's state, <c>terraform show -json</c>.</summary>
internal static class ExistingRoles
{
    /// <summary>A state of thousands of resources.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const string TerraformType = "aws_iam_role";

    /// <returns>Perhaps none; or why the text is none of these.</returns>
    public static Result<IReadOnlyList<ExistingRole>, string> Read(ReadOnlySpan<byte> utf8)
    {
        if (!StrictJson.Parse(utf8).TryGet(out var document, out var fault))
        {
            return fault;
        }

        var (found, unread) = (new List<ExistingRole>(), new List<string>());
        if (document.TryGetProperty("Role", out var role))
        {
            OfAws(role, found, unread);
        }
        else if (document.TryGetProperty("Roles", out var roles))
        {
            Each(roles, one => OfAws(one, found, unread));
        }
        else if (document.TryGetProperty("resources", out var resources))
        {
            Each(resources, resource => Each(Member(resource, "instances"), instance => OfTerraform(resource, Member(instance, "attributes"), found, unread)));
        }
        else if (Member(Member(document, "values"), "root_module") is { ValueKind: JsonValueKind.Object } module)
        {
            OfModule(module, found, unread);
        }
        else
        {
            return "it is neither what aws iam get-role or list-roles print, nor a state of Terraform";
        }

        return unread.Count == 0 ? found : $"{string.Join(", ", unread)}: the trust policy cannot be read";
    }

    private static void OfModule(JsonElement module, List<ExistingRole> found, List<string> unread)
    {
        Each(Member(module, "resources"), resource => OfTerraform(resource, Member(resource, "values"), found, unread));
        Each(Member(module, "child_modules"), child => OfModule(child, found, unread));
    }

    private static void OfTerraform(JsonElement resource, JsonElement attributes, List<ExistingRole> found, List<string> unread)
    {
        if (Text(resource, "type") == TerraformType && Text(resource, "mode") is null or "managed")
        {
            Add(Text(attributes, "arn"), Member(attributes, "assume_role_policy"), Member(attributes, "max_session_duration"), found, unread);
        }
    }

    private static void OfAws(JsonElement role, List<ExistingRole> found, List<string> unread) =>
        Add(Text(role, "Arn"), Member(role, "AssumeRolePolicyDocument"), Member(role, "MaxSessionDuration"), found, unread);

    private static void Add(string? arn, JsonElement policy, JsonElement session, List<ExistingRole> found, List<string> unread)
    {
        // The CLI decodes it; the API itself, and some tools, have it escaped as in a URL.
        var text = policy.ValueKind == JsonValueKind.String ? policy.GetString()! : null;
        if (text is not null && StrictJson.Parse(Encoding.UTF8.GetBytes(text.StartsWith('%') ? Uri.UnescapeDataString(text) : text)).TryGet(out var document, out _))
        {
            policy = document;
        }

        if (arn is null || policy.ValueKind != JsonValueKind.Object)
        {
            unread.Add(arn ?? "a role without an ARN");
            return;
        }

        found.Add(new ExistingRole(arn, policy, session.ValueKind == JsonValueKind.Number && session.TryGetInt32(out var seconds) ? TimeSpan.FromSeconds(seconds) : null));
    }

    private static void Each(JsonElement list, Action<JsonElement> read)
    {
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                read(item);
            }
        }
    }

    private static JsonElement Member(JsonElement owner, string name) => owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement owner, string name) => Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
