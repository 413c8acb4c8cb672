using TokenBridge.Rules.Model;

namespace TokenBridge.Rules.Provisioning.Aws.Granting;

/// <summary>What the configuration and the operator say, as far as trust policies depend on it.</summary>
internal sealed record AwsSide
{
    /// <summary>For a grant that names none.</summary>
    public required SessionStrategy Strategy { get; init; }

    /// <summary>The URL that the service signs as; null where none is configured.</summary>
    public string? TokenIssuer { get; init; }

    /// <summary>Of the tokens that the service signs.</summary>
    public string Audience { get; init; } = "sts.amazonaws.com";

    /// <summary>The role as which the service calls <c>AssumeRole</c>; null where the operator named none.</summary>
    public RoleArn? ServiceRole { get; init; }

    /// <summary>The configuration has an external id; its value is a secret there and stays one.</summary>
    public bool SendsExternalId { get; init; }

    /// <summary>As configured.</summary>
    public IReadOnlyList<AwsIssuer> Issuers { get; init; } = [];

    /// <summary>By the name of a capture or claim: every value that it may have in a role.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Captures and claims whose values in a role are told to Terraform alone (<see cref="RoleVariable"/>).</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>An execution role of SageMaker that takes over session tags; null for none.</summary>
    public string? SageMakerRole { get; init; }
}

/// <param name="Id">As rules name it.</param>
/// <param name="Url">As it stands in <c>iss</c>.</param>
/// <param name="Clients">Whose tokens are let in; null for any.</param>
internal sealed record AwsIssuer(string Id, string Url, IReadOnlyList<string>? Clients);
