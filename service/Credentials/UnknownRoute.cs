namespace TokenBridge.Credentials;

/// <summary>Everything else: 404 in the same shape as every refusal.</summary>
internal static class UnknownRoute
{
    private static readonly Refusal Unknown = new(
        StatusCodes.Status404NotFound,
        "NotFound",
        "not_found",
        "There is nothing here: ask GET /v1/credentials, /v1/credentials/<role> or /v1/roles.");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFallback("{**path}", http => RefusalAnswer.WriteAsync(http.Response, Unknown, http.RequestServices.GetRequiredService<DecisionId>().Next()));
}
