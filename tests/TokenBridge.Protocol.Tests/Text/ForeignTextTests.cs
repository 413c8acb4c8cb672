using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using TokenBridge.Protocol.Text;

namespace TokenBridge.Protocol.Tests.Text;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("The proxy tunnel request to proxy 'http://joe:geheim77@127.0.0.1:18611/' failed with status code '403'.", "The proxy tunnel request to proxy 'http://127.0.0.1:18611/' failed with status code '403'.")]
    [InlineData("http://joe:ge@heim77@proxy:3128", "http://proxy:3128")]
    [InlineData("http://joe:geheim77/x@proxy:3128 and socks5://geheim77@other", "http://proxy:3128 and socks5://other")]
    [InlineData("https://geheim77@kc.example/realms/ml: no", "https://kc.example/realms/ml: no")]
    [InlineData("(\"https://joe:geheim77@kc.example\")", "(\"https://kc.example\")")]
    [InlineData("https://kc.example/a, then https://joe:geheim77@kc.example/b", "https://kc.example/a, then https://kc.example/b")]
    public void User_information_of_urls_is_left_out_and_the_rest_stands(string said, string shown)
    {
        ForeignText.Of(said).ShouldBe(shown);
        ForeignText.Of(new HttpRequestException(said)).ShouldBe(shown);
        ForeignText.Said(new IOException(said)).ShouldBe(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Connection refused (kc.example:443)")]
    [InlineData("https://kc.example/realms/ml answered 500")]
    [InlineData("User: arn:aws:sts::999988887777:assumed-role/r/alice@ml.example is not authorized")]
    public void Whatever_else_is_said_stands(string said) => ForeignText.Of(said).ShouldBe(said);

    [Fact]
    public void A_text_that_sends_the_reader_inward_is_replaced_by_what_stands_there()
    {
        var failure = new HttpRequestException(
            "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot"));

        ForeignText.Of(failure).ShouldStartWith("The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot; ");
        ForeignText.Of(failure).ShouldContain("SSL_CERT_FILE");
        ForeignText.Said(failure).ShouldBe("The SSL connection could not be established, see inner exception.");
    }

    [Fact]
    public void A_certificate_of_another_name_is_no_matter_of_authorities() =>
        ForeignText.Of(new AuthenticationException("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch"))
            .ShouldNotContain("SSL_CERT_FILE");

    [Fact]
    public void A_text_that_says_enough_is_not_left_for_an_inner_one() =>
        ForeignText.Of(new HttpRequestException("Connection refused (127.0.0.1:9)", new SocketException((int)SocketError.ConnectionRefused)))
            .ShouldBe("Connection refused (127.0.0.1:9)");

    [Fact]
    public async Task The_password_of_a_proxy_that_refuses_is_not_in_what_the_platform_says()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var refusal = RefuseAsync(proxy);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = true,
            Proxy = new WebProxy(new Uri($"http://joe:geheim77@127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}")),
        });

        var failure = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri("https://tb.example/")));
        await refusal;

        ForeignText.Of(failure).ShouldNotContain("geheim77");
        ForeignText.Of(failure).ShouldContain("403");
    }

    private static async Task RefuseAsync(TcpListener proxy)
    {
        using var client = await proxy.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        (await stream.ReadAtLeastAsync(new byte[4], 4)).ShouldBeGreaterThan(0);
        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
    }
}
