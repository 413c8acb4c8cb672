using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TokenBridge.Host.Tokens.Keys;

namespace TokenBridge.Host.Tests.Tokens;

/// <summary>A Keycloak whose certificate a house's own authority has signed, which this machine does not know.</summary>
public sealed class UntrustedAuthorityTests
{
    [Fact]
    public async Task The_real_reason_and_the_variable_that_helps_are_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener);
        using var documents = new IssuerDocuments(TimeProvider.System);

        var read = await documents.ReadAsync(new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/realms/ml"));
        await served;

        read.Fault.ShouldNotBeNull().ShouldContain("certificate chain");
        read.Fault!.ShouldContain("SSL_CERT_FILE");
        read.Fault!.ShouldNotContain("inner exception");
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            (await stream.ReadAsync(new byte[1])).ShouldBe(0);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            // The other side has looked at the certificate and gone away.
        }
    }
}
