using System.Net;
using System.Text.Json;

namespace TokenBridge.Testing;

/// <summary>What the service said, and what every answer of a kind must look like.</summary>
internal static class Answer
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>The answer hands out credentials in exactly the form that AWS SDKs read.</summary>
    public static async Task<JsonElement> ShouldBeCredentialsAsync(this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        ShouldBeJsonThatNobodyStores(response);
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>The answer refuses with this status, code and reason in both casings, and holds no credentials.</summary>
    public static async Task<JsonElement> ShouldBeRefusalAsync(this Task<HttpResponseMessage> sending, int status, string code, string reason)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        ShouldBeJsonThatNobodyStores(response);
        var json = JsonDocument.Parse(body).RootElement;
        json.GetProperty("reason").GetString().ShouldBe(reason);
        json.GetProperty("code").GetString().ShouldBe(code);
        json.GetProperty("Code").GetString().ShouldBe(code);
        json.GetProperty("Message").GetString().ShouldBe(json.GetProperty("message").GetString());
        json.GetProperty("message").GetString()!.ShouldContain(json.GetProperty("decision_id").GetString()!);
        body.ShouldNotContain("AccessKeyId");
        body.ShouldNotContain("SecretAccessKey");
        response.Headers.Contains("WWW-Authenticate").ShouldBe(status == 401 || reason == "invalid_request");
        response.Headers.Contains("Retry-After").ShouldBe(status is 429 or 503);
        return json;
    }

    private static void ShouldBeJsonThatNobodyStores(HttpResponseMessage response)
    {
        // To the letter: with a charset the Go SDK reads an error body as plain text.
        response.Content.Headers.GetValues("Content-Type").ShouldBe(["application/json"]);
        response.Headers.GetValues("Cache-Control").ShouldBe(["no-store"]);
    }
}
