namespace TokenBridge.Protocol.Sts;

/// <summary>What AWS's signature covers of a request, apart from the body.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="RawTarget">Path and query as they were sent.</param>
/// <param name="Header">The values of a header by its name in lower case; empty where it is absent.</param>
internal sealed record SignedRequest(string Method, string RawTarget, Func<string, IEnumerable<string?>> Header)
{
    /// <summary>A header as one text, its values joined as RFC 9110 section 5.2 says.</summary>
    public string Text(string name) => string.Join(',', Header(name));
}
