using System.Security.Cryptography;
using System.Text;
using TokenBridge.Rules.Model;
using TokenBridge.Rules.Provisioning.Aws.Granting;
using TokenBridge.Rules.Provisioning.Aws.Policies;

namespace TokenBridge.Rules.Provisioning.Aws.Writing;

/// <summary>Names that stay the same whatever else the rules give: made of the thing itself, with a hash of its ARN where letters had to go.</summary>
internal static class AwsNames
{
    /// <summary>Hex digits.</summary>
    private const int HashLength = 8;

    /// <summary>For Terraform: letters, digits, <c>_</c> and <c>-</c>, not beginning with a digit.</summary>
    public static string Terraform(RoleArn role)
    {
        var name = RoleVariable.Write(role.Name, (variable, _) => variable);
        return Terraform(name, role.Value, isWhole: role.Path == "/" && name == role.Name);
    }

    public static string Terraform(OidcProvider provider) => Terraform(provider.Name.Replace('.', '_').Replace('/', '_'), provider.Arn, isWhole: false);

    /// <summary>For CloudFormation: letters and digits.</summary>
    public static string CloudFormation(RoleArn role) => $"Role{StatementName.Of(role.Name)}{Hash(role.Value)}";

    public static string CloudFormation(OidcProvider provider) => $"Provider{StatementName.Of(provider.Name)}{Hash(provider.Arn)}";

    /// <summary>What people read beside the role in the console; IAM takes 1000 characters.</summary>
    public static string Description(RolePlan role)
    {
        const int Most = 1_000;
        var text = $"TokenBridge, by {(role.Rules.Count == 1 ? "rule" : "rules")} {string.Join(", ", role.Rules.Select(rule => rule.Id))}";
        return text.Length <= Most ? text : text[..(Most - 3)] + "...";
    }

    /// <summary>What a comment says of a rule, on one line.</summary>
    public static string Comment(CompiledRule rule) =>
        OneLine(rule.Description is { } description ? $"rule {rule.Id}: {description}" : $"rule {rule.Id}");

    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) is var line
            ? string.Concat(line.Where(character => !char.IsControl(character)))
            : "";

    private static string Terraform(string name, string arn, bool isWhole)
    {
        var text = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '_'));
        var identifier = char.IsAsciiLetter(text[0]) || text[0] == '_' ? text : "_" + text;
        return isWhole && identifier == name ? identifier : $"{identifier}_{Hash(arn)}";
    }

    private static string Hash(string arn) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)))[..HashLength];
}
