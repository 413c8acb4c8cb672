using System.Globalization;
using System.Text;
using TokenBridge.Rules.Provisioning.Aws.Granting;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>Captures and claims that are variables of the module: their declarations, and texts that depend on them.</summary>
internal static class TerraformVariables
{
    /// <summary>What a role is made for each of; null where it depends on no variable.</summary>
    /// <param name="role">Its ARN.</param>
    public static string? Each(string role) => RoleVariable.In(role) switch
    {
        [] => null,
        [var only] => Reference(only),
        var several => $"{{ for values in setproduct({string.Join(", ", several.Select(Reference))}) : join(\"/\", values) => values }}",
    };

    /// <summary>The attributes of a role, whose variables have the values of one of <see cref="Each"/>.</summary>
    /// <param name="role">Its ARN.</param>
    /// <param name="attributes">In HCL.</param>
    public static string InEach(string role, string attributes)
    {
        var names = RoleVariable.In(role);
        return RoleVariable.Write(attributes, (name, _) => names.Count == 1 ? "${each.value}" : Item("each.value", names.IndexOf(name)));
    }

    /// <summary>A list of the text with every value of its variables; null where it has none.</summary>
    /// <param name="quoted">In HCL.</param>
    public static string? All(string quoted) => RoleVariable.In(quoted) switch
    {
        [] => null,
        [var only] => $"[for value in {Reference(only)} : {RoleVariable.Write(quoted, (_, _) => "${value}")}]",
        var several => $"[for values in setproduct({string.Join(", ", several.Select(Reference))}) : {RoleVariable.Write(quoted, (_, place) => Item("values", place))}]",
    };

    public static void Declare(StringBuilder text, IEnumerable<string> roles)
    {
        foreach (var name in roles.SelectMany(RoleVariable.In).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                # Every value that {{{name}}} may have in a role.
                variable "tokenbridge_{{name}}" {
                  type = set(string)

                  validation {
                    condition     = alltrue([for value in {{Reference(name)}} : can(regex("^[A-Za-z0-9_+=,.@-]+$", value))])
                    error_message = "Roles hold A-Z a-z 0-9 _ + = , . @ - only."
                  }
                }

                """);
        }
    }

    private static string Reference(string name) => $"var.tokenbridge_{name}";

    private static string Item(string list, int place) => string.Create(CultureInfo.InvariantCulture, $"${{{list}[{place}]}}");
}
