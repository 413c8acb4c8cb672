using System.Security.Cryptography;
using TokenBridge.Host.Sts.WebIdentity;

namespace TokenBridge.Host.Tests.Sts;

public sealed class WebIdentityKeyTests
{
    [Fact]
    public void An_rsa_key_signs_rs256_and_has_the_same_certificate_at_every_start()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportPkcs8PrivateKeyPem();

        var first = Read(pem);

        first.SigningCredentials.Algorithm.ShouldBe("RS256");
        Read(pem).Certificate.RawData.ShouldBe(first.Certificate.RawData);
        Read(pem).PublicKey.Kid.ShouldBe(first.PublicKey.Kid);
    }

    [Fact]
    public void A_p256_key_signs_es256()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Read(ecdsa.ExportECPrivateKeyPem()).SigningCredentials.Algorithm.ShouldBe("ES256");
    }

    [Fact]
    public void A_certificate_in_the_file_is_the_one_that_is_served()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var own = Read(ecdsa.ExportPkcs8PrivateKeyPem()).Certificate;

        var key = Read($"{ecdsa.ExportPkcs8PrivateKeyPem()}\n{own.ExportCertificatePem()}");

        key.Certificate.RawData.ShouldBe(own.RawData);
    }

    [Fact]
    public void A_certificate_of_another_key_is_refused()
    {
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var stranger = Read(other.ExportPkcs8PrivateKeyPem()).Certificate;

        Fault($"{mine.ExportPkcs8PrivateKeyPem()}\n{stranger.ExportCertificatePem()}").ShouldContain("belongs to another key");
    }

    [Fact]
    public void Short_rsa_keys_and_other_curves_are_refused()
    {
        using var weak = RSA.Create(1024);
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Fault(weak.ExportPkcs8PrivateKeyPem()).ShouldContain("1024");
        Fault(wide.ExportPkcs8PrivateKeyPem()).ShouldContain("P-256");
    }

    [Fact]
    public void A_file_without_a_private_key_is_refused_and_nothing_of_it_is_repeated()
    {
        using var rsa = RSA.Create(2048);

        Fault(rsa.ExportSubjectPublicKeyInfoPem()).ShouldNotContain("MII");
        Fault("rubbish").ShouldContain("no unencrypted");
        Fault("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----").ShouldContain("no unencrypted");
        Fault($"{rsa.ExportPkcs8PrivateKeyPem()}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----").ShouldContain("certificate");
    }

    private static WebIdentityKey Read(string pem)
    {
        WebIdentityKey.Read(pem).TryGet(out var key, out var fault).ShouldBeTrue(fault);
        return key.ShouldNotBeNull();
    }

    private static string Fault(string pem)
    {
        WebIdentityKey.Read(pem).TryGet(out var key, out var fault).ShouldBeFalse();
        key.ShouldBeNull();
        return fault.ShouldNotBeNull();
    }
}
